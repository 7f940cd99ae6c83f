"""A made-up KPI return that quotes the true figures of made-up returns.

Some of them may be quoted wrong on purpose, to show what becomes of such a figure.
"""

import csv
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from returncheck.catalogue.indicators import indicator

_COLUMNS = (
    *("report_id", "report_date", "paragraph", "la_code", "indicator_id"),
    *("period_type", "period_start", "period_end", "period_basis"),
    *("numerator", "denominator", "value", "target", "note"),
)
_NOTE = "made up, as all that this report quotes"


@dataclass(frozen=True, slots=True, kw_only=True)
class Quote:
    """A figure that the report prints.

    Attributes:
        indicator_id: A count or a percentage of the catalogue, of a year that ends on
            31 March or of that day.
        truth: The true figures of the return, as its maker wrote them.
        off_by: What the printed count has too many; 0 for a figure that is right.
    """

    indicator_id: str
    truth: Path
    off_by: int = 0


def write_report(
    path: Path, *, authority: str, year: int, quotes: Iterable[Quote]
) -> None:
    """Write a report on one year as the CSV file of a KPI return.

    Args:
        path: The file to write.
        authority: Three-digit code.
        year: Year ending 31 March that all figures are of.
        quotes: What it prints, in the order of its paragraphs.

    Raises:
        OSError: The file cannot be written, or the true figures not be read.
        KeyError: The true figures of a return lack one that is to be quoted.
    """
    told = {
        "report_id": path.stem,
        "report_date": f"{year}-06-30",
        "la_code": authority,
        "period_end": f"{year}-03-31",
        "period_basis": "printed",
        "note": _NOTE,
    }
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, _COLUMNS, restval="", lineterminator="\n")
        writer.writeheader()
        for paragraph, quote in enumerate(quotes, start=1):
            row = {"paragraph": str(paragraph)} | _period(quote, year) | _parts(quote)
            writer.writerow(told | row)


def _period(quote: Quote, year: int) -> dict[str, str]:
    kind = indicator(quote.indicator_id).period_type
    start = f"{year}-03-31" if kind == "snapshot" else f"{year - 1}-04-01"
    return {
        "indicator_id": quote.indicator_id,
        "period_type": kind,
        "period_start": start,
    }


def _parts(quote: Quote) -> dict[str, str]:
    """The count, what it is of, and the figure with one digit behind the point."""
    truth = json.loads(quote.truth.read_text(encoding="utf-8"))
    figure: Mapping[str, int | None] = truth["indicators"][quote.indicator_id]
    count = (figure["numerator"] or 0) + quote.off_by
    whole = figure["denominator"]
    if whole is None:
        return {"numerator": str(count), "value": str(count)}
    value = f"{100 * count / whole:.1f}"
    return {"numerator": str(count), "denominator": str(whole), "value": value}
