"""`returncheck schema`: what `results.json` holds, for programs that read it."""

from returncheck.cli.saying import say


def schema() -> None:
    """Print the JSON Schema of results.json, of this version.

    Example: returncheck schema > results.schema.json
    """
    from returncheck.results.results_schema import results_schema_text

    say(results_schema_text().rstrip("\n"))
