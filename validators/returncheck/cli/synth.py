"""`returncheck synth`: made-up returns with known faults, one command a return."""

from collections.abc import Callable
from pathlib import Path
from typing import Annotated

import typer

from returncheck.cli.saying import say
from returncheck.cli.synth_national import national
from returncheck.errors import ConfigError
from returncheck.returns.kind import MadeUp, ReturnKind
from returncheck.returns.registry import kinds

_EXAMPLE = "--authority 887 --year 2025"


def synth_commands() -> typer.Typer:
    """The commands: one for each registered return that can be made up."""
    makers = [(kind, kind.made_up) for kind in kinds() if kind.made_up is not None]
    app = typer.Typer(
        help="Make up returns, for tests and training; no real child is in them.\n\n"
        f"Example: returncheck synth {makers[0][0].command} {_EXAMPLE}",
        no_args_is_help=True,
        rich_markup_mode=None,
    )
    # A group with a callback keeps its only command a command of its own.
    app.callback()(_group)
    app.command("national")(national)
    for kind, made_up in makers:
        build = _of_children if made_up.has_children else _of_none
        app.command(kind.command, help=_help(kind, made_up))(build(kind, made_up))
    return app


def _group() -> None:
    """Make up returns."""


def _help(kind: ReturnKind, made_up: MadeUp) -> str:
    name = kind.phrase.partition(" ")[2]
    return (
        f"Write a made-up {name}, its true figures and its planted "
        f"faults.\n\nExample: returncheck synth {kind.command} {_EXAMPLE} "
        f"--plant {made_up.example_plant}"
    )


_Authority = Annotated[str, typer.Option("--authority", help="Three-digit code.")]
_Year = Annotated[int, typer.Option("--year", help="Year ending 31 March.")]
_Children = Annotated[int, typer.Option("--children", help="Number of children.")]
_Seed = Annotated[int, typer.Option("--seed", help="Other seed, other data.")]
_PlantTexts = Annotated[
    list[str] | None,
    typer.Option("--plant", help="CODE:COUNT, faults to plant; may be repeated."),
]


def _of_children(kind: ReturnKind, made_up: MadeUp) -> Callable[..., None]:
    """The command of a return that is of so many children."""

    def make(
        authority: _Authority,
        year: _Year,
        children: _Children = 500,
        seed: _Seed = 1,
        plant: _PlantTexts = None,
        out: Annotated[Path | None, typer.Option("--out", help=made_up.written)] = None,
    ) -> None:
        _make(kind, made_up, authority, year, children, seed, plant, out)

    return make


def _of_none(kind: ReturnKind, made_up: MadeUp) -> Callable[..., None]:
    """The command of a return that names no children."""

    def make(
        authority: _Authority,
        year: _Year,
        seed: _Seed = 1,
        plant: _PlantTexts = None,
        out: Annotated[Path | None, typer.Option("--out", help=made_up.written)] = None,
    ) -> None:
        _make(kind, made_up, authority, year, 0, seed, plant, out)

    return make


def _make(
    kind: ReturnKind,
    made_up: MadeUp,
    authority: str,
    year: int,
    children: int,
    seed: int,
    plant: list[str] | None,
    out: Path | None,
) -> None:
    target = out or Path(f"{kind.command}-{authority}-{year}{made_up.suffix}")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        result = made_up.maker().generate(
            authority=authority,
            year=year,
            children=children,
            seed=seed,
            plants=[_plant(text, made_up) for text in plant or ()],
            out=target,
        )
    except OSError as error:
        raise ConfigError(
            f"{target} cannot be written: {error.strerror}. Choose another --out."
        ) from error
    for path in (result.path, result.expected, result.truth):
        say(str(path))


def _plant(text: str, made_up: MadeUp) -> tuple[str, int]:
    code, _, count = text.partition(":")
    if not code or not count.isdigit() or int(count) < 1:
        raise ConfigError(
            f"--plant '{text}' is not CODE:COUNT. "
            f"Write for example --plant {made_up.example_plant}"
        )
    return code, int(count)
