"""What goes wrong on the command line."""


class UsageError(ValueError):
    """The command line asks for something that cannot be; the message is one line."""
