"""A council that writes a report: whose it is, of which year, what it knows."""

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from returncheck.synth.dice import Dice
from returncheck.synth.kpi_return import published
from returncheck.synth.kpi_return.lines import Line
from returncheck.synth.kpi_return.published import ENGLAND
from returncheck.synth.kpi_return.spans import Span, snapshot, whole_year

_NEWEST_MODEL, _OLDER_MODEL = 2025, 2021


def rounded(number: Decimal | float | str, decimals: int) -> str:
    """A figure as a council prints it: halves are rounded up."""
    unit = Decimal(1).scaleb(-decimals)
    return str(Decimal(str(number)).quantize(unit, rounding=ROUND_HALF_UP))


def share(count: int, whole: int, decimals: int = 1, times: int = 100) -> str:
    """A count of a whole, in hundredths or other parts."""
    return rounded(Decimal(times) * count / whole, decimals)


class Council:
    """An authority that reports in June after the year ends, or in March.

    In June nothing of the year is published; by the next March all of it is. Children
    in need and looked-after figures of a year come out in October to December, those
    of the workforce in February.

    Args:
        la_code: Three digits.
        year: Year ending 31 March that the report is on.
        seed: Any whole number.
        is_late: Whether it reports in the March after.
    """

    def __init__(
        self, la_code: str, year: int, seed: int = 1, *, is_late: bool = False
    ) -> None:
        self.la_code = la_code
        self.year = year
        self.seed = seed
        self.is_late = is_late
        self.report_date = date(year + 1, 3, 20) if is_late else date(year, 6, 5)
        self.region = published.authorities()[la_code].region

    def dice(self, *words: object) -> Dice:
        """A stream of chance of its own."""
        return Dice("kpi return", self.seed, self.la_code, self.year, *words)

    @property
    def latest_out(self) -> int:
        """The latest year of every series that was out on the day of the report."""
        return self.year if self.is_late else self.year - 1

    def is_joint(self, indicator_id: str) -> bool:
        """Whether the figures of its workforce are those of two authorities."""
        return published.is_joint(indicator_id, self.la_code)

    def value(self, indicator_id: str, year: int | None = None) -> str | None:
        """Its own published figure as text.

        None where there is none of its own, or the year has not ended.
        """
        wanted = self.year if year is None else year
        authority = published.authorities()[self.la_code]
        is_there = authority.first_year <= wanted <= authority.last_year
        is_over = self.span_of(indicator_id, wanted).end <= self.report_date
        if not is_there or not is_over or self.is_joint(indicator_id):
            return None
        return published.value(indicator_id, wanted, self.la_code)

    def count(self, indicator_id: str, year: int | None = None) -> int | None:
        """Its own published count; None where there is none, or 0."""
        found = self.value(indicator_id, year)
        return int(Decimal(found)) or None if found else None

    def counts(self, indicator_id: str, year: int) -> tuple[int, int] | None:
        """Its published count above and below the line."""
        return published.counts(indicator_id, year, self.la_code)

    def children(self, year: int | None = None) -> int | None:
        """Children on whom rates of a year rest: the middle of the year before."""
        wanted = self.year if year is None else year
        return published.children(self.la_code, wanted - 1)

    def span_of(self, indicator_id: str, year: int | None = None) -> Span:
        """The year or the last day of it, as the indicator is published."""
        found = published.indicators()[indicator_id]
        wanted = self.year if year is None else year
        make = snapshot if found.period_type == "snapshot" else whole_year
        return make(wanted, found.year_end)

    def line(
        self, indicator_id: str, value: object = "", *, at: Span | None = None,
        **cells: object,
    ) -> Line:  # fmt: skip
        """A figure of its own, of the year unless said otherwise."""
        period = at or self.span_of(indicator_id)
        told = {name: str(cell) for name, cell in cells.items()}
        return Line(
            cells={
                "la_code": self.la_code,
                "report_date": self.report_date.isoformat(),
                "indicator_id": indicator_id,
                **period.cells,
                "period_basis": "printed",
                "value": str(value),
                **told,
            }
        )

    def own(self, indicator_id: str, year: int | None = None) -> Line | None:
        """Its published figure of a year; None where there is none."""
        found = self.value(indicator_id, year)
        if found is None:
            return None
        return self.line(indicator_id, found, at=self.span_of(indicator_id, year))

    def quote(
        self, indicator_id: str, of: str, value: object, *, named: int | None = None,
        year: int | None = None, **cells: str,
    ) -> Line:  # fmt: skip
        """A figure of others, beside the year unless said otherwise.

        Args:
            indicator_id: The indicator.
            of: england, statistical_neighbours, region:… or authority:…
            value: As printed.
            named: The year that is named for it, if any.
            year: The year of the row.
            cells: Others.
        """
        return Line(
            table="Comparators",
            cells={
                "la_code": self.la_code,
                "indicator_id": indicator_id,
                **self.span_of(indicator_id, year or named).cells,
                "comparator": of,
                "comparator_year": "" if named is None else str(named),
                "value": str(value),
                **cells,
            },
        )

    def mean_of_neighbours(
        self, indicator_id: str, year: int, model: int | None = None
    ) -> str | None:
        """The simple mean of the ten nearest.

        None where the figure of one is missing, or is one of two authorities together.
        """
        wanted = model or (_NEWEST_MODEL if year >= _NEWEST_MODEL else _OLDER_MODEL)
        codes = published.neighbours(self.la_code, wanted)
        found = [published.value(indicator_id, year, code) for code in codes]
        values = [Decimal(text) for text in found if text is not None]
        is_any_joint = any(published.is_joint(indicator_id, code) for code in codes)
        if not values or len(values) < len(codes) or is_any_joint:
            return None
        decimals = published.indicators()[indicator_id].decimals
        return rounded(sum(values, Decimal(0)) / len(values), decimals)

    def areas(self) -> Mapping[str, str]:
        """What it quotes, and the code of the area."""
        return {"england": ENGLAND, f"region:{self.region}": self.region}

    def split(self, total: int, weights: Sequence[int]) -> list[int]:
        """Whole numbers that add to a total, about as the weights."""
        shares, left, heavy = [], total, sum(weights)
        for weight in weights:
            part = left * weight // heavy if heavy else 0
            shares.append(part)
            left, heavy = left - part, heavy - weight
        return shares
