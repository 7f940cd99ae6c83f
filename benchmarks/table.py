"""One table of what was measured, in Markdown: a row a figure, a column a size."""

import math
from collections.abc import Callable, Iterable, Sequence
from statistics import linear_regression

from benchmarks.clock import PHASES, Took
from benchmarks.measured import Measured

_SHORTEST = 0.001
"""Seconds; what takes less is not told."""

_Cell = Callable[[Measured], str]


def table_of(found: Sequence[Measured]) -> str:
    """The table.

    Seconds, and children (of reports: figures) a second, stand as by the clock, then in
    brackets as of the processor. The last column of a return is the exponent with which
    processor seconds grow with children, less those of the fixed cost.

    Args:
        found: What was measured, the smallest of each return first.
    """
    by_name = {each.name: [e for e in found if e.name == each.name] for each in found}
    heads = [""]
    for name, listed in by_name.items():
        heads += [f"{name} {_title(each)}" for each in listed]
        if _fitted(listed):
            heads.append(f"{name} exponent")
    rows = [heads, ["---", *["--:"] * (len(heads) - 1)]]
    for title, cell, took in _lines():
        row = [title]
        for listed in by_name.values():
            row += [cell(each) for each in listed]
            if _fitted(listed):
                row.append(_exponent(listed, took) if took else "")
        rows.append(row)
    return "\n".join(f"| {' | '.join(row)} |" for row in rows)


def _title(each: Measured) -> str:
    size = f"{each.size:,}" if each.unit == "children" else f"{each.size:,} {each.unit}"
    return f"fixed ({size})" if each.is_fixed else size


def _lines() -> Iterable[tuple[str, _Cell, Callable[[Measured], Took] | None]]:
    yield "returns", lambda each: f"{each.returns:,}", None
    yield "files, MB", lambda each: f"{each.bytes / 1e6:,.1f}", None
    yield "run, s", lambda each: _seconds(each.run), lambda each: each.run
    yield (
        "run without suites, s",
        lambda each: _seconds(each.bare),
        lambda each: each.bare,
    )
    yield "peak memory, MiB", lambda each: f"{each.peak:,.0f}", None
    yield "database, MB", lambda each: f"{each.database / 1e6:,.1f}", None
    yield "page, MB", lambda each: f"{each.page / 1e6:,.1f}", None
    yield "run, children a second", lambda each: _speed(each, each.run), None
    for phase in PHASES:
        yield _phase(
            f"{phase}, children a second", lambda each, p=phase: each.phases[p]
        )
    yield _phase(
        "floor: reading, children a second", lambda each: each.floor["reading"]
    )
    yield _phase(
        "floor: scanning, children a second", lambda each: each.floor["scanning"]
    )


def _phase(
    title: str, took: Callable[[Measured], Took]
) -> tuple[str, _Cell, Callable[[Measured], Took]]:
    return title, lambda each: _speed(each, took(each)), took


def _seconds(took: Took) -> str:
    return f"{took.wall:,.1f} ({took.processor:,.1f})"


def _speed(each: Measured, took: Took) -> str:
    return f"{_each(each.size, took.wall)} ({_each(each.size, took.processor)})"


def _each(size: int, seconds: float) -> str:
    """How many a second, to three digits; none where it was too short to be told."""
    if seconds < _SHORTEST:
        return "-"
    return f"{float(f'{size / seconds:.3g}'):,.0f}"


def _fitted(listed: Sequence[Measured]) -> list[Measured]:
    """Those that an exponent is fitted to: two sizes or more."""
    sizes = [each for each in listed if not each.is_fixed]
    return sizes if len({each.size for each in sizes}) > 1 else []


def _exponent(listed: Sequence[Measured], took: Callable[[Measured], Took]) -> str:
    """How fast processor seconds grow: 1 is as fast as the children."""
    fixed = next((took(each).processor for each in listed if each.is_fixed), 0.0)
    points = [
        (math.log(each.size), math.log(took(each).processor - fixed))
        for each in _fitted(listed)
        if took(each).processor - fixed > _SHORTEST
    ]
    if len(points) < 2:
        return "-"
    slope = linear_regression(*zip(*points, strict=True)).slope
    return f"{slope:.2f}"
