"""Errors of the bot room, one tree.

BotError
├── SettingsError        the settings are not complete: every problem, by name
├── StoreError           the database cannot do what was asked
│   └── StoreUnavailable nothing can be kept or read now: the disk is full or broken, or the server is away
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
    """The root of all errors of this room. The message says what to do."""


class SettingsError(BotError):
    pass


class StoreError(BotError):
    pass


class StoreUnavailable(StoreError):
    """The database does not work now. It is not the caller's fault; the same can be tried again later."""


class ChannelError(BotError):
    pass


class TryLater(ChannelError):
    """`after`: seconds until the next try; None: the outbox decides. `everyone`: the whole channel must wait."""

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
