"""One figure as the page shows it: its words and its picture."""

from dataclasses import dataclass, field, replace
from datetime import date

from markupsafe import Markup

from returncheck.catalogue.indicators import Indicator
from returncheck.report.pictures.figure import (
    Comparator,
    Picture,
    days_shown,
    draw,
    off_scale,
)
from returncheck.report.pictures.published import Point, Published
from returncheck.report.sections.comparators import (
    Beside,
    further_comparators,
    neighbours_one_by_one,
)
from returncheck.report.sections.contradictions import contradictions_beside
from returncheck.report.sections.neighbour_models import (
    NeighbourChange,
    changes_between,
)
from returncheck.report.words.figures import (
    Row,
    facts,
    notes,
    place_in_words,
    short_change,
    shown_value,
)
from returncheck.report.words.names import area
from returncheck.report.words.numbers import figure, parts, period, printed
from returncheck.report.words.published_gaps import (
    missing_neighbours,
    missing_places,
    neighbours_label,
    own_gaps,
)
from returncheck.report.words.standing import no_place, significance_in_words
from returncheck.report.words.targets import is_of_one_kind

_OTHERS = {"recomputed": "other returns", "reported": "also reported"}


@dataclass(frozen=True, slots=True, kw_only=True)
class FigureView:
    """One figure as the page shows it; all fields but `picture` are plain text.

    Attributes:
        anchor: Id of its card.
        key: Return, indicator and row of the report.
        title: Name of the indicator.
        topic: Heading of the catalogue.
        period: What it covers.
        value: The figure; None when there is none.
        parts: The counts behind it.
        band: Letter of its quarter, A the best; None without one.
        place: Its quarter and rank in words.
        no_place: Why it has neither, in a line; empty where it has.
        verdict: Confirmed, contradicted or untestable; empty for a figure that was
            worked out from records.
        why: Why it is contradicted; empty where it is not.
        england: England's figure; empty for a count or without one.
        neighbours: Mean of the statistical neighbours; empty likewise.
        significance: Whether it differs from England's by more than chance, in words;
            empty where nothing can be said.
        change: Change on the year before, with its sign; empty where none is known.
        rag: Green, amber or red beside its target; empty for none of them.
        facts: Sentences on where it stands.
        notes: What to know before using it.
        neighbour_values: Each neighbour's own published value, nearest first.
        neighbour_year: The year of those, with the model that names them.
        picture: The picture.
        caption: What the picture shows.
        is_lower_bound: Whether the full figure may be higher.
        is_headline: Whether it is shown without being asked for.
        is_key: Whether it is one of those that show how well things go.
    """

    anchor: str
    key: tuple[str, str, int | None]
    title: str
    topic: str
    period: str
    value: str | None
    parts: str | None = None
    band: str | None = None
    place: str = ""
    no_place: str = ""
    verdict: str = ""
    why: str = ""
    england: str = ""
    neighbours: str = ""
    significance: str = ""
    change: str = ""
    rag: str = ""
    facts: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    neighbour_values: tuple[str, ...] = ()
    neighbour_year: str = ""
    picture: Markup = field(default_factory=Markup)
    caption: str = ""
    is_lower_bound: bool = False
    is_headline: bool = False
    is_key: bool = False


def figure_view(
    row: Row,
    indicator: Indicator,
    published: Published,
    beside: Beside,
    series: tuple[Point, ...],
    anchor: str,
) -> FigureView:
    """One figure as the page shows it.

    Args:
        row: A row of the benchmarks mart with the parts and the note of its value, and
            with what contradicts it.
        indicator: Its indicator.
        published: What is published about it.
        beside: What else stands beside it.
        series: Loaded figures of the same kind, in the order of time.
        anchor: Id of its card.
    """
    if row["value"] is None:
        return FigureView(
            anchor=anchor,
            key=_key(row),
            title=indicator.title,
            topic=indicator.topic,
            period=_covers(row),
            value=None,
            verdict=row["verdict"] or "",
            notes=notes(row, indicator),
        )
    is_compared = indicator.unit != "count" and row["england_value"] is not None
    is_bound = row["completeness"] == "lower_bound"
    is_headline = bool(is_compared and row["is_newest_of_return"] and row["is_latest"])
    picture = _picture(row, indicator, published, beside, series, anchor)
    places = {other.kind: other.shown for other in picture.comparators}
    changes = _changes(row, indicator, picture, beside)
    picture = replace(picture, changes=tuple(day for day, _ in changes))
    return FigureView(
        anchor=anchor,
        key=_key(row),
        title=indicator.title,
        topic=indicator.topic,
        period=_covers(row),
        value=picture.shown,
        parts=parts(row["numerator"], row["denominator"], indicator.unit),
        band=row["quartile_band"],
        place=place_in_words(row),
        no_place="" if is_bound else no_place(row),
        verdict=row["verdict"] or "",
        why=row["contradictions"] or "",
        england=places.get("england", ""),
        neighbours=places.get("neighbours", ""),
        significance=significance_in_words(row),
        change=short_change(row),
        rag=row["rag"] or "",
        facts=facts(row, indicator),
        notes=(
            *notes(row, indicator),
            *_of_published(row, indicator),
            *contradictions_beside(row, beside.contradictions),
        ),
        neighbour_values=neighbours_one_by_one(
            row, indicator, beside, picture.decimals
        ),
        neighbour_year=f"{row['comparator_year']} ({row['neighbour_model']} model)",
        picture=draw(picture),
        caption=" ".join(
            [
                _caption(row, indicator, picture),
                *_own_gaps(row, indicator, picture, beside),
                *(f"{change.words}." for _, change in changes),
            ]
        ),
        is_lower_bound=is_bound,
        is_headline=is_headline,
        is_key=is_headline and indicator.polarity != "none",
    )


def _key(row: Row) -> tuple[str, str, int | None]:
    return row["return_id"], row["indicator_id"], row["row_number"]


def _covers(row: Row) -> str:
    return period(row["period_type"], row["period_start"], row["period_end"])


def _picture(
    row: Row,
    indicator: Indicator,
    published: Published,
    beside: Beside,
    series: tuple[Point, ...],
    anchor: str,
) -> Picture:
    indicator_id, unit = indicator.indicator_id, indicator.unit
    is_count = unit == "count"
    is_comparable = row["comparator_year"] is not None
    key = (indicator_id, row["comparator_year"])
    end = row["period_end"]
    return Picture(
        name=f"{anchor}-picture",
        title=f"{indicator.title}: {_covers(row)}",
        unit=unit,
        decimals=published.decimals.get(indicator_id, 1),
        polarity=indicator.polarity,
        value=row["value"],
        shown=shown_value(row, unit),
        verdict=row["verdict"] or "",
        has_bands=row["rank_reason"] in (None, "no_better_side"),
        comparators=_comparators(row, indicator, published, beside),
        distribution=None if is_count else published.distributions.get(key),
        end=end,
        own=published.own.get((row["la_code"], indicator_id), ())
        if is_comparable
        else (),
        england=(
            published.england.get(indicator_id, ())
            if is_comparable and not is_count
            else ()
        ),
        others=tuple(point for point in series if point.end != end),
        others_label=_OTHERS[row["source"]],
    )


def _of_published(row: Row, indicator: Indicator) -> tuple[str, ...]:
    """Which published figures are not there, and why; counts stand beside none."""
    if indicator.unit == "count" or row["comparator_year"] is None:
        return ()
    missing = missing_neighbours(row)
    return (
        *missing_places(row, area(row["la_code"]).region),
        *([missing] if missing else []),
    )


def _own_gaps(
    row: Row, indicator: Indicator, picture: Picture, beside: Beside
) -> tuple[str, ...]:
    """Which years the line of its own published figures leaves out, and why."""
    years = {point.end.year for point in (*picture.own, *picture.england)}
    if not picture.own or picture.end is None:
        return ()
    missing = beside.missing.get((row["la_code"], indicator.indicator_id), {})
    return own_gaps({year: missing[year] for year in sorted(missing) if year in years})


def _changes(
    row: Row, indicator: Indicator, picture: Picture, beside: Beside
) -> list[tuple[date, NeighbourChange]]:
    """Where the neighbours change within what the picture shows over time."""
    days = days_shown(picture)
    if indicator.unit == "count" or not days:
        return []
    changes = beside.changes.get(row["la_code"], ())
    return sorted(changes_between(changes, indicator, days[0], days[-1]).items())


def _comparators(
    row: Row, indicator: Indicator, published: Published, beside: Beside
) -> tuple[Comparator, ...]:
    unit = indicator.unit
    decimals = published.decimals.get(indicator.indicator_id, 1)
    target = row["target"]
    listed = []
    if unit != "count":
        listed = [
            ("england", "England", row["england_value"], decimals),
            ("region", area(row["la_code"]).region, row["region_value"], decimals),
            (
                "neighbours",
                neighbours_label(row),
                row["statistical_neighbour_mean"],
                1,
            ),
        ]
    shown_beside = [
        Comparator(
            kind=kind, label=label, value=value, shown=figure(value, unit, places)
        )
        for kind, label, value, places in listed
        if value is not None
    ]
    shown_beside += further_comparators(row, indicator, beside)
    if is_of_one_kind(row):
        shown = printed(target, unit)
        shown_beside.append(
            Comparator(kind="target", label="Target", value=target, shown=shown)
        )
    return tuple(shown_beside)


def _caption(row: Row, indicator: Indicator, picture: Picture) -> str:
    year = row["comparator_year"]
    if indicator.unit == "count":
        return "The authority's own figures; counts are not set beside other places."
    if year is None:
        if not indicator.is_published:
            return "Nothing is published for this indicator."
        return "Nothing published is comparable with this figure."
    number = len(picture.distribution.values) if picture.distribution else 0
    of_year = f"Published figures of {year}"
    if row["return_year"] is not None and year != row["return_year"]:
        of_year += f", the latest before {row['return_year']}"
    caption = f"{of_year}: each stroke is one of {number} authorities"
    hidden = off_scale(picture)
    if hidden:
        caption += f"; {hidden} {'lies' if hidden == 1 else 'lie'} off the scale"
    return f"{caption}."
