"""Which counts stand behind each indicator, and which of them add up.

All of it follows from the catalogue: an indicator that is added there is linked here. A
count has the id of the indicator that is that count; others are named for the indicator
whose numerator they are, or by the catalogue's words for the denominator.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from returncheck.catalogue.count_links import (
    CountLink,
    Link,
    Part,
    PartOf,
    count_links,
    indicator_parts,
)
from returncheck.catalogue.indicators import Indicator, indicators
from returncheck.project import kept_for_project

_OF_POPULATION = "per_10k"
"""Unit over the population, which everybody knows."""
_ONLY_REPORTED = "reported"


@dataclass(frozen=True, slots=True, kw_only=True)
class Sum:
    """Counts of one area and period that are parts of another.

    Attributes:
        total: The whole.
        parts: Parts that do not overlap.
        is_complete: Whether they are all of it.
    """

    total: str
    parts: tuple[str, ...]
    is_complete: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Flow:
    """A stock at the end is the stock at the start, and who came less who went."""

    stock: str
    came: tuple[str, ...]
    went: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Behind:
    """The counts behind an indicator.

    Attributes:
        numerator: The count itself, or what is counted of a share or a rate.
        denominator: Over which count; None where everybody knows the denominator, and
            for counts.
        is_ratio: Whether the value is a share or a rate of them.
        is_of_population: Whether the denominator is the population, which gives the
            count from the rate.
        is_stock: Whether they are states on a day.
    """

    numerator: str
    denominator: str | None
    is_ratio: bool
    is_stock: bool
    is_of_population: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Links:
    """How the counts behind the indicators are linked.

    Attributes:
        behind: Indicator to its counts; None where there are none, as for weeks.
        sums: Counts of one period that add up, or of which one lies within another.
        flows: Stocks with what comes to them and leaves them.
        public: Indicators whose count is no secret, whatever its size.
    """

    behind: Mapping[str, Behind | None]
    sums: tuple[Sum, ...]
    flows: tuple[Flow, ...]
    public: frozenset[str]


@kept_for_project
def catalogue_links() -> Links:
    """The links of the catalogue's indicators."""
    return links_between(indicators(), indicator_parts(), count_links())


def links_between(
    listed: Sequence[Indicator],
    parts: Sequence[PartOf],
    links: Sequence[CountLink],
) -> Links:
    """What follows from the rows of a catalogue.

    Args:
        listed: The indicators.
        parts: Which count is whose numerator or denominator.
        links: What else links the counts.
    """
    names = _Names(listed, parts, links)
    sums = [*_groups(listed, parts, names), *_shares(parts), *_within(links, names)]
    return Links(
        behind={each.indicator_id: names.behind(each) for each in listed},
        sums=tuple(dict.fromkeys([*sums, *_substituted(sums)])),
        flows=_flows(links, names),
        public=frozenset(
            each.indicator_id
            for each in links
            if each.link is Link.NO_SECRET and each.part is Part.NUMERATOR
        ),
    )


class _Names:
    """The name of each count, the same wherever it is the same count."""

    def __init__(
        self,
        listed: Iterable[Indicator],
        parts: Iterable[PartOf],
        links: Iterable[CountLink],
    ) -> None:
        self.indicators = {each.indicator_id: each for each in listed}
        self.same = {
            (each.indicator_id, each.part): (each.total_id, Part.NUMERATOR)
            for each in parts
        } | {
            (each.indicator_id, each.part): (each.of_id, each.of_part)
            for each in links
            if each.link is Link.SAME_AS
        }
        self.known = {
            (each.indicator_id, each.part)
            for each in links
            if each.link is Link.NO_SECRET
        }

    def is_count(self, indicator_id: str) -> bool:
        return self.indicators[indicator_id].unit == "count"

    def of(self, indicator_id: str, part: Part) -> str:
        """The name of one count."""
        if (indicator_id, part) in self.same:
            return self.of(*self.same[indicator_id, part])
        if part is Part.DENOMINATOR:
            return self.indicators[indicator_id].denominator
        return indicator_id if self.is_count(indicator_id) else f"{indicator_id}.{part}"

    def behind(self, indicator: Indicator) -> Behind | None:
        """The counts behind an indicator; None where there are none."""
        name = indicator.indicator_id
        is_count = self.is_count(name)
        if not is_count and not indicator.denominator:
            return None
        is_of_population = indicator.unit == _OF_POPULATION
        is_known = is_of_population or (name, Part.DENOMINATOR) in self.known
        has_none = is_count or is_known
        return Behind(
            numerator=self.of(name, Part.NUMERATOR),
            denominator=None if has_none else self.of(name, Part.DENOMINATOR),
            is_ratio=not is_count,
            is_stock=indicator.period_type == "snapshot",
            is_of_population=is_of_population,
        )


def _groups(
    listed: Iterable[Indicator], parts: Iterable[PartOf], names: _Names
) -> list[Sum]:
    """Parts of one total that do not overlap.

    Records may fall in none of the parts, even where the parts are all there are.
    """
    only_reported = {
        each.indicator_id for each in listed if each.computed_from == _ONLY_REPORTED
    }
    groups: defaultdict[tuple[str, str, bool], list[str]] = defaultdict(list)
    for each in parts:
        count = names.of(each.indicator_id, Part.NUMERATOR)
        is_all = each.is_whole and each.total_id in only_reported
        if each.breakdown:
            groups[each.total_id, each.breakdown, is_all].append(count)
        if each.apart:
            groups[each.total_id, each.apart, False].append(count)
    return [
        Sum(total=total, parts=tuple(counts), is_complete=is_all)
        for (total, _, is_all), counts in groups.items()
    ]


def _shares(parts: Sequence[PartOf]) -> list[Sum]:
    """Shares of which numerator and denominator are both counts of others."""
    over = {each.indicator_id: each for each in parts if each.part is Part.DENOMINATOR}
    return [
        Sum(total=over[each.indicator_id].total_id, parts=(each.total_id,))
        for each in parts
        if each.part is Part.NUMERATOR and each.indicator_id in over
    ]


def _within(links: Iterable[CountLink], names: _Names) -> list[Sum]:
    groups: defaultdict[tuple[str, str, bool], list[str]] = defaultdict(list)
    for place, each in enumerate(links):
        if each.link is Link.WITHIN:
            total = names.of(each.of_id, each.of_part)
            # What nothing keeps apart stands alone.
            group = (total, each.apart or str(place), each.is_whole)
            groups[group].append(names.of(each.indicator_id, each.part))
    return [
        Sum(total=total, parts=tuple(counts), is_complete=is_whole)
        for (total, _, is_whole), counts in groups.items()
    ]


def _substituted(sums: Sequence[Sum]) -> list[Sum]:
    """Sums with one count in the place of those that are all of it."""
    return [
        Sum(
            total=outer.total,
            parts=(
                inner.total,
                *(part for part in outer.parts if part not in inner.parts),
            ),
            is_complete=outer.is_complete,
        )
        for outer in sums
        for inner in sums
        if inner.is_complete
        and inner.total != outer.total
        and set(inner.parts) < set(outer.parts)
    ]


def _flows(links: Iterable[CountLink], names: _Names) -> tuple[Flow, ...]:
    moves: defaultdict[str, dict[Link, list[str]]] = defaultdict(
        lambda: {Link.COMES_TO: [], Link.LEAVES: []}
    )
    for each in links:
        if each.link in (Link.COMES_TO, Link.LEAVES):
            count = names.of(each.indicator_id, each.part)
            moves[names.of(each.of_id, each.of_part)][each.link].append(count)
    return tuple(
        Flow(
            stock=stock,
            came=tuple(of_stock[Link.COMES_TO]),
            went=tuple(of_stock[Link.LEAVES]),
        )
        for stock, of_stock in moves.items()
    )
