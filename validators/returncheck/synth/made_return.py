"""What making up a return gives, and what every maker of one needs for its files."""

import csv
import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol, TypeAlias

from returncheck.errors import ConfigError
from returncheck.project import kept_for_project, project_root

Plants: TypeAlias = Mapping[str, int] | Iterable[tuple[str, int]]
"""Rule code and number of faults to plant."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MadeReturn:
    """What was written.

    Attributes:
        path: The return, a file or a folder.
        expected: `<stem>.expected.json`, the findings that its planted faults give.
        truth: `<stem>.truth.json`, the true indicator values.
        rows: Records by official table name, in document order.
        findings: Number of findings in `expected`.
    """

    path: Path
    expected: Path
    truth: Path
    rows: Mapping[str, int]
    findings: int


class Generate(Protocol):
    """Writes one made-up return."""

    def __call__(
        self,
        *,
        authority: str,
        year: int,
        children: int,
        seed: int,
        out: Path,
        plants: Plants = (),
    ) -> MadeReturn:
        """Write one return with the findings and indicator values it must give.

        Args:
            authority: Local authority number, three digits.
            year: Return year (ending 31 March).
            children: Number of children, at least `Maker.fewest_children`.
            seed: Any whole number.
            out: The file or folder to write.
            plants: Rules of `Maker.plantable` and numbers of faults.

        Raises:
            ConfigError: An argument that does not fit, or a file that cannot be
                written.
        """


@dataclass(frozen=True, slots=True, kw_only=True)
class WantedYear:
    """The return of one year to be written.

    Attributes:
        year: Return year (ending 31 March).
        children: Number of children.
        out: The file or folder to write.
        plants: Rules and numbers of faults; those that no child suits are left out.
    """

    year: int
    children: int
    out: Path
    plants: Mapping[str, int]


class GenerateYears(Protocol):
    """Writes the made-up returns of one authority of several years."""

    def __call__(
        self, *, authority: str, seed: int, wanted: Sequence[WantedYear]
    ) -> Sequence[MadeReturn]:
        """Write them with the findings and indicator values they must give.

        Args:
            authority: Local authority number, three digits.
            seed: Any whole number.
            wanted: The returns, of years that follow on each other; of returns that
                hold the one of the year before, the last.

        Raises:
            ConfigError: An argument that does not fit, or a file that cannot be
                written.
        """


@dataclass(frozen=True, slots=True, kw_only=True)
class Maker:
    """What makes up the returns of one kind.

    Attributes:
        generate: Writes one return.
        plantable: Codes of the rules whose faults can be planted, sorted.
        fewest_children: The fewest children of a return.
        of_return: Those of `plantable` whose fault is one of the return as a whole.
        of_years: Writes the returns of several years; None where it is not written
            for a whole country.
    """

    generate: Generate
    plantable: tuple[str, ...]
    fewest_children: int
    of_return: tuple[str, ...] = ()
    of_years: GenerateYears | None = None


def beside(path: Path, what: str) -> Path:
    """The path of what is known of a made-up return: `<stem>.<what>.json`."""
    return path.with_name(f"{path.stem}.{what}.json")


def check_authority(authority: str) -> None:
    """Refuse what is no number of an authority.

    Raises:
        ConfigError: It is not three digits.
    """
    if re.fullmatch(r"[0-9]{3}", authority) is None:
        raise ConfigError(
            f"'{authority}' is not the number of an authority. "
            "Give three digits, such as 887."
        )


def population(authority: str, year: int) -> tuple[int | None, int | None]:
    """The mid-year before the return's, or the latest before it, and its children.

    Args:
        authority: Three digits.
        year: Return year.
    """
    counts = _populations().get(authority, {})
    known = [mid_year for mid_year in counts if mid_year < year]
    if not known:
        return None, None
    return max(known), counts[max(known)]


@kept_for_project
def _populations() -> Mapping[str, Mapping[int, int]]:
    """Children by authority and mid-year."""
    path = project_root() / "seeds" / "areas" / "rc_population_0_17.csv"
    found: dict[str, dict[int, int]] = {}
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            if row["area_type"] == "authority":
                people = int(row["population_0_17"])
                found.setdefault(row["area_code"], {})[int(row["mid_year"])] = people
    return found


def write_json(path: Path, content: Mapping[str, object]) -> None:
    """Write what is known of a return, the same bytes on every machine."""
    text = json.dumps(content, indent=2, ensure_ascii=False)
    path.write_text(f"{text}\n", encoding="utf-8", newline="\n")
