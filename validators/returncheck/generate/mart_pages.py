"""The data dictionary of the marts, `docs/marts.md`."""

from pathlib import Path

from returncheck.export.dictionary import Entry, documented
from returncheck.export.tables import MARTS
from returncheck.generate.notice import NOTICE


def mart_page_files() -> dict[Path, str]:
    """The page of all marts: path below the project root and text."""
    return {Path("docs/marts.md"): _page([documented(name) for name in MARTS])}


def _page(marts: list[list[Entry]]) -> str:
    names = [entries[0].table for entries in marts]
    lines = [
        f"<!-- {NOTICE} -->",
        "",
        "# Tables",
        "",
        "The documented tables of the database, which `returncheck export` writes as "
        "files. Their columns are a contract: name and type change with a release "
        "only. Another table of the database may change at any time.",
        "",
        *(f"- [{name}](#{name})" for name in names),
        "",
    ]
    for table, *columns in marts:
        lines += [
            f"## {table.table}",
            "",
            table.description,
            "",
            "| Column | Type | What it holds |",
            "| --- | --- | --- |",
            *(
                f"| `{c.column}` | {c.data_type} | {_cell(c.description)} |"
                for c in columns
            ),
            "",
        ]
    return "\n".join(lines)


def _cell(text: str) -> str:
    return text.replace("|", "\\|")
