"""`returncheck synth cin-census`: made-up returns with known faults."""

from pathlib import Path
from typing import Annotated

import typer

from returncheck.errors import ConfigError

app = typer.Typer(
    help="Make up returns, for tests and training; no real child is in them.\n\n"
    "Example: returncheck synth cin-census --authority 887 --year 2025",
    no_args_is_help=True,
    rich_markup_mode=None,
)


@app.callback()
def _group() -> None:
    """Keeps `cin-census` a command of its own while it is the only one."""


@app.command("cin-census")
def cin_census(
    authority: Annotated[str, typer.Option("--authority", help="Three-digit code.")],
    year: Annotated[int, typer.Option("--year", help="Year ending 31 March.")],
    children: Annotated[
        int, typer.Option("--children", help="Number of children.")
    ] = 500,
    seed: Annotated[int, typer.Option("--seed", help="Other seed, other data.")] = 1,
    plant: Annotated[
        list[str] | None,
        typer.Option("--plant", help="CODE:COUNT, faults to plant; may be repeated."),
    ] = None,
    out: Annotated[
        Path | None, typer.Option("--out", help="The XML file to write.")
    ] = None,
) -> None:
    """Write a made-up CIN census return, its true figures and its planted faults.

    Example: returncheck synth cin-census --authority 887 --year 2025 --plant 8608:3
    """
    from returncheck.synth import generate_cin_census

    target = out or Path(f"cin-census-{authority}-{year}.xml")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        result = generate_cin_census(
            authority=authority,
            year=year,
            children=children,
            seed=seed,
            plants=[_plant(text) for text in plant or ()],
            out=target,
        )
    except OSError as error:
        raise ConfigError(
            f"{target} cannot be written: {error.strerror}. Choose another --out."
        ) from error
    for path in (result.xml, result.expected, result.truth):
        typer.echo(str(path))


def _plant(text: str) -> tuple[str, int]:
    code, _, count = text.partition(":")
    if not code or not count.isdigit() or int(count) < 1:
        raise ConfigError(
            f"--plant '{text}' is not CODE:COUNT. Write for example --plant 8608:3"
        )
    return code, int(count)
