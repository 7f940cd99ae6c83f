"""The index as a page: `report.html` of a run whose returns have a page each."""

from functools import cache
from pathlib import Path

from markupsafe import Markup

from returncheck.report.bundle import SCRIPTS, bundle, source_hash
from returncheck.report.each.index import INDEX_PARTS, Index
from returncheck.report.page import page_template

_STYLE = Path(__file__).parents[1] / "templates" / "index.css"
_MAIN = "index/main.js"


def render_index(index: Index) -> str:
    """The index as HTML, everything escaped that is not our own markup.

    Args:
        index: What it shows.
    """
    script = index_script()
    return page_template("index.html.j2").render(
        page=index,
        index_parts=INDEX_PARTS,
        index_css=Markup(_STYLE.read_text(encoding="utf-8")),
        # Our own text: markup in it would have to be its end, which is refused.
        index_script=Markup(script),
        index_script_hash=source_hash(script),
    )


@cache
def index_script() -> str:
    """The script of the index, which shares modules with that of the page."""
    return bundle(SCRIPTS, _MAIN)
