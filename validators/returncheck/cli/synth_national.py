"""`returncheck synth national`: made-up returns of all authorities of some years."""

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from returncheck.cli.display import DONE, display
from returncheck.cli.options import Quiet
from returncheck.cli.saying import say
from returncheck.errors import ConfigError
from returncheck.returns.registry import kinds
from returncheck.settings.said_in_folders import say_in

if TYPE_CHECKING:
    from returncheck.synth.national import NationalReturn

_STEP = "Making up the returns"


def national(
    out: Annotated[Path, typer.Option("--out", help="A new folder.")],
    year: Annotated[
        list[int] | None,
        typer.Option(
            "--year",
            help="Year ending 31 March, 2025 and 2026 unless given; may be repeated.",
        ),
    ] = None,
    authorities: Annotated[
        int | None,
        typer.Option(
            "--authorities", help="How many, small and large; all unless given."
        ),
    ] = None,
    return_: Annotated[
        list[str] | None,
        typer.Option("--return", help="Only these returns; may be repeated."),
    ] = None,
    scale: Annotated[
        float, typer.Option("--scale", help="0.01 is a hundredth of the children.")
    ] = 1.0,
    faults: Annotated[
        int, typer.Option("--faults", help="Rules that are broken in each return.")
    ] = 8,
    seed: Annotated[int, typer.Option("--seed", help="Other seed, other data.")] = 1,
    processes: Annotated[
        int | None,
        typer.Option("--processes", help="Side by side; one a core unless given."),
    ] = None,
    quiet: Quiet = False,
) -> None:
    """Write made-up returns of all authorities, their faults and true figures.

    650,000 children a year in the largest return; sizes are those of the authorities.

    Example: returncheck synth national --out england --scale 0.01
    """
    from returncheck.synth.national import Wish, make_national

    wish = Wish(
        years=tuple(year or (2025, 2026)),
        authorities=authorities,
        scale=scale,
        faults=faults,
        seed=seed,
    )
    with display(quiet=quiet, err=True) as shown:
        made = make_national(
            wish,
            national_returns(return_),
            out,
            processes=_cores() if processes is None else processes,
            told=lambda done, total: shown.advance(_STEP, done, total),
        )
        unnamed = {kind.collection for kind in kinds() if kind.identity is None}
        for each in made.made:
            if each.collection in unnamed:
                say_in(each.made.path, authority=each.authority, year=each.year)
        shown.advance(DONE, 1, 1)
    for path in (made.folder, made.truth):
        say(str(path))


def _cores() -> int:
    """How many cores this process may use."""
    if sys.platform == "linux":
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def national_returns(names: list[str] | None) -> "list[NationalReturn]":
    """The returns that are made up for a country, or those of them that are named.

    Raises:
        ConfigError: A name that none has.
    """
    from returncheck.synth.national import NationalReturn

    known = {
        kind.command: NationalReturn(
            collection=kind.collection,
            name=kind.command,
            suffix=kind.made_up.suffix,
            maker=kind.made_up.maker,
            children=kind.made_up.national.children,
            measure=kind.made_up.national.measure,
            holds_year_before=kind.made_up.national.holds_year_before,
        )
        for kind in kinds()
        if kind.made_up is not None and kind.made_up.national is not None
    }
    for name in names or ():
        if name not in known:
            raise ConfigError(
                f"No '{name}' can be made up for all authorities (--return). "
                f"Choose from {', '.join(known)}."
            )
    return [each for name, each in known.items() if names is None or name in names]
