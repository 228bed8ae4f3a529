"""The whole app on its channels."""

from tests.channels.network import net

__all__ = ["net"]
