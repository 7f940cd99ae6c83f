"""Rules on the form of an episode's start."""

from ssda903.plain import each, rule


@rule("141", "Episodes")
def unreadable(data):
    return each(
        row
        for row in data["Episodes"]
        if row["DECOM"] is not None and row.day("DECOM") is None
    )
