"""The five council reports that ship as example KPI returns."""

import pytest
from readers_files import KPI, read_tables

from returncheck.project import project_root
from returncheck.returns.contracts import check_batch
from returncheck.returns.discover import discover


@pytest.fixture(scope="module")
def found():
    return discover([project_root() / "examples" / "reports"])


@pytest.fixture(scope="module")
def tables(found):
    return {source.return_id: read_tables(source) for source in found.sources}


def test_examples_read_without_refusals(found):
    assert found.refusals == ()


def test_examples_hold_every_figure_and_comparator(tables):
    counts = {
        return_id: {name: len(frame) for name, frame in frames.items()}
        for return_id, frames in tables.items()
    }
    assert counts == {
        "kpi_return-841-darlington-2016-05": {"Figures": 6, "Comparators": 2},
        "kpi_return-884-herefordshire-2016-01": {"Figures": 29, "Comparators": 14},
        "kpi_return-887-medway-2018-06": {"Figures": 68, "Comparators": 14},
        "kpi_return-874-peterborough-2013-09": {"Figures": 22, "Comparators": 8},
        "kpi_return-394-sunderland-2016-02": {"Figures": 30, "Comparators": 22},
    }


def test_examples_keep_their_contract(tables):
    findings = [
        check_batch(KPI, name, frame, None).rows()
        for frames in tables.values()
        for name, frame in frames.items()
    ]
    assert [rows for rows in findings if rows] == []


def test_examples_quote_a_figure_as_printed(tables):
    figures = tables["kpi_return-887-medway-2018-06"]["Figures"]
    rows = figures.filter(indicator_id="cla_adopted_aged_5_plus")
    shown = rows.select(
        "row_number", "report_date", "paragraph", "denominator", "value"
    )
    assert shown.rows() == [(38, "2018-06-05", "4.5", "35", "31")]


def test_examples_keep_a_value_that_is_not_printed_empty(tables):
    figures = tables["kpi_return-874-peterborough-2013-09"]["Figures"]
    assert figures.row(8, named=True)["value"] is None
