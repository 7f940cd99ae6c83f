"""Pictures: what is on them, and that every mark lies where its figure says."""

import re
from datetime import date
from itertools import pairwise
from statistics import quantiles

import pytest
from report_results import svg_root

from returncheck.report.pictures.figure import (
    Comparator,
    Picture,
    draw,
    off_scale,
    place_scale,
)
from returncheck.report.pictures.published import Distribution, Point
from returncheck.report.pictures.svg import bounds, text

PLOT_START, PLOT_END = 148, 352
VALUES = (60.0, 70.0, 75.0, 80.0, 84.0, 90.0, 95.0)
COMPARATORS = (
    Comparator(kind="england", label="England", value=85.5, shown="85.5%"),
    Comparator(kind="region", label="South East", value=90.0, shown="90.0%"),
    Comparator(kind="neighbours", label="Neighbours (9)", value=72.5, shown="72.5%"),
    Comparator(kind="target", label="Target", value=88.0, shown="88%"),
)


def distribution(values=VALUES):
    quartiles = quantiles(values, n=4, method="inclusive")
    return Distribution(values=tuple(values), quartiles=tuple(quartiles))


def picture(**changes):
    usual = {
        "name": "p1",
        "title": "Assessments within 45 working days: Year to 31 March 2025",
        "unit": "percent",
        "decimals": 1,
        "polarity": "higher",
        "value": 65.0,
        "shown": "65.0%",
        "comparators": COMPARATORS,
        "distribution": distribution(),
    }
    return Picture(**{**usual, **changes})


def yearly(first, *values):
    return tuple(
        Point(date(first + place, 3, 31), value) for place, value in enumerate(values)
    )


def by_class(root, name):
    return [e for e in root.iter() if name in (e.get("class") or "").split()]


def middle(mark):
    """Coordinate of a mark's middle, from its outline."""
    kind = mark.get("class").split("-")[-1]
    start = float(re.match(r"M([\d.]+) ", mark.get("d")).group(1))
    width = {
        "england": lambda d: float(re.search(r"h([\d.]+)", d).group(1)) / 2,
        "neighbours": lambda d: float(re.search(r"a([\d.]+)", d).group(1)),
    }.get(kind, lambda d: 0.0)
    return start + width(mark.get("d"))


def axis_ends(root):
    """Values at the ends of the upper axis, as its labels give them."""
    labels = [e for e in by_class(root, "small") if float(e.get("x")) in (148, 352)]
    return [float(label.text.strip("%").replace(",", "")) for label in labels[:2]]


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        pytest.param("own", 65.0, id="figure"),
        pytest.param("england", 85.5, id="england"),
        pytest.param("region", 90.0, id="region"),
        pytest.param("neighbours", 72.5, id="neighbours"),
        pytest.param("target", 88.0, id="target"),
    ],
)
def test_mark_lies_where_its_figure_says(kind, value):
    root = svg_root(draw(picture()))
    low, high = axis_ends(root)
    (mark,) = by_class(root, f"m-{kind}")
    expected = PLOT_START + (value - low) / (high - low) * (PLOT_END - PLOT_START)
    assert float(mark.get("data-value")) == value
    assert middle(mark) == pytest.approx(expected, abs=0.15)


def test_strip_has_a_stroke_for_every_value():
    root = svg_root(draw(picture()))
    low, high = axis_ends(root)
    (strokes,) = by_class(root, "ticks")
    places = [float(x) for x in re.findall(r"M([\d.]+) ", strokes.get("d"))]
    room = PLOT_END - PLOT_START
    expected = [PLOT_START + (v - low) / (high - low) * room for v in VALUES]
    assert places == pytest.approx(expected, abs=0.15)


def test_shades_are_the_quarters_of_the_values():
    root = svg_root(draw(picture()))
    low, high = axis_ends(root)
    shades = by_class(root, "q")
    starts = [float(shade.get("x")) for shade in shades]
    edges = [60.0, 72.5, 80.0, 87.0]
    room = PLOT_END - PLOT_START
    expected = [PLOT_START + (edge - low) / (high - low) * room for edge in edges]
    assert starts == pytest.approx(expected, abs=0.15)


@pytest.mark.parametrize(
    ("polarity", "letters"),
    [
        pytest.param("higher", ["D", "C", "B", "A"], id="higher-is-better"),
        pytest.param("lower", ["A", "B", "C", "D"], id="lower-is-better"),
        pytest.param("none", [], id="no-better-side"),
    ],
)
def test_letters_run_towards_the_better_side(polarity, letters):
    root = svg_root(draw(picture(polarity=polarity)))
    assert [letter.text for letter in by_class(root, "band")] == letters


@pytest.mark.parametrize(
    ("polarity", "arrow"),
    [
        pytest.param("higher", "better →", id="higher"),
        pytest.param("lower", "← better", id="lower"),
    ],
)
def test_arrow_points_to_the_better_side(polarity, arrow):
    texts = [e.text for e in svg_root(draw(picture(polarity=polarity))).iter()]
    assert arrow in texts


def test_far_values_leave_the_scale_but_not_the_count():
    shown = picture(distribution=distribution((*VALUES, 900.0)), unit="per_10k")
    assert place_scale(shown).high < 200
    assert off_scale(shown) == 1


def test_own_far_figure_stays_on_the_scale():
    shown = picture(value=900.0, unit="per_10k")
    scale = place_scale(shown)
    assert scale.low <= 900.0 <= scale.high


@pytest.mark.parametrize(
    ("unit", "value", "ends"),
    [
        pytest.param("percent", 28.0, (0.0, 100.0), id="percent-0-to-100"),
        pytest.param("percent", 120.0, (0.0, 120.0), id="impossible-percent"),
        pytest.param("number", 105.0, (0.0, 120.0), id="number-from-0"),
        pytest.param("number", 0.0, (0.0, 1.0), id="nought"),
    ],
)
def test_axis_without_published_figures_starts_at_nought(unit, value, ends):
    scale = place_scale(
        picture(unit=unit, value=value, comparators=(), distribution=None)
    )
    assert (scale.low, scale.high) == ends


def test_picture_without_published_figures_shows_the_figure_alone():
    root = svg_root(draw(picture(comparators=(), distribution=None)))
    assert len(by_class(root, "m-own")) == 1
    assert not by_class(root, "ticks")
    assert not by_class(root, "m-england")
    assert not by_class(root, "l")


def test_count_with_a_past_shows_only_its_past():
    root = svg_root(
        draw(
            picture(
                unit="count",
                comparators=(),
                distribution=None,
                end=date(2025, 3, 31),
                own=yearly(2020, 10.0, 20.0, 30.0, 40.0, 50.0, 60.0),
            )
        )
    )
    assert not by_class(root, "q")
    assert len(by_class(root, "l-own")) == 2  # the line and its sample in the legend


def test_count_without_a_past_is_drawn_from_nought():
    shown = picture(unit="count", value=54500.0, comparators=(), distribution=None)
    root = svg_root(draw(shown))
    assert len(by_class(root, "m-own")) == 1
    assert axis_ends(root) == [0.0, 60000.0]


def lower_panel(**changes):
    return svg_root(draw(picture(end=date(2025, 3, 31), **changes))).find("g")


def test_line_goes_through_the_years_in_order_and_to_scale():
    panel = lower_panel(own=yearly(2023, 10.0, 20.0, 30.0), value=30.0)
    (line,) = [e for e in by_class(panel, "l-own") if e.get("points")]
    points = [tuple(map(float, pair.split(","))) for pair in line.get("points").split()]
    assert [x for x, _ in points] == pytest.approx([48, 225.4, 403], abs=0.5)
    assert [y for _, y in points] == [92.0, 61.0, 30.0]


def test_line_breaks_where_a_year_is_missing():
    own = (*yearly(2018, 10.0, 20.0), *yearly(2022, 30.0, 35.0))
    panel = lower_panel(own=own, england=())
    assert len([e for e in by_class(panel, "l-own") if e.get("points")]) == 2


def test_figure_lies_at_its_own_day_in_the_lower_panel():
    panel = lower_panel(own=yearly(2023, 10.0, 20.0), value=30.0)
    mark = next(e for e in by_class(panel, "m-own") if e.get("data-value"))
    assert middle(mark) == 403.0


def test_lower_panel_goes_back_ten_years():
    panel = lower_panel(own=yearly(2013, *range(10, 23)), value=20.0)
    (line,) = [e for e in by_class(panel, "l-own") if e.get("points")]
    assert len(line.get("points").split()) == 10


def test_lower_panel_goes_back_to_an_older_figure():
    shown = picture(end=date(2013, 6, 30), own=yearly(2013, *range(10, 23)))
    root = svg_root(draw(shown))
    (line,) = [e for e in by_class(root, "l-own") if e.get("points")]
    assert len(line.get("points").split()) == 13


def test_years_are_named_where_they_end_among_months_too():
    months = tuple(
        Point(date(2023 + (3 + k) // 12, (3 + k) % 12 + 1, 28), 20.0) for k in range(21)
    )
    panel = lower_panel(own=yearly(2016, *range(10, 20)), value=20.0, others=months)
    named = {
        e.text: float(e.get("x"))
        for e in panel.iter("text")
        if re.fullmatch(r"20\d\d", e.text)
    }
    assert list(named) == [str(year) for year in range(2025, 2015, -1)]
    steps = [a - b for a, b in pairwise(named.values())]
    assert steps == pytest.approx([(403 - 48) / 9] * 9, abs=0.5)


def test_figure_without_a_period_has_no_place_among_the_years():
    root = svg_root(draw(picture(end=None, own=yearly(2023, 10.0, 20.0))))
    assert len(by_class(root, "m-own")) == 1


def test_reported_series_without_published_figures_is_joined():
    others = yearly(2023, 10.0, 20.0)
    panel = lower_panel(others=others, others_label="also reported", value=30.0)
    assert len([e for e in by_class(panel, "l-loaded") if e.get("points")]) == 1
    assert [e.text for e in panel.iter() if e.text == "also reported"]


def test_description_says_what_the_marks_show():
    root = svg_root(draw(picture(own=yearly(2024, 61.0, 62.0), end=date(2025, 3, 31))))
    title, description = root.find("title"), root.find("desc")
    assert root.get("role") == "img"
    assert root.get("aria-labelledby") == f"{title.get('id')} {description.get('id')}"
    assert "This figure: 65.0%. England: 85.5%." in description.text
    assert "7 authorities, from 60.0% to 95.0%, half of them up to 80.0%." in (
        description.text
    )
    assert "Own published figures: 2024 61.0%, 2025 62.0%." in description.text


def test_text_of_a_picture_is_escaped():
    drawn = draw(picture(title="<b>&\"'", shown="<i>"))
    assert "<b>" not in drawn
    assert svg_root(drawn).find("title").text == "<b>&\"'"


def test_long_names_are_set_narrower():
    region = Comparator(
        kind="region", label="Yorkshire and The Humber", value=80.0, shown="80.0%"
    )
    root = svg_root(draw(picture(comparators=(region,))))
    (label,) = [e for e in root.iter("text") if e.text == region.label]
    assert label.get("textLength") == "140"


@pytest.mark.parametrize(
    ("words", "is_squeezed"),
    [
        pytest.param("Coastal unitaries (3)", False, id="narrow-letters"),
        pytest.param("MWMWMWMWMWMW", True, id="wide-letters"),
    ],
)
def test_text_is_set_narrower_only_where_it_is_too_long(words, is_squeezed):
    assert ("textLength" in text(0, 0, words, room=140)) is is_squeezed


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        pytest.param([0.0, 1.0], (0.0, 1.0), id="unit"),
        pytest.param([5.0, 5.0], (4.0, 6.0), id="one-value"),
        pytest.param([61.0, 99.0], (60.0, 100.0), id="percentages"),
        pytest.param([3.0, 1180.0], (0.0, 1200.0), id="wide"),
    ],
)
def test_bounds_are_round_and_enclose(values, expected):
    assert bounds(values) == pytest.approx(expected)
