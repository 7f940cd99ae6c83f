"""What a report says in words of its own figure beside another, with a true twin and a
false one of each kind."""

import polars as pl
import pytest

from returncheck import Workspace

DECEMBER = ("snapshot", "2017-12-31", "2017-12-31")
MARCH_2018 = ("snapshot", "2018-03-31", "2018-03-31")
OCTOBER = ("month", "2015-10-01", "2015-10-31")
NOVEMBER = ("month", "2015-11-01", "2015-11-30")
SUMMER = ("period", "2015-07-01", "2015-10-31")


def figure(indicator_id, period, value, **cells):
    kind, start, end = period
    return {
        "indicator_id": indicator_id,
        "period_type": kind,
        "period_start": start,
        "period_end": end,
        "period_basis": "printed",
        "value": value,
        **cells,
    }


def claim(indicator_id, period, comparator, relation, **cells):
    return figure(indicator_id, period, "", comparator=comparator) | {
        "relation": relation,
        **cells,
    }


RATE = [figure("cla_rate", MARCH_2018, "65")]
"""Medway's; England's are 62 to 64 in 2017 and 2018."""
HIGH_RATE = [figure("cla_rate", MARCH_2018, "85")]
MONTHS = [
    figure("icpc_within_15_days", OCTOBER, "82"),
    figure("icpc_within_15_days", NOVEMBER, "74"),
]
ASSUMED = [each | {"period_basis": "assumed"} for each in MONTHS]
CONVERSION = [
    figure("contact_to_referral", SUMMER, "18", numerator="1488", denominator="8392")
]
LEEDS = figure(
    "contact_to_referral",
    SUMMER,
    "54",
    numerator="3727",
    denominator="6916",
    comparator="authority:383",
)
NOV = ("icpc_within_15_days", NOVEMBER, "own")
BESIDE_LEEDS = ("contact_to_referral", SUMMER, "authority:383")
ENGLAND = ("cla_rate", MARCH_2018, "england")
TEAM = [each | {"unit": "North"} for each in MONTHS]
IN_TIME = [figure("icpc_within_15_days", NOVEMBER, "74", target="80")]
SPAN = [figure("social_worker_caseload", NOVEMBER, "", value_low="24", value_high="29")]
CASELOAD = ("social_worker_caseload", NOVEMBER, "authority:383")
PLANS = [figure("cpp_at_year_end", DECEMBER, "343")]
FEW_PLANS = [figure("cpp_at_year_end", DECEMBER, "103")]
ELSEWHERE = {"fell-alone": "831"}
"""Authorities of which no other report is loaded."""

CASES = {
    "fell": (MONTHS, [claim(*NOV, "below")], "confirmed"),
    "fell-false": (MONTHS, [claim(*NOV, "above")], "contradicted"),
    "fell-assumed": (ASSUMED, [claim(*NOV, "above")], "untestable"),
    "fell-of-a-team": (TEAM, [claim(*NOV, "above")], "untestable"),
    "fell-alone": (MONTHS[1:], [claim(*NOV, "above")], "untestable"),
    "fell-since-another-report": (MONTHS[1:], [claim(*NOV, "below")], "confirmed"),
    "since": (MONTHS, [claim(*NOV, "below", since="2015-10-31")], "confirmed"),
    "since-false": (MONTHS, [claim(*NOV, "equal", since="2015-10-31")], "contradicted"),
    "since-unknown": (MONTHS, [claim(*NOV, "above", since="2015-08-31")], "untestable"),
    "third": (
        CONVERSION,
        [LEEDS, claim(*BESIDE_LEEDS, "below", factor="0.3333")],
        "confirmed",
    ),
    "quarter-false": (
        CONVERSION,
        [LEEDS, claim(*BESIDE_LEEDS, "below", factor="0.25")],
        "contradicted",
    ),
    "third-false": (
        CONVERSION,
        [LEEDS, claim(*BESIDE_LEEDS, "above", factor="0.5")],
        "contradicted",
    ),
    "about": (RATE, [claim(*ENGLAND, "about", comparator_year="2018")], "confirmed"),
    "about-false": (HIGH_RATE, [claim(*ENGLAND, "about")], "contradicted"),
    "about-near": (
        [figure("cla_rate", MARCH_2018, "69")],
        [claim(*ENGLAND, "about", comparator_year="2018")],
        "untestable",
    ),
    "above": (HIGH_RATE, [claim(*ENGLAND, "above")], "confirmed"),
    "above-false": (HIGH_RATE, [claim(*ENGLAND, "below")], "contradicted"),
    "above-local": (
        [HIGH_RATE[0] | {"definition": "local"}],
        [claim(*ENGLAND, "below")],
        "untestable",
    ),
    "above-printed": (
        HIGH_RATE,
        [claim(*ENGLAND, "above") | {"value": "90"}],
        "contradicted",
    ),
    "target": (
        IN_TIME,
        [claim("icpc_within_15_days", NOVEMBER, "target", "below")],
        "confirmed",
    ),
    "target-false": (
        IN_TIME,
        [claim("icpc_within_15_days", NOVEMBER, "target", "above")],
        "contradicted",
    ),
    "span": (SPAN, [claim(*CASELOAD, "above") | {"value": "17"}], "confirmed"),
    "span-false": (SPAN, [claim(*CASELOAD, "below") | {"value": "17"}], "contradicted"),
    "span-open": (SPAN, [claim(*CASELOAD, "above") | {"value": "26"}], "untestable"),
    "count": (PLANS, [claim("cpp_rate", DECEMBER, "england", "above")], "confirmed"),
    "count-false": (
        FEW_PLANS,
        [claim("cpp_rate", DECEMBER, "england", "above")],
        "contradicted",
    ),
    "counts-of-england": (
        PLANS,
        [claim("cpp_at_year_end", DECEMBER, "england", "above")],
        "untestable",
    ),
}


@pytest.fixture(scope="module")
def result(tmp_path_factory, new_database):
    database = new_database(tmp_path_factory.mktemp("claims") / "w.duckdb")
    with Workspace.open(database) as workspace:
        for name, (figures, comparators, _) in CASES.items():
            usual = {"report_id": name, "note": ""}
            usual["la_code"] = ELSEWHERE.get(name, "887")
            dated = usual | {"report_date": "2018-12-20"}
            tables = {
                "Figures": [dated | each for each in figures],
                "Comparators": [
                    usual | {k: v for k, v in each.items() if k != "period_basis"}
                    for each in comparators
                ],
            }
            workspace.load_tables(
                "kpi_return",
                {
                    table: pl.from_dicts(rows, infer_schema_length=None)
                    for table, rows in tables.items()
                },
                return_id=name,
            )
        return workspace.check(suites=False)


def verdict(result, name):
    found = result.verdicts.filter(
        (pl.col("return_id") == name) & (pl.col("table_name") == "Comparators")
    )
    return found.sort("row_number").row(-1, named=True)


@pytest.mark.parametrize("name", CASES)
def test_claim_is_what_the_figures_make_it(result, name):
    row = verdict(result, name)
    assert row["verdict"] == CASES[name][2], row["reason"]


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        (
            "fell",
            "It is below, as the report says: 74, and 82 printed of 31 October 2015.",
        ),
        (
            "fell-false",
            "The report says that it is above, and it is not: 74, and 82 printed of 31 "
            "October 2015.",
        ),
        (
            "third",
            "It is below, as the report says: 17.73, and 53.89 printed for Leeds; "
            "0.3333 times that is 17.96.",
        ),
        (
            "target-false",
            "The report says that it is above, and it is not: 74 beside a "
            "target of 80.",
        ),
    ],
)
def test_reason_is_one_plain_line_with_both_figures(result, name, reason):
    assert verdict(result, name)["reason"] == reason


def test_false_claim_is_a_query_that_can_be_answered(result):
    found = result.findings.filter(
        (pl.col("return_id") == "target-false")
        & (pl.col("check_id") == "reconciliation:claim_in_words")
    )
    assert found["severity"].to_list() == ["query"]
    assert found["message"][0].endswith("Correct it or say why.")


def test_a_true_claim_makes_no_finding(result):
    found = result.findings.filter(
        (pl.col("return_id") == "fell") & (pl.col("table_name") == "Comparators")
    )
    assert found.is_empty()
