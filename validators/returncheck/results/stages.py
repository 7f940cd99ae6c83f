"""How long the stages of a check took."""

import time
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True, kw_only=True)
class Stage:
    """One stage.

    Attributes:
        name: What was done: "Building the tables".
        seconds: How long it took.
    """

    name: str
    seconds: float


@dataclass(slots=True)
class Stopwatch:
    """Takes the time of one stage after the other."""

    stages: list[Stage] = field(default_factory=list)
    _begun: float = field(default_factory=time.perf_counter)

    def done(self, name: str) -> None:
        """Note that a stage is done, which began where the one before ended."""
        now = time.perf_counter()
        self.stages.append(Stage(name=name, seconds=now - self._begun))
        self._begun = now
