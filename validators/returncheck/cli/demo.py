"""`returncheck demo`: the main job on bundled example data."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from returncheck.cli.options import Out, Quiet, Shared
from returncheck.cli.saying import say
from returncheck.returns.kind import Demo, MadeUp, ReturnKind
from returncheck.returns.registry import kinds
from returncheck.settings.config import Config
from returncheck.settings.said_in_folders import say_in


@dataclass(frozen=True, slots=True, kw_only=True)
class _Shown:
    """A made-up return: where it lies, and its true figures."""

    demo: Demo
    year: int
    path: Path
    truth: Path


def demo(out: Out = None, quiet: Quiet = False, shared: Shared = False) -> None:
    """Check made-up returns of one authority and six reports, five of them real.

    Example: returncheck demo
    """
    from returncheck.cli.main_job import MainJob, run_main_job
    from returncheck.project import project_root

    folder = Path("returncheck-demo") if out is None else out
    inputs = folder / "inputs"
    inputs.mkdir(parents=True, exist_ok=True)
    reports = project_root() / "examples" / "reports"
    settings = Config(
        inputs=(*demo_inputs(inputs), reports),
        output=folder,
        indicators=reports / "indicators.yml",
    )
    code = run_main_job(MainJob(config=settings, quiet=quiet, synthetic=True))
    say(
        f"On the same files `returncheck run` would have ended with exit code {code:d}."
    )


def demo_inputs(folder: Path) -> list[Path]:
    """Write the made-up returns of the demo, and reports that quote them.

    Args:
        folder: A folder that is there.

    Returns:
        The paths, to be loaded in this order.
    """
    made = [
        each
        for kind in kinds()
        if kind.made_up is not None and kind.made_up.demo is not None
        for each in _make_up(kind, kind.made_up, kind.made_up.demo, folder)
    ]
    return [*(each.path for each in made), *_reports_on(made, folder)]


def _make_up(
    kind: ReturnKind, made_up: MadeUp, shown: Demo, folder: Path
) -> Iterator[_Shown]:
    """Write the returns of a kind; the last has faults, so that the page shows some."""
    maker = made_up.maker()
    for year in shown.years:
        name = f"{kind.command}-{shown.authority}-{year}{made_up.suffix}"
        made = maker.generate(
            authority=shown.authority,
            year=year,
            children=shown.children,
            seed=shown.seed,
            plants=shown.plants if year == shown.years[-1] else (),
            out=folder / name,
        )
        if kind.identity is None:
            say_in(made.path, authority=shown.authority, year=year)
        yield _Shown(demo=shown, year=year, path=made.path, truth=made.truth)


def _reports_on(made: list[_Shown], folder: Path) -> Iterator[Path]:
    """Write a report for each authority and last year, which quotes all its returns."""
    from returncheck.synth.made_report import Quote, write_report

    quotes: dict[tuple[str, int], list[Quote]] = {}
    for each in made:
        if each.year == each.demo.years[-1]:
            quotes.setdefault((each.demo.authority, each.year), []).extend(
                Quote(indicator_id=name, truth=each.truth, off_by=off_by)
                for name, off_by in each.demo.quoted
            )
    for (authority, year), figures in quotes.items():
        path = folder / f"made-up-report-{authority}-{year}.csv"
        write_report(path, authority=authority, year=year, quotes=figures)
        yield path
