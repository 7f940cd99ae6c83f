"""Seconds by the clock and of the processor."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

PHASES = (
    "parse",
    "contract",
    "write",
    "staging",
    "rules",
    "figures",
    "comparisons",
    "suites",
    "page",
    "workbook",
)
"""What is told of a check, in the order of its work."""


@dataclass(frozen=True, slots=True)
class Took:
    """How long something took.

    Attributes:
        wall: Seconds by the clock.
        processor: Seconds of the processor, of all threads together.
    """

    wall: float
    processor: float

    def __add__(self, other: "Took") -> "Took":
        return Took(self.wall + other.wall, self.processor + other.processor)

    def __sub__(self, other: "Took") -> "Took":
        return Took(
            max(self.wall - other.wall, 0.0), max(self.processor - other.processor, 0.0)
        )


NOTHING = Took(0.0, 0.0)


def now() -> Took:
    """The time, to take one from another."""
    return Took(time.perf_counter(), time.process_time())


class Clock:
    """Adds up what phases take.

    Attributes:
        took: Phase to what it took, in the order in which they began.
    """

    def __init__(self) -> None:
        self.took: dict[str, Took] = {}

    def add(self, phase: str, took: Took) -> None:
        """Add to a phase."""
        self.took[phase] = self.took.get(phase, NOTHING) + took

    @contextmanager
    def phase(self, name: str) -> Iterator[None]:
        """Time a block as part of a phase."""
        begun = now()
        yield
        self.add(name, now() - begun)
