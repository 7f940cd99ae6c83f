"""What making up a return gives, and what every maker of one needs for its files."""

import csv
import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol, TypeAlias

from returncheck.errors import ConfigError
from returncheck.project import project_root

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
class Maker:
    """What makes up the returns of one kind.

    Attributes:
        generate: Writes one return.
        plantable: Codes of the rules whose faults can be planted, sorted.
        fewest_children: The fewest children of a return.
    """

    generate: Generate
    plantable: tuple[str, ...]
    fewest_children: int


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
    path = project_root() / "seeds" / "areas" / "rc_population_0_17.csv"
    known: dict[int, int] = {}
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            is_wanted = (row["area_type"], row["area_code"]) == ("authority", authority)
            if is_wanted and int(row["mid_year"]) < year:
                known[int(row["mid_year"])] = int(row["population_0_17"])
    if not known:
        return None, None
    return max(known), known[max(known)]


def write_json(path: Path, content: Mapping[str, object]) -> None:
    """Write what is known of a return, the same bytes on every machine."""
    text = json.dumps(content, indent=2, ensure_ascii=False)
    path.write_text(f"{text}\n", encoding="utf-8", newline="\n")
