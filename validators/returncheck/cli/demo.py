"""`returncheck demo`: the main job on bundled example data."""

from pathlib import Path

import typer

from returncheck.cli.options import Out, Quiet
from returncheck.settings.config import Config

AUTHORITY = "887"
YEARS = (2024, 2025)
CHILDREN = 5000
SEED = 1
PLANTS = (("8608", 3), ("8670Q", 2), ("1510", 2), ("8790", 1))
"""Faults in the later of the two made-up returns, so that the page has some to show."""


def demo(out: Out = None, quiet: Quiet = False) -> None:
    """Check five real council reports and two made-up returns.

    Example: returncheck demo
    """
    from returncheck.cli.session import Session, run_session
    from returncheck.project import project_root
    from returncheck.synth import generate_cin_census

    folder = Path("returncheck-demo") if out is None else out
    inputs = folder / "inputs"
    inputs.mkdir(parents=True, exist_ok=True)
    for year in YEARS:
        generate_cin_census(
            authority=AUTHORITY,
            year=year,
            children=CHILDREN,
            seed=SEED,
            plants=PLANTS if year == YEARS[-1] else (),
            out=inputs / f"cin-census-{AUTHORITY}-{year}.xml",
        )
    reports = project_root() / "examples" / "reports"
    settings = Config(
        inputs=(
            *(inputs / f"cin-census-{AUTHORITY}-{year}.xml" for year in YEARS),
            reports,
        ),
        output=folder,
    )
    code = run_session(Session(config=settings, quiet=quiet, synthetic=True))
    typer.echo(
        f"On the same files `returncheck run` would have ended with exit code {code:d}."
    )
