"""A printed figure of the five reports changes, and its verdict changes with it."""

import csv
from dataclasses import dataclass

import polars as pl
import pytest
from lxml import html

from returncheck import Workspace
from returncheck.findings.exits import ExitCode
from returncheck.report.page import build_page, render_page
from returncheck.settings.config import FailOn


@dataclass(frozen=True, slots=True, kw_only=True)
class Mutation:
    """One row of a report with other cells, and the comparison that must notice.

    Attributes:
        name: Name of the changed report.
        report: The report that is changed.
        table: Figures or Comparators.
        row: The row that is changed, from 1.
        cells: Column to its new text.
        looked_at: The row whose comparison is looked at.
        comparison: The comparison.
        before: Its status in the report as printed; None where there is none.
        after: Its status in the changed report.
    """

    name: str
    report: str
    table: str
    row: int
    cells: dict[str, str]
    looked_at: int
    comparison: str
    before: str | None
    after: str | None


def change(name, place, cells, comparison, statuses, *, looked_at=None):
    report, table, row = place
    before, after = statuses
    return pytest.param(
        Mutation(
            name=name,
            report=report,
            table=table,
            row=row,
            cells=cells,
            looked_at=looked_at or row,
            comparison=comparison,
            before=before,
            after=after,
        ),
        id=name,
    )


def figures(report, row):
    return (report, "Figures", row)


def quoted(report, row):
    return (report, "Comparators", row)


MEDWAY = "medway-2018-06"
HEREFORD = "herefordshire-2016-01"
SUNDERLAND = "sunderland-2016-02"
PETERBOROUGH = "peterborough-2013-09"
DARLINGTON = "darlington-2016-05"

BROKEN = ("agrees", "disagrees")
MENDED = ("disagrees", "agrees")
APPEARS = (None, "disagrees")
IMPLAUSIBLE = ("plausible", "disagrees")
PLAUSIBLE = ("disagrees", "plausible")
NOW_TESTED = ("untestable", "disagrees")
NOT_EXPLAINED = ("revised_since", "disagrees")

PUBLISHED = "reported_against_published"
QUOTED = "comparator_against_published"
BESIDE = "beside_published_year"

MUTATIONS = [
    change("share", figures(MEDWAY, 35), {"value": "32"}, "own_parts", BROKEN),
    change("share-by-one", figures(MEDWAY, 36), {"value": "14"}, "own_parts", BROKEN),
    change("numerator", figures(MEDWAY, 36), {"numerator": "29"}, "own_parts", BROKEN),
    change("count", figures(HEREFORD, 3), {"value": "28"}, "own_parts", BROKEN),
    change(
        "audit-grade",
        figures(HEREFORD, 6),
        {"numerator": "2"},
        "parts_against_total",
        BROKEN,
        looked_at=3,
    ),
    change(
        "audit-grade-itself",
        figures(HEREFORD, 6),
        {"numerator": "0"},
        "part_in_total",
        ("agrees", "untestable"),
    ),
    change(
        "placement",
        figures(MEDWAY, 27),
        {"numerator": "342"},
        "parts_against_total",
        BROKEN,
        looked_at=23,
    ),
    change(
        "leavers-fewer-than-their-reasons",
        figures(MEDWAY, 34),
        {"value": "103"},
        "parts_against_total",
        ("untestable", "disagrees"),
    ),
    change("referrals", figures(MEDWAY, 2), {"value": "2612"}, PUBLISHED, MENDED),
    change("plans", figures(MEDWAY, 17), {"value": "344"}, PUBLISHED, MENDED),
    change(
        "leavers",
        figures(MEDWAY, 34),
        {"value": "159"},
        PUBLISHED,
        ("untestable", "agrees"),
    ),
    change("rereferrals", figures(MEDWAY, 5), {"value": "19"}, PUBLISHED, BROKEN),
    change("in-time", figures(MEDWAY, 11), {"value": "84"}, PUBLISHED, BROKEN),
    change(
        "rate", figures(MEDWAY, 4), {"value": "460"}, "known_denominator", NOT_EXPLAINED
    ),
    change(
        "a-day",
        figures(SUNDERLAND, 11),
        {"value": "96.5"},
        "known_denominator",
        MENDED,
    ),
    change(
        "month",
        figures(SUNDERLAND, 4),
        {"value": "2352", "numerator": "2352"},
        "period_against_months",
        BROKEN,
        looked_at=10,
    ),
    change(
        "period",
        figures(SUNDERLAND, 10),
        {"value": "8400"},
        "period_against_months",
        BROKEN,
    ),
    change(
        "year-to-date",
        figures(SUNDERLAND, 10),
        {"period_type": "year_to_date", "value": "8391"},
        "year_to_date_against_months",
        APPEARS,
    ),
    change(
        "denominator",
        figures(SUNDERLAND, 12),
        {"denominator": "8391"},
        "denominator_against_total",
        BROKEN,
    ),
    change(
        "numerator-of-a-rate",
        figures(MEDWAY, 4),
        {"numerator": "2631"},
        "numerator_against_total",
        BROKEN,
    ),
    change("month-share", figures(DARLINGTON, 1), {"value": "45"}, BESIDE, IMPLAUSIBLE),
    change(
        "agency",
        figures(HEREFORD, 2),
        {"value": "15"},
        BESIDE,
        ("untestable", "plausible"),
    ),
    change("second-plans", figures(HEREFORD, 14), {"value": "20"}, BESIDE, PLAUSIBLE),
    change("to-date", figures(PETERBOROUGH, 7), {"value": "95"}, BESIDE, IMPLAUSIBLE),
    change(
        "month-count", figures(PETERBOROUGH, 6), {"value": "2230"}, BESIDE, IMPLAUSIBLE
    ),
    change(
        "ended-definition",
        figures(PETERBOROUGH, 10),
        {"period_start": "2014-06-01", "period_end": "2014-06-30"},
        "definition_years",
        APPEARS,
    ),
    change(
        "target-of-a-rate",
        figures(PETERBOROUGH, 3),
        {"target": "8.8"},
        "target_unit",
        APPEARS,
    ),
    change(
        "percent-sign",
        figures(PETERBOROUGH, 3),
        {"note": ""},
        "definition_wording",
        ("untestable", None),
    ),
    change("above-100", figures(MEDWAY, 11), {"value": "186"}, "value_unit", APPEARS),
    change(
        "half-child", figures(MEDWAY, 2), {"value": "2630.5"}, "value_unit", APPEARS
    ),
    change(
        "ten-times", figures(MEDWAY, 20), {"value": "58"}, "definition_size", APPEARS
    ),
    change(
        "population",
        figures(SUNDERLAND, 13),
        {"value": "58500", "numerator": "58500"},
        "population_against_estimate",
        BROKEN,
    ),
    change(
        "share-of-no-child",
        figures(MEDWAY, 20),
        {"value": "5.7"},
        "own_parts",
        NOW_TESTED,
    ),
    change(
        "children-in-need",
        figures(MEDWAY, 15),
        {"value": "1945", "numerator": "1945"},
        "reported_against_published",
        MENDED,
    ),
    change(
        "children-in-need-before",
        figures(MEDWAY, 16),
        {"value": "1777", "numerator": "1777"},
        "reported_against_published",
        BROKEN,
    ),
    change(
        "month-beside-its-months",
        figures(SUNDERLAND, 4),
        {"value": "2352", "numerator": "2352"},
        "month_in_period",
        ("agrees", "untestable"),
        looked_at=5,
    ),
    change(
        "assumed-period",
        figures(MEDWAY, 41),
        {"period_basis": "printed"},
        PUBLISHED,
        NOW_TESTED,
    ),
    change(
        "assumed-and-far-off", figures(MEDWAY, 41), {"value": "60"}, BESIDE, IMPLAUSIBLE
    ),
    change(
        "count-in-another-row",
        figures(MEDWAY, 24),
        {"numerator": "", "value": "70"},
        "known_denominator",
        NOT_EXPLAINED,
    ),
    change(
        "wrong-population",
        figures(MEDWAY, 24),
        {"denominator": "60000", "value": "69"},
        "known_denominator",
        NOT_EXPLAINED,
    ),
    change(
        "suppressed",
        figures(DARLINGTON, 4),
        {
            "indicator_id": "cpp_two_years_at_year_end",
            "period_type": "snapshot",
            "period_start": "2018-03-31",
            "period_end": "2018-03-31",
            "value": "3",
        },
        PUBLISHED,
        ("untestable", "untestable"),
    ),
    change(
        "named-year",
        quoted(PETERBOROUGH, 1),
        {"comparator_year": "2014"},
        QUOTED,
        NOW_TESTED,
    ),
    change("england", quoted(HEREFORD, 1), {"value": "16.6"}, QUOTED, MENDED),
    change("as-then", quoted(MEDWAY, 1), {"value": "45"}, QUOTED, NOT_EXPLAINED),
    change("no-year", quoted(MEDWAY, 4), {"value": "90"}, QUOTED, BROKEN),
    change("other-year", quoted(MEDWAY, 4), {"value": "66"}, QUOTED, BROKEN),
    change(
        "other-area", quoted(HEREFORD, 1), {"value": "18.5"}, QUOTED, MENDED[:1] * 2
    ),
]


def write_changed(source, folder, mutation):
    """Write the report of a mutation, whose name is its report's."""
    for table, ending in (("Figures", ""), ("Comparators", ".comparators")):
        path = source / f"{mutation.report}{ending}.csv"
        if not path.exists():
            continue
        with path.open(encoding="utf-8", newline="") as file:
            rows = list(csv.DictReader(file))
        for row in rows:
            row["report_id"] = mutation.name
        if table == mutation.table:
            rows[mutation.row - 1].update(mutation.cells)
        with (folder / f"{mutation.name}{ending}.csv").open(
            "w", encoding="utf-8", newline=""
        ) as file:
            writer = csv.DictWriter(file, list(rows[0]))
            writer.writeheader()
            writer.writerows(rows)


@pytest.fixture(scope="module")
def changed_result(root, tmp_path_factory, new_database):
    folder = tmp_path_factory.mktemp("changed")
    for parameters in MUTATIONS:
        write_changed(root / "examples" / "reports", folder, parameters.values[0])
    database = new_database(tmp_path_factory.mktemp("mutations") / "w.duckdb")
    with Workspace.open(database) as workspace:
        workspace.set_indicators(root / "examples" / "reports" / "indicators.yml")
        workspace.load(folder)
        yield workspace.check(suites=False)


def found(result, report, mutation):
    """The comparison that a mutation looks at, or an empty row."""
    for row in result.reconciliation.iter_rows(named=True):
        if (
            row["return_id"].split("-", 2)[2] == report
            and row["table_name"] == mutation.table
            and row["row_number"] == mutation.looked_at
            and row["comparison"] == mutation.comparison
        ):
            return row
    return {"status": None}


@pytest.mark.parametrize("mutation", MUTATIONS)
def test_verdict_follows_the_printed_figure(reports_result, changed_result, mutation):
    before = found(reports_result, mutation.report, mutation)
    after = found(changed_result, mutation.name, mutation)
    assert (before["status"], after["status"]) == (mutation.before, mutation.after)
    assert before != after


@pytest.mark.parametrize(
    "mutation",
    [each for each in MUTATIONS if each.values[0].after == "disagrees"],
)
def test_contradiction_is_a_finding_with_its_figures(changed_result, mutation):
    row = found(changed_result, mutation.name, mutation)
    findings = [
        finding
        for finding in changed_result.findings.iter_rows(named=True)
        if finding["return_id"] == row["return_id"]
        and finding["table_name"] == mutation.table
        and finding["row_number"] == mutation.looked_at
        and finding["check_id"] == f"reconciliation:{mutation.comparison}"
    ]
    assert [finding["severity"] for finding in findings] == [row["severity"]]
    assert row["severity"] in ("error", "query")
    assert findings[0]["message"].endswith(".")


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        pytest.param("other-area", "it is the published figure of ", id="area"),
        pytest.param("other-year", "it is the published figure of 2019", id="year"),
        pytest.param("no-year", "no published year has that value", id="no-year"),
        pytest.param("ended-definition", "the definition held until 2014", id="years"),
        pytest.param(
            "suppressed",
            "the published figure of Darlington in 2018 is suppressed",
            id="suppressed",
        ),
        pytest.param("share-of-no-child", "no numerator is printed, and", id="share"),
        pytest.param("wrong-population", "413 at this rate are 59,855", id="rate"),
        pytest.param("ten-times", "no authority published such a value", id="size"),
    ],
)
def test_reason_says_what_the_figure_is(changed_result, name, reason):
    (mutation,) = [each.values[0] for each in MUTATIONS if each.values[0].name == name]
    assert found(changed_result, name, mutation)["reason"].startswith(reason)


def test_figure_of_another_area_names_the_area(changed_result):
    (mutation,) = [
        each.values[0] for each in MUTATIONS if each.values[0].name == "other-area"
    ]
    assert "West Midlands" in found(changed_result, mutation.name, mutation)["reason"]


def test_contradiction_tells_figures_difference_tolerance_and_its_reason(
    changed_result,
):
    (mutation,) = [
        each.values[0] for each in MUTATIONS if each.values[0].name == "share"
    ]
    row = found(changed_result, "share", mutation)
    (finding,) = [
        finding
        for finding in changed_result.findings.iter_rows(named=True)
        if finding["return_id"] == row["return_id"]
        and finding["check_id"] == "reconciliation:own_parts"
    ]
    # 35 of 151 are 23.18 per cent.
    assert finding["message"] == (
        "Left care by adoption: its own parts give 23.18% and the figure is 32%, 8.82 "
        "percentage points more (tolerance 0.5: rounding to a whole number). Correct "
        "it."
    )


@pytest.mark.parametrize("mutation", MUTATIONS)
def test_verdict_on_the_figure_has_its_reason_in_words(changed_result, mutation):
    verdict = changed_result.verdicts.row(
        by_predicate=(pl.col("return_id").str.splitn("-", 3).struct[2] == mutation.name)
        & (pl.col("table_name") == mutation.table)
        & (pl.col("row_number") == mutation.looked_at),
        named=True,
    )
    assert (verdict["verdict"] == "contradicted") == any(
        row["status"] == "disagrees" and row["comparison"] != "target_unit"
        for row in changed_result.reconciliation.iter_rows(named=True)
        if all(
            row[key] == verdict[key]
            for key in ("return_id", "table_name", "row_number")
        )
    )
    assert "_" not in verdict["reason"]
    assert verdict["reason"].endswith(".")


@pytest.mark.parametrize(
    ("name", "badge"),
    [
        pytest.param("rereferrals", "✘ Contradicted", id="broken"),
        pytest.param("children-in-need", "✔ Confirmed", id="mended"),
    ],
)
def test_changed_figure_changes_its_verdict_on_the_page(
    reports_result, changed_result, name, badge
):
    (mutation,) = [each.values[0] for each in MUTATIONS if each.id == name]
    before = badge_of(reports_result, mutation.report, mutation)
    after = badge_of(changed_result, mutation.name, mutation)
    assert after == badge
    assert before in ("✔ Confirmed", "✘ Contradicted")
    assert before != after


def badge_of(result, report, mutation):
    """The verdict that the page shows for the figure of a mutation."""
    order = [each.return_id.split("-", 2)[2] for each in result.returns]
    page = build_page(
        result,
        fail_on=FailOn.ERROR,
        exit_code=ExitCode.CLEAN,
        refused=(),
        synthetic=False,
    )
    row_id = (
        f"return-{order.index(report) + 1}-{mutation.table.lower()}-"
        f"{mutation.looked_at}"
    )
    row = html.fromstring(render_page(page)).get_element_by_id(row_id)
    return " ".join(row[4].text_content().split())
