"""The exceptions a user can meet; anything else that escapes is our own bug."""


class ReturncheckError(Exception):
    """Base of every error whose message is meant for the user, in one line."""


class InputError(ReturncheckError):
    """A file or table that cannot be read as a return; the user can mend it."""


class ConfigError(ReturncheckError):
    """Wrong use: an option, a setting or a workspace that does not fit."""


class BusyError(ConfigError):
    """Another run or program has a file that is needed; later it may be free."""


class InternalError(ReturncheckError):
    """Our own bug, with the place of the log that shows it."""
