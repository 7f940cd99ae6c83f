"""Figures of others that are quoted wrong."""

from collections.abc import Iterator
from decimal import Decimal

from returncheck.synth.kpi_return import published
from returncheck.synth.kpi_return.choosing import is_far, units_of
from returncheck.synth.kpi_return.council import Council, rounded
from returncheck.synth.kpi_return.faults.registry import FAULTS
from returncheck.synth.kpi_return.lines import Expected, Line
from returncheck.synth.kpi_return.published import ENGLAND

Lines = tuple[Line, ...] | None


def _out(council: Council, area: str = ENGLAND) -> Iterator[tuple[str, int, Decimal]]:
    """Indicator, year and published figure of an area that was out."""
    wanted = units_of("percent", "per_10k")
    for each in council.dice("quoted", area).shuffled(wanted):
        year = council.latest_out
        text = published.value(each, year, area)
        if text is not None:
            yield each, year, Decimal(text)


def _unlike(each: str, area: str, wrong: Decimal) -> bool:
    found = published.series(each, area).values()
    return all(is_far(wrong, Decimal(text)) for text in found)


def _wrong(right: Decimal) -> Decimal:
    return right + 30 if right < 60 else right * Decimal("0.5")


@FAULTS.kind("england-quoted-wrong")
def england_quoted_wrong(council: Council) -> Lines:
    """England's figure of a named year that is another."""
    for each, year, right in _out(council):
        wrong = rounded(_wrong(right), 1)
        if _unlike(each, ENGLAND, Decimal(wrong)):
            return (council.quote(each, "england", wrong, named=year).blamed(),)
    return None


@FAULTS.kind("england-quoted-wrong-without-year")
def england_quoted_wrong_without_year(council: Council) -> Lines:
    """England's figure without a year that is no year's."""
    for each, year, right in _out(council):
        wrong = rounded(_wrong(right), 1)
        if _unlike(each, ENGLAND, Decimal(wrong)):
            return (council.quote(each, "england", wrong, year=year).blamed(),)
    return None


@FAULTS.kind("region-quoted-wrong")
def region_quoted_wrong(council: Council) -> Lines:
    """The region's figure of a named year that is another."""
    for each, year, right in _out(council, council.region):
        wrong = rounded(_wrong(right), 1)
        if _unlike(each, council.region, Decimal(wrong)):
            of = f"region:{council.region}"
            return (council.quote(each, of, wrong, named=year).blamed(),)
    return None


@FAULTS.kind("regions-figure-as-englands")
def regions_figure_as_englands(council: Council) -> Lines:
    """The region's figure quoted as England's."""
    for each, year, right in _out(council, council.region):
        if _unlike(each, ENGLAND, right):
            return (council.quote(each, "england", right, named=year).blamed(),)
    return None


@FAULTS.kind("own-figure-as-englands")
def own_figure_as_englands(council: Council) -> Lines:
    """The council's own figure quoted as England's."""
    for each, year, _ in _out(council):
        text = council.value(each, year)
        if text is not None and _unlike(each, ENGLAND, Decimal(text)):
            return (council.quote(each, "england", text, named=year).blamed(),)
    return None


@FAULTS.kind("other-authority-quoted-wrong")
def other_authority_quoted_wrong(council: Council) -> Lines:
    """Another authority's figure of a named year that is another."""
    for other in published.neighbours(council.la_code, 2021):
        for each, year, right in _out(council, other):
            wrong = rounded(_wrong(right), 1)
            if _unlike(each, other, Decimal(wrong)):
                of = f"authority:{other}"
                return (council.quote(each, of, wrong, named=year).blamed(),)
    return None


@FAULTS.kind("englands-figure-as-neighbours")
def englands_figure_as_neighbours(council: Council) -> Lines:
    """England's figure quoted as the mean of the neighbours."""
    for each, year, right in _out(council):
        means = [
            council.mean_of_neighbours(each, year, model) for model in (2021, 2025)
        ]
        if year >= 2021 and all(
            mean is not None and is_far(right, Decimal(mean)) for mean in means
        ):
            of = "statistical_neighbours"
            return (council.quote(each, of, right, named=year).blamed(),)
    return None


@FAULTS.kind("neighbours-quoted-wrong")
def neighbours_quoted_wrong(council: Council) -> Lines:
    """Mean of the neighbours that is far from any model's."""
    for each, year, _ in _out(council):
        means = [
            council.mean_of_neighbours(each, year, model) for model in (2021, 2025)
        ]
        known = [Decimal(mean) for mean in means if mean is not None]
        if year >= 2021 and len(known) == len(means):
            wrong = rounded(_wrong(known[0]), 1)
            if all(is_far(Decimal(wrong), mean) for mean in known):
                of = "statistical_neighbours"
                return (council.quote(each, of, wrong, named=year).blamed(),)
    return None


@FAULTS.kind("england-of-another-year")
def england_of_another_year(council: Council) -> Lines:
    """England's figure of another year than the one that is named."""
    for each, year, right in _out(council):
        for text in published.series(each, ENGLAND).values():
            if is_far(Decimal(text), right):
                return (council.quote(each, "england", text, named=year).blamed(),)
    return None


@FAULTS.kind("year-that-was-not-out", Expected.NOT_CONFIRMED)
def year_that_was_not_out(council: Council) -> Lines:
    """The year before's figure of England, named for a year that was not out."""
    for each, year, before in _out(council):
        text = published.value(each, year + 1, ENGLAND)
        if text is not None and abs(Decimal(text) - before) > 1:
            return (council.quote(each, "england", before, named=year + 1).blamed(),)
    return None


@FAULTS.kind("known-too-early", Expected.NOT_CONFIRMED)
def known_too_early(council: Council) -> Lines:
    """England's figure of a year whose release came after the report."""
    for each, year, before in _out(council):
        text = published.value(each, year + 1, ENGLAND)
        if text is not None and abs(Decimal(text) - before) > 1:
            return (council.quote(each, "england", text, named=year + 1).blamed(),)
    return None
