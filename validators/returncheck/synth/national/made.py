"""Writes the returns of a made-up country, an authority at a time in each process."""

import multiprocessing
import signal
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass, replace
from pathlib import Path

from returncheck.errors import ConfigError
from returncheck.synth.made_return import MadeReturn, write_json
from returncheck.synth.national.wanted import Job, NationalReturn, Wish, jobs_for
from returncheck.synth.national.whole import Made, whole_truth

RETURNS, TRUTH, WHOLE = "returns", "truth", "truth.json"
"""Below the folder: what is to be checked, what is known of it, and of the whole."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MadeNation:
    """What was written.

    Attributes:
        folder: The folder of the returns, which can be checked as a whole.
        truth: What is true of all returns together.
        made: The returns, by kind, authority and year.
    """

    folder: Path
    truth: Path
    made: tuple[Made, ...]


def make_national(
    wish: Wish,
    kinds: Sequence[NationalReturn],
    out: Path,
    *,
    processes: int = 1,
    told: Callable[[int, int], None] = lambda _done, _total: None,
) -> MadeNation:
    """Write the returns of all authorities, with faults and the truth beside.

    The same wish gives the same bytes, however many processes write them.

    Args:
        wish: What is asked for.
        kinds: The returns to make up.
        out: A new folder or an empty one.
        processes: How many processes write, 1 or more.
        told: Is called with how many children are written, and of how many.

    Raises:
        ConfigError: A wish that cannot be, a folder in use, or a file that cannot be
            written.
    """
    if processes < 1:
        raise ConfigError(f"{processes} processes cannot write. Give 1 or more.")
    jobs = jobs_for(wish, kinds, out / RETURNS)
    try:
        if out.exists() and (not out.is_dir() or any(out.iterdir())):
            raise ConfigError(
                f"{out} is not an empty folder. Give the name of a new one."
            )
        for job in jobs:
            for each in job.wanted:
                each.out.parent.mkdir(parents=True, exist_ok=True)
                _beside(each.out.parent, out).mkdir(parents=True, exist_ok=True)
        made = _made(jobs, out, processes, told)
        truth = out / WHOLE
        write_json(truth, whole_truth(wish, made, out))
    except OSError as error:
        raise ConfigError(
            f"{error.filename or out} cannot be written ({error.strerror}). "
            "Choose another folder."
        ) from error
    return MadeNation(folder=out / RETURNS, truth=truth, made=tuple(made))


def _beside(folder: Path, out: Path) -> Path:
    """Where the truth about the returns of a folder goes."""
    return out / TRUTH / folder.relative_to(out / RETURNS)


def _made(
    jobs: Sequence[Job], out: Path, processes: int, told: Callable[[int, int], None]
) -> list[Made]:
    total = sum(job.children for job in jobs)
    done = 0
    by_job: dict[int, list[Made]] = {}
    told(done, total)
    for number, made in _written(jobs, out, min(processes, len(jobs))):
        by_job[number] = made
        done += jobs[number].children
        told(done, total)
    return [each for number in range(len(jobs)) for each in by_job[number]]


def _written(
    jobs: Sequence[Job], out: Path, processes: int
) -> Iterator[tuple[int, list[Made]]]:
    """What each job wrote, with its number, as they end."""
    # The longest first, so that no process is left alone with one at the end.
    order = sorted(range(len(jobs)), key=lambda number: -jobs[number].children)
    if processes == 1:
        yield from ((number, write_job(jobs[number], out)) for number in order)
        return
    # A new process has neither locks nor threads of this one, on any system.
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(
        processes, mp_context=context, initializer=_leave_interrupts
    ) as pool:
        try:
            begun = {pool.submit(write_job, jobs[each], out): each for each in order}
            for ended in as_completed(begun):
                yield begun[ended], ended.result()
        except BrokenProcessPool as error:
            raise ConfigError(
                "A process that wrote returns was ended from outside, perhaps for want "
                "of memory. Use fewer --processes."
            ) from error
        finally:
            pool.shutdown(wait=True, cancel_futures=True)


def _leave_interrupts() -> None:
    """Leave an interrupt from the keyboard to the process that waits for this one."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def write_job(job: Job, out: Path) -> list[Made]:
    """Write the returns of a job, and put the truth about them in its place.

    Args:
        job: What to write.
        out: The folder of the country.
    """
    of_years = job.of.maker().of_years
    if of_years is None:
        raise ConfigError(f"No {job.of.name} can be made up for a country.")
    written = of_years(authority=job.authority, seed=job.seed, wanted=job.wanted)
    return [
        Made(
            collection=job.of.collection,
            authority=job.authority,
            year=wanted.year,
            children=wanted.children,
            made=_apart(made, out),
        )
        for wanted, made in zip(job.wanted, written, strict=True)
    ]


def _apart(made: MadeReturn, out: Path) -> MadeReturn:
    """The return, what is known of it moved away: a folder of returns alone is left."""
    folder = _beside(made.path.parent, out)
    return replace(
        made,
        expected=made.expected.replace(folder / made.expected.name),
        truth=made.truth.replace(folder / made.truth.name),
    )
