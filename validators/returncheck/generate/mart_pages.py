"""The data dictionary of the marts, `docs/marts.md`."""

from collections.abc import Sequence
from pathlib import Path

from returncheck.catalogue.marts import Mart, marts
from returncheck.generate.notice import NOTICE


def mart_page_files() -> dict[Path, str]:
    """The page of all marts: path below the project root and text."""
    return {Path("docs/marts.md"): _page(marts())}


def _page(listed: Sequence[Mart]) -> str:
    lines = [
        f"<!-- {NOTICE} -->",
        "",
        "# Tables",
        "",
        "The documented tables of the database, which `returncheck export` writes as "
        "files. Their columns are a contract: name and type change with a release "
        "only. Another table of the database may change at any time.",
        "",
        *(f"- [{mart.name}](#{mart.name})" for mart in listed),
        "",
    ]
    for mart in listed:
        lines += [
            f"## {mart.name}",
            "",
            mart.description,
            "",
            "| Column | Type | What it holds |",
            "| --- | --- | --- |",
            *(
                f"| `{c.name}` | {c.data_type} | {_cell(c.description)} |"
                for c in mart.columns
            ),
            "",
        ]
    return "\n".join(lines)


def _cell(text: str) -> str:
    return text.replace("|", "\\|")
