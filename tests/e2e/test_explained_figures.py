"""A figure that disagrees is answered with a reason, as long as both figures stay."""

import csv

import polars as pl
import pytest
from lxml import html

from returncheck import Workspace
from returncheck.findings.exits import ExitCode
from returncheck.findings.finding import Severity
from returncheck.report import write_outputs
from returncheck.settings.config import FailOn

MEDWAY = "medway-2018-06"
REASON = "Counted on the day, published after cleaning"


@pytest.fixture(scope="module")
def medway(root):
    """The tables of the report."""

    def read(name):
        path = root / "examples" / "reports" / f"{MEDWAY}{name}.csv"
        return pl.read_csv(path, infer_schema=False)

    return {"Figures": read(""), "Comparators": read(".comparators")}


@pytest.fixture(scope="module")
def workspace(root, tmp_path_factory, new_database, medway):
    database = new_database(tmp_path_factory.mktemp("explained") / "w.duckdb")
    with Workspace.open(database) as opened:
        opened.set_indicators(root / "examples" / "reports" / "indicators.yml")
        opened.load_tables("kpi_return", medway)
        yield opened


@pytest.fixture(scope="module")
def before(workspace):
    return workspace.check(suites=False)


@pytest.fixture(scope="module")
def queries(before, tmp_path_factory):
    """The rows of `queries-to-explain.csv`."""
    folder = tmp_path_factory.mktemp("before")
    outputs = write_outputs(
        before, folder, fail_on=FailOn.QUERY, exit_code=ExitCode.FINDINGS
    )
    with outputs.queries_to_explain.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture
def check_with(workspace, tmp_path):
    """A check with these rows of explanations."""

    def check(*rows):
        path = tmp_path / "explanations.csv"
        with path.open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, rows[0])
            writer.writeheader()
            writer.writerows(rows)
        workspace.set_explanations(path)
        return workspace.check(suites=False)

    return check


def filled(row, **changes):
    usual = {"reason": REASON, "by": "A. Analyst", "date": "2018-06-30"}
    return {**row, **usual, **changes}


def about(queries, figure):
    (row,) = [
        row
        for row in queries
        if row["figure"] == figure
        and row["rule"].endswith("reported_against_published")
    ]
    return row


CPP = "cpp_at_year_end 2018-03-31"
IS_CPP = (pl.col("indicator_id") == "cpp_at_year_end") & (
    pl.col("period_end") == "2018-03-31"
)


def told(found):
    """Messages of explanations without effect."""
    rows = found.findings.filter(pl.col("check_id") == "reconciliation:explanation")
    return rows["message"].to_list()


def test_every_open_query_stands_in_the_file_with_both_figures(before, queries):
    assert len(queries) == before.counts[Severity.QUERY] > 5
    row = about(queries, CPP)
    assert (row["stated"], row["expected"]) == ("343", "344")
    assert (row["child"], row["return"]) == ("", before.returns[0].return_id)


def test_reason_answers_the_query_of_that_figure_alone(before, queries, check_with):
    found = check_with(filled(about(queries, CPP)))
    assert found.explained == 1
    assert found.counts[Severity.QUERY] == before.counts[Severity.QUERY] - 1
    (row,) = found.findings.filter(pl.col("explanation").is_not_null()).to_dicts()
    assert (row["explanation"], row["explained_by"]) == (REASON, "A. Analyst")
    assert "344" in row["message"]
    assert told(found) == []


def test_run_passes_once_all_queries_are_answered(queries, check_with, tmp_path):
    assert check_with(filled(queries[0])).exit_code(FailOn.QUERY) is ExitCode.FINDINGS
    found = check_with(*(filled(row) for row in queries))
    assert found.counts[Severity.QUERY] == 0
    assert found.exit_code(FailOn.QUERY) is ExitCode.CLEAN
    outputs = write_outputs(
        found, tmp_path / "out", fail_on=FailOn.QUERY, exit_code=ExitCode.CLEAN
    )
    page = html.fromstring(outputs.report.read_text(encoding="utf-8"))
    tile = page.xpath("//li[contains(@class, 'tile-explained')]/strong")[0]
    assert tile.text == str(len(queries))
    said = " ".join(page.xpath("//p[@class='explained']")[0].text_content().split())
    assert said == f"Explained: {REASON} (A. Analyst, 30 June 2018)"
    assert f"{len(queries)} queries are explained" in outputs.summary.read_text(
        encoding="utf-8"
    )


def test_reasons_may_be_typed_by_hand(queries, check_with):
    """By the name of the comparison alone, for any return, with other decimals."""
    row = about(queries, CPP)
    found = check_with(
        filled(row, rule="Reported_against_published"),
        filled(row, figure=CPP.upper(), **{"return": ""}),
        filled(row, stated="343.0"),
    )
    assert (found.explained, told(found)) == (1, [])


def test_reasons_without_effect_say_why(before, queries, check_with):
    row = about(queries, CPP)
    found = check_with(
        filled(row, stated="342"),
        filled(row, expected="345"),
        filled(row, figure="cpp_at_year_end"),
        filled(row, figure=""),
        filled(row, reason=""),
        filled(row, rule="own_parts"),
    )
    assert found.explained == 0
    assert found.counts[Severity.QUERY] == before.counts[Severity.QUERY]
    outdated = "it is outdated, the figures are now 343 and 344"
    assert sorted(told(found)) == sorted(
        f"The explanation has no effect: {why}. Correct the row or remove it."
        for why in (
            outdated,
            outdated,
            "there is no such figure",
            "it does not say which figure",
            "it gives no reason",
            "own_parts is an error, which is corrected and not explained",
        )
    )


def changed(tables, value):
    """The report with another number of children on plans."""
    cells = [
        pl.when(IS_CPP).then(pl.lit(value)).otherwise(name).alias(name)
        for name in ("numerator", "value")
    ]
    return {**tables, "Figures": tables["Figures"].with_columns(cells)}


@pytest.mark.parametrize(
    ("value", "explained", "said"),
    [
        pytest.param("343", 1, "", id="as-it-was"),
        pytest.param("342", 0, "the figures are now 342 and 344", id="another"),
        pytest.param("344", 0, "the figure no longer disagrees", id="corrected"),
    ],
)
def test_reason_is_remembered_while_the_figure_stays(
    workspace, queries, medway, check_with, value, explained, said
):
    """The report is given again, and the reason is there still."""
    workspace.load_tables("kpi_return", changed(medway, value))
    found = check_with(filled(about(queries, CPP)))
    assert found.explained == explained
    assert said in " ".join(told(found))
    assert len(told(found)) == 1 - explained


def test_error_is_not_explained_away(workspace, queries, medway, check_with):
    """A count that its own numerator contradicts stays an error, whatever is said."""
    figures = changed(medway, "343")["Figures"]
    wrong = pl.when(IS_CPP).then(pl.lit("345")).otherwise("value").alias("value")
    workspace.load_tables(
        "kpi_return", {**medway, "Figures": figures.with_columns(wrong)}
    )
    answer = filled(about(queries, CPP), rule="own_parts", stated="345", expected="343")
    found = check_with(answer)
    errors = found.findings.filter(pl.col("severity") == "error")
    assert "reconciliation:own_parts" in errors["check_id"].to_list()
    assert errors["explanation"].null_count() == errors.height
    assert found.exit_code(FailOn.ERROR) is ExitCode.FINDINGS
