"""Teams, weeks and days, spans and symbols: each false figure beside its true twin."""

from datetime import date

import polars as pl
import pytest

from returncheck import Workspace

JUNE = {
    "period_type": "month",
    "period_start": "2017-06-01",
    "period_end": "2017-06-30",
}
YEAR = {"period_type": "year", "period_start": "2017-04-01", "period_end": "2018-03-31"}
JULY = {**JUNE, "period_start": "2017-07-01", "period_end": "2017-07-31"}
MARCH = {"period_type": "snapshot", "period_start": "", "period_end": "2018-03-31"}
REFERRALS = 2612
"""Referrals of Medway in 2017-18, as published."""


def row(indicator, value="", period=JUNE, **cells):
    return {
        "report_date": "2021-12-20",
        "la_code": "887",
        "indicator_id": indicator,
        "period_basis": "printed",
        "value": str(value),
        **period,
        **{name: str(cell) for name, cell in cells.items()},
    }


def teams(indicator, whole, *parts, period=JUNE):
    """A whole and its teams, which are called A, B and so on."""
    return [
        row(indicator, whole, period),
        *(
            row(indicator, part, period, unit=f"Team {name}")
            for name, part in zip("ABCDEFGH", parts, strict=False)
        ),
    ]


def share(numerator, denominator, value="", **cells):
    return row(
        "contacts_screened_same_day",
        value,
        numerator=numerator,
        denominator=denominator,
        **cells,
    )


def week(start, end, value, indicator="contacts", kind="week", **cells):
    period = {"period_type": kind, "period_start": start, "period_end": end}
    return row(indicator, value, period, **cells)


def span(low, high, indicator="rereferrals_within_12_months", **cells):
    return row(indicator, "", YEAR, value_low=low, value_high=high, **cells)


def february(*values, total=None):
    """The four weeks of February 2021, which begins on a Monday, and the month."""
    return [
        week(f"2021-02-{1 + 7 * at:02}", f"2021-02-{7 + 7 * at:02}", value)
        for at, value in enumerate(values)
    ] + [week("2021-02-01", "2021-02-28", total, kind="month")]


REPORTS = {
    "add up": teams("contacts", 120, 50, 40, 30),
    "above": teams("contacts", 100, 50, 40, 30),
    "below": teams("contacts", 150, 50, 40, 30),
    "published whole, above": teams(
        "referrals", REFERRALS, 1000, 1000, 1000, period=YEAR
    ),
    "published whole, one team above it": teams(
        "referrals", REFERRALS, 3000, 10, period=YEAR
    ),
    "published whole, add up": teams("referrals", REFERRALS, 2000, 612, period=YEAR),
    "published as a team": [row("referrals", 900, YEAR, unit="North", target=5)],
    "assumed": [
        {**each, "period_basis": "assumed"}
        for each in teams("contacts", 100, 50, 40, 30)
    ],
    "split twice": teams("contacts", 100, 60, 40, 30, 30, 40),
    "two levels": teams("contacts", 90, 60, 35, 25, 30, 10, 20),
    "half the teams": teams("contacts", 60, 50, 40, 30),
    "names": [
        row("contacts", 90),
        row("contacts", 50, unit="North"),
        row("contacts", 40, unit="South"),
        row("contacts", 50, unit=" north "),
    ],
    "twice, later wrong": [
        row("contacts", 90),
        row("contacts", 50, unit="North"),
        row("contacts", 40, unit="South"),
        row("contacts", 57, unit="North"),
    ],
    "twice, first wrong": [
        row("contacts", 90),
        row("contacts", 57, unit="North"),
        row("contacts", 40, unit="South"),
        row("contacts", 50, unit="north"),
    ],
    "counted once": teams("cla_starts", 10, 6, 6, period=JUNE),
    "counted once, one above": teams("cla_starts", 5, 6, 2, period=JUNE),
    "snapshot without start": [
        row("cpp_at_year_end", 30, MARCH),
        row("cpp_at_year_end", 20, {**MARCH, "period_start": "2018-03-31"}, unit="N"),
        row("cpp_at_year_end", 10, MARCH, unit="S"),
    ],
    "shares": [
        share(70, 100, 70),
        share(40, 50, 80, unit="N"),
        share(30, 50, 60, unit="S"),
    ],
    "shares, other whole": [
        share(60, 100, 60),
        share(40, 50, 80, unit="N"),
        share(30, 50, 60, unit="S"),
    ],
    "shares, denominators above": [
        share(56, 80, 70),
        share(40, 50, 80, unit="N"),
        share(30, 50, 60, unit="S"),
    ],
    "shares, room left": [
        share(60, 120, 50),
        share(40, 50, 80, unit="N"),
        share(10, 50, 20, unit="S"),
    ],
    "shares, no room left": [
        share(84, 120, 70),
        share(20, 50, 40, unit="N"),
        share(10, 50, 20, unit="S"),
    ],
    "shares alone": teams("contacts_screened_same_day", 70, 60, 80),
    "shares alone, outside": teams("contacts_screened_same_day", 90, 60, 80),
    "shares of counts elsewhere": [
        *teams("contacts", 300, 100, 200),
        *teams("contacts_screened_same_day", 70, 80, 65),
    ],
    "shares of counts elsewhere, wrong": [
        *teams("contacts", 300, 100, 200),
        *teams("contacts_screened_same_day", 75, 80, 65),
    ],
    "team of few": teams("contacts", 92, 50, 40, "<5"),
    "team of few, above": teams("contacts", 88, 50, 40, "<5"),
    "team of few, far below": teams("contacts", 99, 50, 40, "<5"),
    "own parts": [share(40, 50, 80, unit="N"), share(30, 50, 70, unit="S")],
    "own unit": [
        row("contacts_screened_same_day", 98, unit="N"),
        row("contacts_screened_same_day", 198, unit="S"),
    ],
    "months of a team": [
        week("2017-04-01", "2017-04-30", 10, kind="month", unit="N"),
        week("2017-05-01", "2017-05-31", 20, kind="month", unit="N"),
        week("2017-06-01", "2017-06-30", 30, kind="month", unit="N"),
        week("2017-04-01", "2017-06-30", 60, kind="quarter", unit="N"),
        week("2017-04-01", "2017-06-30", 99, kind="quarter"),
    ],
    "months of a team, wrong": [
        week("2017-04-01", "2017-04-30", 10, kind="month", unit="N"),
        week("2017-05-01", "2017-05-31", 20, kind="month", unit="N"),
        week("2017-06-01", "2017-06-30", 30, kind="month", unit="N"),
        week("2017-04-01", "2017-06-30", 70, kind="quarter", unit="N"),
    ],
    "weeks": february(10, 20, 30, 40, total=100),
    "weeks, other month": february(10, 20, 30, 40, total=104),
    "weeks, one left out": february(10, 20, 30, total=100),
    "weeks, one left out, above": february(10, 20, 90, total=100),
    "weeks across the month": [
        week("2021-01-29", "2021-02-04", 90),
        week("2021-02-05", "2021-02-11", 10),
        week("2021-02-01", "2021-02-28", 60, kind="month"),
    ],
    "overlapping weeks": [
        week("2021-02-01", "2021-02-07", 60),
        week("2021-02-02", "2021-02-08", 60),
        week("2021-02-01", "2021-02-28", 70, kind="month"),
    ],
    "days": [
        *(week("", f"2021-02-{at:02}", at, kind="day") for at in range(1, 8)),
        week("", "2021-02-07", 28),
        week("2021-02-08", "2021-02-14", 29),
    ],
    "days, other week": [
        *(week("", f"2021-02-{at:02}", at, kind="day") for at in range(1, 8)),
        week("2021-02-01", "2021-02-07", 27),
    ],
    "lengths": [
        week("2021-02-01", "2021-02-07", 5),
        week("2021-02-08", "2021-02-15", 6),
        week("2021-02-20", "2021-02-20", 6, kind="day"),
        week("2021-02-21", "2021-02-22", 6, kind="day"),
    ],
    "never annualised": [
        week("2018-03-25", "2018-03-31", 44, "referrals"),
        week("2018-03-31", "2018-03-31", 9, "referrals", kind="day"),
        week("2018-03-25", "2018-03-31", 2.1, "cla_rate"),
    ],
    "spans": [
        span(15, 19),
        span(18, 25),
        span("", 20),
        span(20, ""),
        span(17.5, 19),
        span(2600, 2650, "referrals"),
        span(2700, 2800, "referrals"),
        span(25, 15),
        row("rereferrals_within_12_months", 17, YEAR, value_low=20, value_high=30),
        row("rereferrals_within_12_months", 17, YEAR, value_low=10, value_high=30),
        span(20, 29, "contacts_screened_same_day", numerator=26, denominator=100),
        span(30, 39, "contacts_screened_same_day", numerator=26, denominator=100),
        span(24, 29, "visits_to_nobody"),
        span(24, 29, "contacts"),
        span(20, 25, period_basis="assumed"),
    ],
    "symbols": [
        row("cla_ceased", "<5", YEAR),
        row("cla_ceased", "c", YEAR),
        row("contacts", "*", YEAR, numerator=23),
        row("cla_ceased", "..", YEAR),
        row("cla_ceased", "n/a", YEAR),
        row("referrals", ">2600", YEAR),
        row("referrals", ">2700", YEAR),
        row("contacts", "<5"),
        share("<5", 40, 10),
        share("<5", 40, 25, **JULY),
        share("c", 40, 25, **JULY),
        row("contacts_screened_same_day", "c"),
    ],
}


@pytest.fixture(scope="module")
def checked(tmp_path_factory, new_database):
    """Every report above, loaded into one database and checked."""
    path = new_database(tmp_path_factory.mktemp("teams") / "w.duckdb")
    with Workspace.open(path) as workspace:
        for number, (name, rows) in enumerate(REPORTS.items()):
            figures = pl.from_dicts(
                [{"report_id": f"report-{number}", **each} for each in rows],
                infer_schema_length=None,
            )
            workspace.load_tables(
                "kpi_return", {"Figures": figures}, return_id=name, context=False
            )
        return workspace.check(suites=False)


@pytest.fixture(scope="module")
def found(checked):
    """Verdict and reason by report and row."""
    return {
        (each["return_id"], each["row_number"]): each
        for each in checked.verdicts.iter_rows(named=True)
    }


CONFIRMED, CONTRADICTED, UNTESTABLE = "confirmed", "contradicted", "untestable"


@pytest.mark.parametrize(
    ("report", "verdicts"),
    [
        ("add up", [CONFIRMED] * 4),
        ("above", [CONTRADICTED, *[UNTESTABLE] * 3]),
        ("below", [UNTESTABLE] * 4),
        ("published whole, add up", [CONFIRMED] * 3),
        ("published whole, above", [CONFIRMED, *[UNTESTABLE] * 3]),
        (
            "published whole, one team above it",
            [CONFIRMED, CONTRADICTED, UNTESTABLE],
        ),
        ("published as a team", [UNTESTABLE]),
        ("assumed", [UNTESTABLE] * 4),
        ("split twice", [UNTESTABLE] * 6),
        ("two levels", [UNTESTABLE] * 7),
        ("half the teams", [CONTRADICTED, *[UNTESTABLE] * 3]),
        ("names", [CONFIRMED] * 4),
        ("twice, later wrong", [CONFIRMED, CONFIRMED, CONFIRMED, CONTRADICTED]),
        ("twice, first wrong", [CONFIRMED, CONTRADICTED, CONFIRMED, CONFIRMED]),
        ("counted once", [UNTESTABLE] * 3),
        ("counted once, one above", [CONTRADICTED, UNTESTABLE, UNTESTABLE]),
        ("shares", [CONFIRMED] * 3),
        ("shares, other whole", [CONTRADICTED, CONFIRMED, CONFIRMED]),
        ("shares, denominators above", [CONTRADICTED, CONFIRMED, CONFIRMED]),
        ("shares, room left", [CONFIRMED] * 3),
        ("shares, no room left", [CONTRADICTED, CONFIRMED, CONFIRMED]),
        ("shares alone", [UNTESTABLE] * 3),
        ("shares alone, outside", [UNTESTABLE] * 3),
        ("shares of counts elsewhere", [CONFIRMED] * 6),
        (
            "shares of counts elsewhere, wrong",
            [CONFIRMED, CONFIRMED, CONFIRMED, CONTRADICTED, UNTESTABLE, UNTESTABLE],
        ),
        ("team of few", [UNTESTABLE] * 4),
        ("team of few, above", [CONTRADICTED, *[UNTESTABLE] * 3]),
        ("team of few, far below", [UNTESTABLE] * 4),
        ("own parts", [CONFIRMED, CONTRADICTED]),
        ("own unit", [UNTESTABLE, CONTRADICTED]),
        ("months of a team", [*[CONFIRMED] * 4, UNTESTABLE]),
        ("months of a team, wrong", [*[UNTESTABLE] * 3, CONTRADICTED]),
        ("weeks", [CONFIRMED] * 5),
        ("weeks, other month", [*[UNTESTABLE] * 4, CONTRADICTED]),
        ("weeks, one left out", [UNTESTABLE] * 4),
        ("weeks, one left out, above", [*[UNTESTABLE] * 3, CONTRADICTED]),
        ("weeks across the month", [UNTESTABLE] * 3),
        ("overlapping weeks", [UNTESTABLE] * 3),
        ("days", [*[CONFIRMED] * 8, UNTESTABLE]),
        ("days, other week", [*[UNTESTABLE] * 7, CONTRADICTED]),
        ("lengths", [UNTESTABLE, CONTRADICTED, UNTESTABLE, CONTRADICTED]),
        ("never annualised", [UNTESTABLE] * 3),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_verdicts_of_a_report(found, report, verdicts):
    of_report = [found[report, at + 1] for at in range(len(REPORTS[report]))]
    assert [each["verdict"] for each in of_report] == verdicts, [
        each["reason"] for each in of_report
    ]


def test_snapshot_of_teams_adds_up_whatever_its_first_day(found):
    assert found["snapshot without start", 2]["verdict"] == CONFIRMED
    assert found["snapshot without start", 3]["verdict"] == CONFIRMED


@pytest.mark.parametrize(
    ("at", "verdict", "said"),
    [
        (1, CONFIRMED, "within the span 15 to 19"),
        (2, CONTRADICTED, "outside the span 18 to 25"),
        (3, CONFIRMED, "within the span up to 20"),
        (4, CONTRADICTED, "outside the span of 20 or more"),
        (5, CONTRADICTED, "outside the span 17.5 to 19"),
        (6, CONFIRMED, "within the span 2,600 to 2,650"),
        (7, CONTRADICTED, "outside the span 2,700 to 2,800"),
        (8, CONTRADICTED, "the most of its span is 15"),
        (9, CONTRADICTED, "its own span ends at 20"),
        (10, CONFIRMED, "published"),
        (11, CONFIRMED, "within the span 20 to 29"),
        (12, CONTRADICTED, "its own parts give 26%"),
        (13, UNTESTABLE, "indicator is unknown"),
        (14, UNTESTABLE, "nothing is published"),
        (15, UNTESTABLE, "the period is assumed"),
    ],
)
def test_span_is_held_against_what_else_states_it(found, at, verdict, said):
    row = found["spans", at]
    assert (row["verdict"], said.lower() in row["reason"].lower()) == (verdict, True), (
        row["reason"]
    )


@pytest.mark.parametrize(
    ("at", "verdict", "said"),
    [
        (1, CONTRADICTED, "outside the span 0 to 4"),
        (2, UNTESTABLE, "the published figure of 159 is not small"),
        (3, UNTESTABLE, "its own numerator of 23 is printed beside it"),
        (4, UNTESTABLE, "«..»: the figure is not available"),
        (5, UNTESTABLE, "«n/a»: there is no such figure"),
        (6, CONFIRMED, "within the span of 2,601 or more"),
        (7, CONTRADICTED, "outside the span of 2,701 or more"),
        (8, UNTESTABLE, "nothing is published"),
        (9, UNTESTABLE, "the numerator is printed as <5 of 40"),
        (10, CONTRADICTED, "the numerator is printed as <5 of 40"),
        (11, UNTESTABLE, "its share and denominator give 10, which is not small"),
        (12, UNTESTABLE, "held back, because it is small or would give one away"),
    ],
)
def test_symbol_says_what_it_means_and_is_tested_as_a_bound(found, at, verdict, said):
    row = found["symbols", at]
    assert (row["verdict"], said.lower() in row["reason"].lower()) == (verdict, True), (
        row["reason"]
    )


def test_no_figure_of_a_team_is_a_figure_of_the_authority(checked):
    teams_only = {"published as a team", "own unit", "own parts"}
    marts = checked.marts
    for name in ("fct_benchmarks", "fct_indicator_periods", "fct_exceptions"):
        assert not teams_only & set(marts[name]["return_id"].drop_nulls()), name
    compared = checked.reconciliation.filter(
        pl.col("return_id").is_in(list(teams_only))
    )
    assert not compared.filter(pl.col("comparison").str.contains("published")).height


def test_team_is_named_where_it_is_told_of(checked):
    messages = checked.findings.filter(pl.col("return_id") == "own unit")["message"]
    assert any("team s" in each.lower() or ", S:" in each for each in messages)


def test_period_of_a_week_is_dated_from_its_end(found):
    assert found["days", 8]["period_start"] == date(2021, 2, 1)
    assert found["days", 1]["period_start"] == date(2021, 2, 1)
