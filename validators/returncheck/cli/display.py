"""How a run says how far it is: a bar on a terminal, lines with times elsewhere.

Lines of the run are said through the display, which takes the bar out of their way. The
bar stays when all is done, and what comes after it stands below.
"""

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from returncheck.cli.saying import say

if TYPE_CHECKING:
    from rich.progress import Progress as Bar
    from rich.progress import TaskID

Clock = Callable[[], float]

DONE = "Done"
"""The last stage: everything is written."""


class Display:
    """Says nothing of its own; the lines of the run are said at once."""

    def advance(self, step: str, done: int, total: int) -> None:
        """Tell how far the run is.

        Args:
            step: The stage that is under way.
            done: How many of its steps are done.
            total: How many there are.
        """

    def say(self, text: str, *, err: bool = False) -> None:
        """Say lines of the run.

        Args:
            text: One line or several.
            err: Whether they are for stderr.
        """
        say(text, err=err)


class Stages(Display):
    """A line where a stage begins, with the seconds since the beginning of the run."""

    def __init__(self, *, err: bool, clock: Clock = time.monotonic) -> None:
        """Start the clock.

        Args:
            err: Whether the lines are for stderr.
            clock: Gives seconds.
        """
        self._err = err
        self._clock = clock
        self._began = clock()
        self._step = ""

    def advance(self, step: str, done: int, total: int) -> None:
        """A line, where the stage is another than before."""
        if step != self._step:
            self._step = step
            seconds = self._clock() - self._began
            say(f"{seconds:7.1f} s  {step}", err=self._err)


class OnTerminal(Display):
    """A bar on stderr."""

    def __init__(self, bar: "Bar", task: "TaskID") -> None:
        """Use a bar that is shown.

        Args:
            bar: The bar.
            task: What it shows.
        """
        self._bar = bar
        self._task = task

    def advance(self, step: str, done: int, total: int) -> None:
        """Move the bar."""
        self._bar.update(self._task, description=step, completed=done, total=total)

    def say(self, text: str, *, err: bool = False) -> None:
        """Say lines above the bar: it goes, and comes back below them."""
        live = self._bar.live
        transient, live.transient = live.transient, True
        self._bar.stop()
        say(text, err=err)
        live.transient = transient
        self._bar.start()


@contextmanager
def display(*, quiet: bool, err: bool) -> Iterator[Display]:
    """What tells how far a run is.

    Args:
        quiet: Whether nothing is to be told.
        err: Whether lines of stages are for stderr, because stdout is for a program.

    Yields:
        A bar, where stderr is a terminal; else lines of stages.
    """
    if quiet:
        yield Display()
        return
    if not sys.stderr.isatty():
        yield Stages(err=err)
        return
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

    columns = (TextColumn("{task.description:<22}"), BarColumn(), TimeElapsedColumn())
    with Progress(
        *columns,
        console=Console(stderr=True),
        redirect_stdout=False,
        redirect_stderr=False,
    ) as bar:
        yield OnTerminal(bar, bar.add_task("Starting", total=None))
