"""What is true of a made-up country: of all its returns together."""

import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from returncheck.catalogue.indicators import indicators
from returncheck.synth.made_return import MadeReturn
from returncheck.synth.national.wanted import Wish

_TIMES = {"percent": 100, "per_10k": 10_000}
_VALUE = ("numerator", "denominator", "value")


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """One return of a made-up country.

    Attributes:
        made: Its files, and how much they hold.
    """

    collection: str
    authority: str
    year: int
    children: int
    made: MadeReturn


def whole_truth(wish: Wish, made: Sequence[Made], folder: Path) -> dict[str, object]:
    """The returns, and by return and year all faults and true values together.

    Args:
        wish: What was asked for.
        made: The returns, in a fixed order.
        folder: The folder that paths are told from.
    """
    keys = sorted({(each.collection, each.year) for each in made})
    return {
        "seed": wish.seed,
        "years": list(wish.years),
        "scale": wish.scale,
        "authorities": sorted({each.authority for each in made}),
        "collections": [
            _together(key, [e for e in made if (e.collection, e.year) == key])
            for key in keys
        ],
        "returns": [_told(each, folder) for each in made],
    }


def _told(each: Made, folder: Path) -> dict[str, object]:
    made = each.made
    return {
        "collection": each.collection,
        "authority": each.authority,
        "year": each.year,
        "children": each.children,
        "path": made.path.relative_to(folder).as_posix(),
        "expected": made.expected.relative_to(folder).as_posix(),
        "truth": made.truth.relative_to(folder).as_posix(),
        "rows": sum(made.rows.values()),
        "findings": made.findings,
    }


def _together(key: tuple[str, int], made: Sequence[Made]) -> dict[str, object]:
    collection, year = key
    truths = [_read(each.made.truth) for each in made]
    findings = Counter(
        finding["code"]
        for each in made
        for finding in _read(each.made.expected)["findings"]
    )
    rows: Counter[str] = Counter()
    for each in made:
        rows.update(each.made.rows)
    units = {each.indicator_id: each.unit for each in indicators()}
    names = truths[0]["indicators"]
    return {
        "collection": collection,
        "year": year,
        "authorities": len(made),
        "children": sum(each.children for each in made),
        "rows": dict(rows),
        "findings": dict(sorted(findings.items())),
        "indicators": {
            name: _sum([each["indicators"][name] for each in truths], units[name])
            for name in names
        },
    }


def _read(path: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return found


def _sum(values: Sequence[Mapping[str, Any]], unit: str) -> dict[str, Any]:
    """Values of all authorities as one; those inside a value as well."""
    above = _added(each["numerator"] for each in values)
    below = _added(each["denominator"] for each in values)
    value: float | None = above
    if unit in _TIMES:
        value = _TIMES[unit] * above / below if above is not None and below else None
    inside = [name for name in values[0] if name not in _VALUE]
    return {
        "numerator": above,
        "denominator": below,
        "value": value,
        **{name: _sum([each[name] for each in values], unit) for name in inside},
    }


def _added(numbers: Iterable[int | None]) -> int | None:
    """The sum; None where one of them is not known."""
    known = list(numbers)
    return None if None in known else sum(each or 0 for each in known)
