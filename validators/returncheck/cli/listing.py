"""Writes a listing to standard output as text, CSV or JSON."""

import csv
import json
import sys
from collections.abc import Mapping, Sequence

from returncheck.cli.options import OutputFormat

Row = Mapping[str, str | int | None]


def write_listing(rows: Sequence[Row], form: OutputFormat) -> None:
    """Write rows that share their keys.

    Args:
        rows: The rows; nothing is written for none, except an empty JSON list.
        form: `text` in aligned columns, `csv` with a header, or `json`.
    """
    if form is OutputFormat.JSON:
        json.dump(list(rows), sys.stdout, ensure_ascii=False, indent=2)
        sys.stdout.write("\n")
    elif rows and form is OutputFormat.CSV:
        writer = csv.DictWriter(sys.stdout, list(rows[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
    else:
        for line in table_lines(rows):
            sys.stdout.write(line + "\n")


def write_record(pairs: Mapping[str, str]) -> None:
    """Write one record: a name and a text a line, empty texts left out."""
    width = max(len(name) for name in pairs)
    for name, text in pairs.items():
        if text:
            sys.stdout.write(f"{name:<{width}}  {text}\n")


def table_lines(rows: Sequence[Row]) -> list[str]:
    """Rows that share their keys as aligned columns, their names in the first line."""
    if not rows:
        return []
    names = list(rows[0])
    cells = [["" if row[n] is None else str(row[n]) for n in names] for row in rows]
    widths = [
        max(len(name), *(len(line[i]) for line in cells))
        for i, name in enumerate(names)
    ]
    return [
        "  ".join(f"{c:<{w}}" for c, w in zip(line, widths, strict=True)).rstrip()
        for line in [names, *cells]
    ]
