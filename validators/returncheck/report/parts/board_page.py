"""`board.html`: the part for a board alone, without script and without any child."""

from datetime import datetime
from functools import cache

import jinja2
from markupsafe import Markup

from returncheck.report.environment import TEMPLATES, environment
from returncheck.report.parts.board import BoardView
from returncheck.report.words.numbers import day

_STYLES = ("report.css", "parts/board.css")


def render_board_page(
    board: BoardView, *, version: str, made_at: datetime, mark: str = ""
) -> str:
    """The page as HTML, everything escaped that is not our own markup.

    Args:
        board: What it shows.
        version: Version of returncheck.
        made_at: When the check began.
        mark: By what the file is known as ours; empty where its name does.
    """
    template = _environment().get_template("board.html.j2")
    return template.render(
        board=board, version=version, made_on=day(made_at), mark=mark
    )


@cache
def _environment() -> jinja2.Environment:
    made = environment()
    styles = [(TEMPLATES / name).read_text(encoding="utf-8") for name in _STYLES]
    made.globals["css"] = Markup("\n").join(Markup(style) for style in styles)
    return made
