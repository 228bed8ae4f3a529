"""Attacks on the program as it runs, on 127.0.0.1 and bounded to a few minutes: how often each was tried, and what was lost, doubled or leaked.

`make attack` (`python -m bench.attack`) prints the table of docs/figures.md. It ends with 1 where something got through that must not.
"""
