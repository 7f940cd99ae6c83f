"""`returncheck demo`: the main job on bundled example data."""

from collections.abc import Iterator
from pathlib import Path

from returncheck.cli.options import Out, Quiet, Shared
from returncheck.cli.saying import say
from returncheck.returns.kind import Demo, MadeUp, ReturnKind
from returncheck.returns.registry import kinds
from returncheck.settings.config import Config


def demo(out: Out = None, quiet: Quiet = False, shared: Shared = False) -> None:
    """Check five real council reports and two made-up returns.

    Example: returncheck demo
    """
    from returncheck.cli.main_job import MainJob, run_main_job
    from returncheck.project import project_root

    folder = Path("returncheck-demo") if out is None else out
    inputs = folder / "inputs"
    inputs.mkdir(parents=True, exist_ok=True)
    made = [
        path
        for kind in kinds()
        if kind.made_up is not None and kind.made_up.demo is not None
        for path in _make_up(kind, kind.made_up, kind.made_up.demo, inputs)
    ]
    reports = project_root() / "examples" / "reports"
    settings = Config(inputs=(*made, reports), output=folder)
    code = run_main_job(MainJob(config=settings, quiet=quiet, synthetic=True))
    say(
        f"On the same files `returncheck run` would have ended with exit code {code:d}."
    )


def _make_up(
    kind: ReturnKind, made_up: MadeUp, shown: Demo, folder: Path
) -> Iterator[Path]:
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
        yield made.path
