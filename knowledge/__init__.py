"""What the offices promise, and what citizens mean: data, and the code that reads and searches them."""

import os

os.environ.setdefault(
    "OPENBLAS_NUM_THREADS", "1"
)  # before numpy is loaded: on matrices as small as ours, threads only wait for one another
