"""How long things took: the numbers by working days and the limit between them."""

from dataclasses import replace

import polars as pl
import pytest
from report_results import CENSUS, result, svg_root

from returncheck.catalogue.indicators import indicators
from returncheck.report.sections.timeliness import timeliness_views
from returncheck.report.words.names import return_names
from returncheck.results.durations import COLUMNS, empty_durations

TIMELY = "assessments_within_45_days"
CONFERENCES = "icpc_within_15_days"


def views(lengths, indicator_id=TIMELY, limit=45):
    """The distributions of records by (days, number); None for no length."""
    rows = [
        (
            CENSUS.return_id,
            indicator_id,
            days,
            days is not None and days <= limit,
            number,
        )
        for days, number in lengths
    ]
    frame = pl.DataFrame(rows, schema=empty_durations().schema, orient="row")
    found = replace(result(returns=(CENSUS,)), durations=frame)
    return timeliness_views(found, return_names(found.returns))


def bins(lengths, **options):
    (view,) = views(lengths, **options)
    return {each.label: each.number for each in view.bins if each.number}


def test_nothing_is_shown_where_no_record_has_a_limit():
    assert views([]) == ()
    found = result(returns=(CENSUS,))
    assert found.durations is None
    assert timeliness_views(found, {}) == ()


@pytest.mark.parametrize(
    ("days", "label"),
    [
        pytest.param(0, "0 to 5", id="day-of-the-start"),
        pytest.param(45, "41 to 45", id="on-the-limit"),
        pytest.param(46, "46 to 50", id="one-too-many"),
        pytest.param(90, "86 to 90", id="twice-the-limit"),
        pytest.param(91, "91 or more", id="beyond-the-picture"),
    ],
)
def test_limit_lies_between_two_bars(days, label):
    assert bins([(days, 3)]) == {label: 3}
    (view,) = views([(days, 3)])
    late = {each.label for each in view.bins if each.is_late}
    assert (label in late) is (days > 45)


def test_short_limit_is_shown_day_by_day():
    found = bins([(1, 2), (15, 3), (16, 4)], indicator_id=CONFERENCES, limit=15)
    assert found == {"0 to 1": 2, "15": 3, "16": 4}


def test_sentences_say_the_share_the_middle_and_the_latest():
    (view,) = views([(10, 4), (40, 4), (47, 1), (99, 1), (None, 2)])
    assert view.sentences == (
        "8 of 12 (66.7%) within 45 working days.",
        "Half took 40 working days or fewer, nine of ten 47 or fewer; the longest took "
        "99.",
        "1 was late by a week or less.",
        "2 have not both dates, or the end before the start, and cannot be drawn.",
    )


def test_records_without_any_length_are_said_and_nothing_is_drawn():
    (view,) = views([(None, 1)])
    assert view.sentences[-1].startswith("1 has not both dates")
    root = svg_root(view.picture)
    assert all(float(e.get("height")) == 0 for e in root.iter() if e.get("height"))


def test_limit_is_drawn_between_the_bars_and_named():
    (view,) = views([(10, 4), (47, 1)])
    root = svg_root(view.picture)
    line = next(e for e in root.iter() if e.get("class") == "l l-target")
    x = float(line.get("d")[1:].split()[0])
    bars = [e for e in root.iter() if (e.get("class") or "").startswith("bar")]
    for bar in bars:
        left = float(bar.get("x"))
        is_late = bar.get("class") == "bar bar-late"
        assert (left >= x) is is_late
    assert "limit: 45 working days" in [e.text for e in root.iter()]


def test_every_indicator_with_a_window_of_its_own_has_a_limit():
    from returncheck.catalogue.time_limits import working_day_limit

    windows = [each for each in indicators() if each.window_start]
    assert windows
    for each in windows:
        assert working_day_limit(each.indicator_id) == each.window_days


def test_frame_has_no_column_of_a_child():
    assert set(empty_durations().columns) == set(COLUMNS)
    assert not any("child" in name or "row" in name for name in COLUMNS)
