"""`returncheck version`."""

from returncheck.cli.saying import say


def version() -> None:
    """Show the version of returncheck.

    Example: returncheck version
    """
    from returncheck.version import VERSION

    say(f"returncheck {VERSION}")
