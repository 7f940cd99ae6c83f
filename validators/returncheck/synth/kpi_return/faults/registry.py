"""The kinds of fault: each a function of a council, with what must become of it."""

from collections.abc import Callable
from dataclasses import dataclass

from returncheck.synth.kpi_return.council import Council
from returncheck.synth.kpi_return.lines import Expected, Line, Story

Tell = Callable[[Council], tuple[Line, ...] | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """A kind of fault, or of what looks like one and is true.

    Attributes:
        name: Its name, such as digits-swapped.
        expected: What must become of a line in question.
        tell: Makes the lines; None for a council that has no figures for it.
        about: What is wrong, or odd and true, in a few words.
    """

    name: str
    expected: Expected
    tell: Tell
    about: str

    def story(self, council: Council) -> Story | None:
        """The story of this kind for a council."""
        lines = self.tell(council)
        if lines is None:
            return None
        return Story(kind=self.name, lines=lines, expected=self.expected)


class Kinds(dict[str, Kind]):
    """Kinds by name; a function becomes one by being named in a decorator."""

    def kind(
        self, name: str, expected: Expected = Expected.CONTRADICTED
    ) -> Callable[[Tell], Tell]:
        """Register a function, whose first line of words says what the kind is."""

        def register(tell: Tell) -> Tell:
            about = (tell.__doc__ or "").partition("\n")[0].rstrip(".")
            self[name] = Kind(name=name, expected=expected, tell=tell, about=about)
            return tell

        return register


FAULTS = Kinds()
"""Every kind of fault that can be planted."""
TWINS = Kinds()
"""Every kind of what looks odd and is true."""
