"""The figures of `fct_indicator_values` that are not published yet, judged together.

Statements of one count are one count, whichever return or report makes them; what is
linked is linked over all of them.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import timedelta

import polars as pl

from returncheck.disclosure.control import SUPPRESSED, protect
from returncheck.disclosure.indicator_links import catalogue_links
from returncheck.disclosure.links import Balance, Link, Rate, Share, Total
from returncheck.disclosure.periods import Period, link_periods
from returncheck.disclosure.statements import (
    COLUMNS,
    CountKey,
    Statement,
    read_statements,
)

PUBLISHED = "published"
_EXEMPT_TOPIC = "Workforce"
"""Shares of this topic are of posts; without counts nobody can be found in them."""
_UNKNOWN = ""


def judge_figures(
    values: pl.DataFrame, populations: pl.DataFrame, topics: Mapping[str, str]
) -> pl.DataFrame:
    """Decide which figures of the mart may be shown.

    Args:
        values: `fct_indicator_values`, all of it.
        populations: `area_code`, `return_year` and `population`.
        topics: Topic of each indicator.

    Returns:
        `place` (row of the mart, from 0) and `numerator_symbol`, `denominator_symbol`
        and `value_symbol`: `c` where the figure is withheld, else null. One row for
        each row of an authority that is not published.
    """
    numbered = values.with_row_index("place").with_columns(pl.col("place").cast(int))
    judged = numbered.filter(
        (pl.col("source") != PUBLISHED) & (pl.col("area_type") == "authority")
    ).select(COLUMNS)
    columns = populations.select("area_code", "return_year", "population")
    people = {(area, year): float(count) for area, year, count in columns.iter_rows()}
    areas = judged["area_code"].unique().to_list()
    published = numbered.filter(
        (pl.col("source") == PUBLISHED) & pl.col("area_code").is_in(areas)
    ).select(COLUMNS)
    statements = read_statements(judged.iter_rows(named=True), people)
    public = _public_counts(read_statements(published.iter_rows(named=True), people))
    shown = _shown(statements, public)
    by_place = {statement.place: statement for statement in statements}
    rows = [
        _symbols(row, by_place.get(row["place"]), shown, topics)
        for row in judged.iter_rows(named=True)
    ]
    names = ("place", "numerator_symbol", "denominator_symbol", "value_symbol")
    types = (pl.Int64, pl.String, pl.String, pl.String)
    return pl.DataFrame(rows, schema=dict(zip(names, types, strict=True)), orient="row")


def _public_counts(published: Iterable[Statement]) -> set[tuple[CountKey, int]]:
    counts: set[tuple[CountKey, int]] = set()
    for statement in published:
        if statement.numerator is not None:
            counts.add((statement.numerator_key, statement.numerator))
        if statement.denominator_key is not None and statement.denominator is not None:
            counts.add((statement.denominator_key, statement.denominator))
    return counts


def _node(key: CountKey, count: int) -> str:
    return f"{key.area_code}|{key.name}|{key.first}|{key.last}|{count}"


def _stated(
    statements: Iterable[Statement],
) -> dict[CountKey, list[int]]:
    """The counts stated of each thing, without repeats."""
    stated: defaultdict[CountKey, dict[int, None]] = defaultdict(dict)
    for each in statements:
        if each.numerator is not None:
            stated[each.numerator_key][each.numerator] = None
        if each.denominator_key is not None and each.denominator is not None:
            stated[each.denominator_key][each.denominator] = None
    return {key: list(counts) for key, counts in stated.items()}


def _shown(
    statements: Sequence[Statement], public: set[tuple[CountKey, int]]
) -> set[str]:
    """Ids of the counts that may be shown, and of the places whose value may be."""
    stated = _stated(statements)
    ids: list[str] = []
    numbers: list[float] = []
    known: list[bool] = []
    for key, counts in stated.items():
        for count in counts:
            ids.append(_node(key, count))
            numbers.append(float(count))
            known.append((key, count) in public)
    links = [*_ratios(statements), *_links(stated)]
    for link in links:
        if isinstance(link, Share | Rate):
            ids.append(link.share if isinstance(link, Share) else link.rate)
            numbers.append(0.0)
            known.append(False)
    figures = pl.DataFrame(
        {"figure_id": ids, "value": numbers, "is_public": known},
        schema={"figure_id": pl.String, "value": pl.Float64, "is_public": pl.Boolean},
    )
    decided = protect(figures, links).figures
    return set(decided.filter(pl.col("symbol").is_null())["figure_id"])


def _ratios(statements: Iterable[Statement]) -> list[Link]:
    links: list[Link] = []
    for each in statements:
        if not each.behind.is_ratio or each.numerator is None:
            continue
        numerator = _node(each.numerator_key, each.numerator)
        if each.denominator_key is None:
            links.append(Rate(rate=_value(each.place), count=numerator))
        elif each.denominator is not None:
            denominator = _node(each.denominator_key, each.denominator)
            links.append(
                Share(
                    share=_value(each.place),
                    numerator=numerator,
                    denominator=denominator,
                )
            )
    return links


def _value(place: int) -> str:
    return f"value of {place}"


def _links(stated: Mapping[CountKey, Sequence[int]]) -> list[Link]:
    """How the counts are linked: said twice, parts of totals, flows, periods.

    A report may say another count than the records: then the counts of each add up by
    themselves, and one of them gives others away as well.
    """
    links: list[Link] = [
        Balance(left=(_node(key, counts[0]),), right=(_node(key, other),))
        for key, counts in stated.items()
        for other in counts[1:]
    ]
    layers = [
        {
            key: _node(key, counts[min(place, len(counts) - 1)])
            for key, counts in stated.items()
        }
        for place in range(max((len(counts) for counts in stated.values()), default=0))
    ]
    spans = dict.fromkeys(replace(key, name="") for key in stated)
    for layer in layers:
        links += [link for span in spans for link in _sums(layer, span)]
        links += [link for span in spans for link in _flows(layer, span)]
        links += _period_links(layer)
    return list(dict.fromkeys(links))


def _sums(first: Mapping[CountKey, str], span: CountKey) -> Iterable[Link]:
    """The sums of the catalogue over one area and period; unknown parts are gaps."""
    for each in catalogue_links().sums:
        total = first.get(replace(span, name=each.total))
        parts = [first.get(replace(span, name=part), _UNKNOWN) for part in each.parts]
        if total is not None:
            yield Total(total=total, parts=(*parts,), is_complete=each.is_complete)


def _flows(first: Mapping[CountKey, str], span: CountKey) -> Iterable[Link]:
    if span.first is None or span.last is None:
        return
    before = span.first - timedelta(days=1)
    for flow in catalogue_links().flows:
        start = replace(span, name=flow.stock, first=before, last=before)
        end = replace(span, name=flow.stock, first=span.last)
        sides = (
            [start, *(replace(span, name=name) for name in flow.came)],
            [end, *(replace(span, name=name) for name in flow.went)],
        )
        if all(key in first for side in sides for key in side):
            left, right = (tuple(first[key] for key in side) for side in sides)
            yield Balance(left=left, right=right)


def _period_links(first: Mapping[CountKey, str]) -> list[Link]:
    spans: defaultdict[tuple[str | None, str], dict[Period, str]] = defaultdict(dict)
    for key, name in first.items():
        if key.first is not None and key.last is not None and key.first < key.last:
            period = Period(first=key.first, last=key.last)
            spans[key.area_code, key.name][period] = name
    return [link for counts in spans.values() for link in link_periods(counts)]


def _symbols(
    row: Mapping[str, object],
    statement: Statement | None,
    shown: set[str],
    topics: Mapping[str, str],
) -> tuple[object, str | None, str | None, str | None]:
    """The symbols of one row, of its numerator, denominator and value."""
    place = row["place"]
    if statement is None:
        topic = topics.get(str(row["indicator_id"]))
        free = topic is not None or row["indicator_id"] in catalogue_links().public
        symbol = None if free else SUPPRESSED
        return place, symbol, symbol, symbol
    key, count = statement.numerator_key, statement.numerator
    is_shown = count is not None and _node(key, count) in shown
    numerator = None if is_shown else SUPPRESSED
    over, whole = statement.denominator_key, statement.denominator
    denominator = None
    if over is not None and (whole is None or _node(over, whole) not in shown):
        denominator = SUPPRESSED
    if not statement.behind.is_ratio:
        return place, numerator, denominator, numerator
    value = None if _value(int(str(place))) in shown else SUPPRESSED
    without_counts = row["numerator"] is None and row["denominator"] is None
    if without_counts and topics.get(str(row["indicator_id"])) == _EXEMPT_TOPIC:
        value = None
    return place, numerator, denominator, value
