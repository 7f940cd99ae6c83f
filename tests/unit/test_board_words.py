"""The sentences, actions, tiles and questions of a board."""

from datetime import date

import pytest
from board_reports import measure, missed, worsened

from returncheck.report.board.actions import MOST as MOST_ACTIONS
from returncheck.report.board.actions import actions_view
from returncheck.report.board.glossary import Glossary
from returncheck.report.board.questions import MOST as MOST_QUESTIONS
from returncheck.report.board.questions import questions
from returncheck.report.board.sentences import three_sentences
from returncheck.report.board.tiles import six_figures
from returncheck.report.board.trust import TrustFacts
from returncheck.report.board.unusual import unusual_now

FINE = TrustFacts(figures=1)


def said(*figures):
    return [each.text for each in three_sentences(figures)]


def test_figures_off_target_are_counted_and_the_furthest_named():
    off = [
        missed("Near", distance=0.1),
        missed("Far", distance=0.5),
        missed("Amber", colour="amber", distance=0.9),
    ]
    assert said(measure(), *off)[0] == (
        "2 of 4 measures with a target miss it, 1 more by a little; furthest away: far "
        "(75% against 100% or more), near (75% against 100% or more) and amber (75% "
        "against 100% or more)."
    )


def test_more_than_three_are_counted():
    off = [missed(f"Measure {number}") for number in range(5)]
    assert said(*off)[0].endswith("and 2 more.")


@pytest.mark.parametrize(
    ("figures", "text"),
    [
        pytest.param(
            [measure()], "none; 1 measure with a target meets it.", id="one on target"
        ),
        pytest.param(
            [measure("A b"), measure("C d")],
            "none; all 2 measures with a target meet it.",
            id="all on target",
        ),
        pytest.param(
            [measure(colour="", target="")],
            "no measure has a target that it could be held against.",
            id="no target and no England",
        ),
        pytest.param(
            [measure(colour="", target="", england="90%", england_distance=0.1)],
            "no measure has a target that it could be held against; furthest behind "
            "England: reviews held in time (80%; England 90%).",
            id="no target but England",
        ),
        pytest.param([], "no measure has a target that it could be held against.",
                     id="nothing"),
    ],
)  # fmt: skip
def test_off_target_where_there_is_little_to_say(figures, text):
    assert said(*figures)[0] == text


def test_getting_worse_names_what_changed_most():
    small = worsened("Small", change=0.03)
    assert said(small, worsened("Large", change=0.3), measure())[1] == (
        "2 of 2 measures with earlier figures; most of all: large (83% to 75%) and "
        "small (83% to 75%)."
    )


def test_change_of_next_to_nothing_is_not_getting_worse():
    little = worsened(change=0.01)
    assert said(little)[1] == "none of 1 measure with earlier figures."
    assert "most improved" not in said(little)[2]


def test_without_earlier_figures_nothing_is_said_to_be_getting_worse():
    assert said(missed())[1] == "cannot be said, because no earlier figures are held."


def test_what_is_both_comes_first_and_else_what_improved():
    assert said(worsened())[2] == (
        "look at these first: visits made in time (83% to 75%)."
    )
    better = measure(before="70%", change=0.14, is_worse=False)
    assert said(better)[2] == (
        "nothing is off target and getting worse; most improved: reviews held in time "
        "(70% to 80%)."
    )
    without = measure(colour="", target="")
    assert said(without)[2] == "cannot be said without targets."


def test_brackets_of_a_name_do_not_stand_in_brackets():
    assert "in time (75%" in said(missed("Held in time (15 working days)"))[0]


def test_actions_come_overdue_first_then_furthest_from_target():
    rows = actions_view(
        [
            missed("Far", distance=0.9, owner="A. Head"),
            missed("Late", due=date(2025, 5, 1), is_overdue=True, days_open=70),
            missed("Alone"),
            measure("Fine", action="Go on"),
        ]
    )
    assert [row.name for row in rows.rows] == ["Late", "Far"]
    late, far = rows.rows
    assert (late.due, late.is_overdue, late.open_for) == (
        "1 May 2025",
        True,
        "2 months",
    )
    assert (late.action, late.owner) == ("not said", "nobody is named")
    assert (far.owner, far.due, far.open_for) == ("A. Head", "no date", "")
    assert rows.without == "Off target without any action recorded: alone."


def test_many_and_long_actions_stay_on_their_page():
    rows = actions_view([missed(f"M {n}", action="word " * 90) for n in range(12)])
    assert len(rows.rows) == MOST_ACTIONS
    assert rows.more == "6 more actions in the full report."
    assert all(len(row.action) < 120 for row in rows.rows)
    assert rows.rows[0].action.endswith("word …")


@pytest.mark.parametrize(
    ("figures", "start"),
    [
        pytest.param([measure()], "No measure is off target", id="on target"),
        pytest.param([], "No report with targets", id="no targets"),
        pytest.param([missed(owner="A")], "", id="each has one"),
    ],
)
def test_without_actions_the_reason_is_said(figures, start):
    said = actions_view(figures).without
    assert said.startswith(start)
    assert bool(said) == bool(start)


@pytest.mark.parametrize(
    ("days", "words"),
    [(1, "1 day"), (13, "13 days"), (21, "3 weeks"), (61, "2 months")],
)
def test_time_open_is_told_in_round_spans(days, words):
    (row,) = actions_view([missed(action="Go", days_open=days)]).rows
    assert row.open_for == words


def test_questions_come_from_facts_one_a_measure():
    asked = questions(
        [
            measure("Doubtful", is_contradicted=True),
            worsened("Late", due=date(2025, 5, 1), is_overdue=True, owner="A. Head"),
            missed("Alone"),
        ],
        TrustFacts(figures=3, errors=1, rules_not_run=1, rules=2),
    )
    assert [each.split(":")[0] for each in asked[:3]] == ["Doubtful", "Late", "Alone"]
    assert "A. Head" in asked[1]
    assert "1 May 2025" in asked[1]
    assert any(each.startswith("1 error still has") for each in asked)
    assert len(asked) <= MOST_QUESTIONS


def test_where_all_is_well_nothing_is_asked():
    assert questions([measure()], FINE) == ()


def test_measures_without_any_target_are_asked_about():
    (asked,) = questions([measure(colour="", target="")], FINE)
    assert asked.startswith("None of these measures has a target")


def test_six_tiles_fall_back_on_what_is_loaded():
    names = ["assessments_within_45_days", "cla_rate", "cpp_rate", "a", "b", "c", "d"]
    figures = [measure(name, indicator_id=name) for name in names]
    chosen = [each.indicator_id for each in six_figures(figures)]
    assert chosen == [
        "assessments_within_45_days",
        "cpp_rate",
        "cla_rate",
        "a",
        "b",
        "c",
    ]
    assert six_figures([]) == ()


def test_of_a_slot_the_newest_is_shown_and_none_that_is_withheld():
    old = measure("a", indicator_id="cpp_rate", end=date(2025, 3, 31))
    new = measure("b", indicator_id="cpp_at_year_end")
    hidden = new.withheld()
    assert six_figures([old, new])[0] is new
    assert six_figures([old, hidden])[0] is old


def test_a_term_is_explained_once_where_it_is_first_used():
    glossary = Glossary()
    assert glossary.first_uses("England, statistical neighbours 80%") == (
        "Statistical neighbours: the ten councils most like yours",
    )
    assert glossary.first_uses("Statistical neighbours and early help") == (
        "Early help: support before a family needs social care",
    )


def point(month, value=80.0, **changes):
    usual = {
        "period_end": date(2025, month, 28),
        "value": value,
        "centre_line": 84.0,
        "is_on_run": False,
        "is_on_trend": False,
        "is_beyond_limits": False,
        "run_points": 1,
        "trend_points": 1,
        "trend_direction": None,
    }
    return {**usual, **changes}


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        pytest.param(
            {"is_on_run": True, "run_points": 3},
            "below its usual level since January 2025",
            id="run",
        ),
        pytest.param(
            {"is_on_trend": True, "trend_points": 2, "trend_direction": "falling"},
            "falling every month since February 2025",
            id="trend",
        ),
        pytest.param(
            {"is_beyond_limits": True}, "unusually low in March 2025", id="beyond"
        ),
    ],
)
def test_unusual_months_are_told_in_plain_words(changes, words):
    found = unusual_now([point(1), point(2), point(3, **changes)], "higher")
    assert (found.words, found.is_worse) == (words, True)


def test_only_the_newest_month_counts_and_a_series_without_limits_says_nothing():
    assert unusual_now([point(1, is_on_run=True), point(2)], "higher") is None
    assert unusual_now([point(1, centre_line=None, is_on_run=True)], "higher") is None
    assert unusual_now([], "higher") is None
    assert unusual_now([point(1, is_beyond_limits=True)], "none").is_worse is None
