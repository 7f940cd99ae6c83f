"""The part for a board as a whole: its figures, its words, no word of the trade."""

import re
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from board_reports import measure, missed, worsened
from report_pages import Page, html
from report_results import (
    CENSUS,
    CENSUS_2024,
    REPORT,
    compared,
    figure,
    finding,
    result,
)
from test_report_exceptions import off
from test_report_page import evil_result, full_result

from returncheck.catalogue.indicators import indicators
from returncheck.report.board.figures import board_figures
from returncheck.report.board.trust import TrustFacts
from returncheck.report.parts.board import board_view, main_authority, view_of
from returncheck.report.parts.board_page import render_board_page

FORBIDDEN = (
    r"suites?|contracts?|exit codes?|beyond chance|quartiles?|percentiles?|ICPC|CPP|CLA"
    r"|CIN|UASC|IRO|FTE|NEET|EET|RAG|S47|section 47|section 20|SHA-?256|DuckDB|dbt"
    r"|verdicts?|untestable|recomputed|reconciliation|expectations?|benchmarks?|cohorts?"
    r"|episodes?|marts?|numerators?|denominators?|indicators?|polarity|severity"
    r"|signals?|control limits?|standard deviations?|timescales?|null|nan"
)
"""Words of the trade, and of programs, that no councillor need know."""


def page_of(view):
    return render_board_page(
        view, version="1.2.3", made_at=datetime(2026, 4, 5, tzinfo=UTC)
    )


def words_of(view):
    return Page(page_of(view)).text()


def view_with(*figures, facts=None, **options):
    known = facts or TrustFacts(figures=len(figures))
    return view_of(result(), "887", figures, known, synthetic=False, **options)


def every_measure():
    return [
        worsened(
            each.plain_name,
            indicator_id=each.indicator_id,
            action="Look",
            is_contradicted=True,
            england="1%",
            neighbours="2%",
        )
        for each in indicators()
    ]


VIEWS = {
    "full": lambda: board_view(full_result(), refused=1, synthetic=False),
    "evil": lambda: board_view(evil_result(), refused=0, synthetic=True),
    "census": lambda: board_view(
        result(findings=[finding()], benchmarks=[compared(is_newest_period=True)]),
        refused=0,
        synthetic=False,
    ),
    "empty": lambda: board_view(result(), refused=0, synthetic=False),
    "every measure": lambda: view_with(
        *every_measure(),
        facts=TrustFacts(
            figures=9, refused=1, is_year_in_question=True, contradicted=1, printed=3,
            untestable=1, disagreeing=1, errors=1, queries=1, rules_not_run=1, rules=2,
            other_year=1, without_rules=1,
        ),
    ),
    "public": lambda: view_with(measure(), missed().withheld(), public=True),
}  # fmt: skip


@pytest.mark.parametrize("name", VIEWS)
def test_no_word_of_the_trade_on_the_pages(name):
    text = words_of(VIEWS[name]())
    assert re.findall(rf"\b(?:{FORBIDDEN})\b", text) == []
    lowered = [each for each in FORBIDDEN.split("|") if each.islower()]
    assert re.findall(rf"\b(?:{'|'.join(lowered)})\b", text.lower()) == []


@pytest.mark.parametrize("each", indicators(), ids=lambda each: each.indicator_id)
def test_plain_names_hold_no_word_of_the_trade(each):
    assert not re.search(rf"\b(?:{FORBIDDEN})\b", each.plain_name)
    assert len(each.plain_name) <= 76


def test_plain_names_are_not_shared():
    names = [each.plain_name for each in indicators()]
    assert len(set(names)) == len(names)


def test_the_part_stands_in_the_page():
    page = Page(html(full_result()))
    assert "Can these figures be relied on?" in page.text()
    assert any(each.get("id") == "board" for each in page.all("section"))


def test_without_a_return_the_part_says_so():
    assert "No return was loaded." in Page(html(result(returns=()))).text()


def test_authority_with_most_returns_is_shown_and_the_others_are_named():
    other = replace(REPORT, return_id="kpi_return-394-x", la_code="394")
    found = result(returns=(other, CENSUS, REPORT))
    assert main_authority(found) == "887"
    assert board_view(found, refused=0, synthetic=False).others.startswith(
        "1 other council checked"
    )


def test_of_authorities_with_as_many_returns_the_one_with_most_figures_is_shown():
    other = replace(REPORT, return_id="kpi_return-394-x", la_code="394")
    rows = [
        figure(la_code="394", return_id=other.return_id, is_newest_period=False),
        figure(is_newest_period=True),
    ]
    assert main_authority(result(returns=(other, CENSUS))) == "394"
    assert main_authority(result(returns=(other, CENSUS), benchmarks=rows)) == "887"


def of_report(indicator_id="assessments_within_45_days", value=78.5, **changes):
    return figure(
        indicator_id,
        value,
        **{
            "source": "reported",
            "return_id": REPORT.return_id,
            "row_number": 4,
            "period_type": "month",
            "period_start": date(2026, 3, 1),
            "period_end": date(2026, 3, 31),
            "is_newest_period": True,
            "completeness": "as_reported",
            "target": 85.0,
            "gap_to_target": -6.5,
            "rag": "red",
            **changes,
        },
    )


def test_figure_has_its_target_its_year_before_and_its_action():
    row = off(action="Weekly  review", owner="Head", due_date=date(2026, 5, 1))
    found = result(
        returns=(REPORT,),
        benchmarks=[of_report()],
        exceptions=[row],
        periods=[
            {
                **{name: row[name] for name in ("la_code", "indicator_id", "source")},
                "return_id": REPORT.return_id,
                "row_number": 4,
                "period_type": "month",
                "period_end": date(2026, 3, 31),
                "year_before_value": 84.0,
            }
        ],
    )
    (shown,) = board_figures(found, "887")
    assert shown.name == "Assessments of children finished in time (45 working days)"
    assert (shown.shown, shown.when, shown.target) == (
        "78.5%",
        "March 2026",
        "85% or more",
    )
    assert (shown.before, shown.is_worse) == ("84%", True)
    assert (shown.action, shown.owner, shown.due) == (
        "Weekly review",
        "Head",
        date(2026, 5, 1),
    )


def test_of_two_figures_the_newest_is_read_and_old_ones_are_no_news():
    found = result(
        returns=(CENSUS, REPORT),
        benchmarks=[
            figure(is_newest_period=True),
            of_report(value=70.0),
            figure(
                "icpc_held", 9.0, is_newest_period=True, period_end=date(2018, 3, 31)
            ),
            of_report("icpc_held", 9.0, is_newest_period=False),
        ],
    )
    (shown,) = board_figures(found, "887")
    assert shown.shown == "70%"


def test_context_lower_bounds_and_missing_values_are_left_out():
    found = result(
        returns=(CENSUS, replace(CENSUS_2024, is_context=True)),
        benchmarks=[
            figure(is_newest_period=True, return_id=CENSUS_2024.return_id),
            figure("icpc_held", 3.0, is_newest_period=True, completeness="lower_bound"),
            figure("cpp_starts", None, is_newest_period=True),
        ],
    )
    assert board_figures(found, "887") == ()


def test_figure_of_which_sources_disagree_is_marked_and_its_colour_doubted():
    verdict = {
        "return_id": REPORT.return_id,
        "table_name": "Figures",
        "la_code": "887",
        "indicator_id": "assessments_within_45_days",
        "period_end": date(2026, 3, 31),
        "verdict": "contradicted",
    }
    found = result(
        returns=(REPORT,),
        benchmarks=[of_report(rag="green", gap_to_target=1.0, verdict="contradicted")],
        verdicts=[verdict],
    )
    view = board_view(found, refused=0, synthetic=False)
    (tile,) = view.tiles
    assert tile.is_contradicted
    assert tile.beside_target == "On target, if it is right (85% or more)"
    assert view.trust.sentence.startswith("Not all of them:")


def test_withheld_figures_are_counted_and_not_judged():
    text = words_of(view_with(measure(), missed().withheld(), public=True))
    assert "Withheld, and not counted above: 1 of 2 measures." in text
    assert "all 1 measure" not in text
    assert "1 measure with a target meets it" in text


def test_only_the_pages_for_the_board_alone_may_be_published():
    note = "not to be published"
    assert note in words_of(view_with(measure()))
    assert note not in words_of(view_with(measure(), public=True))


def test_what_would_be_markup_is_escaped():
    evil = missed("<b>x</b>", action="<script>1</script>", owner="<i>")
    assert "<script" not in page_of(view_with(evil))
    assert "&lt;script&gt;" in page_of(view_with(evil))
