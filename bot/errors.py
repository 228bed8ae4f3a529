"""Errors of the bot room, one tree.

BotError
├── SettingsError        the settings are not complete: every problem, by name
├── StoreError           the database cannot do what was asked
│   └── StoreUnavailable nothing can be kept or read now: the disk is full or broken
├── ChannelError         a platform refused or could not be reached
│   ├── TryLater         passing: try again after `after` seconds, only this address
│   ├── Unreachable      this address cannot be written to any more
│   ├── WindowClosed     only a template may leave to this address now
│   ├── TemplateRefused  the template is not taken: what to do about it is in the message
│   ├── Rejected         the platform will never take this message
│   └── ChannelStopped   the whole channel cannot work: what to do about it is in the message
└── BadRequest           somebody sent us something we do not take; the message is for that person
"""


class BotError(Exception):
    """The root of everything this room raises. The message says what to do."""


class SettingsError(BotError):
    pass


class StoreError(BotError):
    pass


class StoreUnavailable(StoreError):
    """It is nobody's fault who asked: the same can be tried again when the disk is well."""


class ChannelError(BotError):
    pass


class TryLater(ChannelError):
    """`after` seconds until it is worth another try; None = the outbox's own backoff. `everyone` = the whole channel is held back."""

    def __init__(self, message: str, after: float | None = None, *, everyone: bool = False) -> None:
        super().__init__(message)
        self.after = after
        self.everyone = everyone


class Unreachable(ChannelError):
    pass


class WindowClosed(ChannelError):
    pass


class TemplateRefused(ChannelError):
    pass


class Rejected(ChannelError):
    pass


class ChannelStopped(ChannelError):
    pass


class BadRequest(BotError):
    pass
