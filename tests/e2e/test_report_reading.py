"""What a report prints is read as people mean it, and said so where it cannot be."""

import pytest
from openpyxl import Workbook
from readers_files import KPI, columns, figure

from returncheck import Workspace

SHARE = {
    "report_date": "5 June 2018",
    "la_code": "Medway",
    "indicator_id": "assessments_within_45_days",
    "period_type": "year",
    "period_start": "Apr-17",
    "period_end": "March 2018",
}
WORDS = "The report prints no figure here, only words."
UNREAD = "What is printed here cannot be read as a number in one way alone."
PRINTED = {
    1: ("85.9%", 85.9, "confirmed", None),
    2: ("85.9 ", 85.9, "confirmed", None),
    3: ("86.9%", 86.9, "contradicted", None),
    4: ("85,9", None, "untestable", UNREAD),
    5: ("8590%", None, "untestable", UNREAD),
    6: ("nearly all of them", None, "untestable", WORDS),
}


@pytest.fixture(scope="module")
def checked(tmp_path_factory):
    """A workbook in which the figures are printed in several ways."""
    folder = tmp_path_factory.mktemp("reading")
    book = Workbook()
    book.active.title = "Figures"
    headings = columns(KPI, "Figures")
    book.active.append(headings)
    for printed, *_ in PRINTED.values():
        row = figure(**SHARE, value=printed)
        book.active.append([row.get(name) for name in headings])
    # The same figure as a number in the two formats with a percent sign.
    place = headings.index("value") + 1
    for number, form in ((85.9, '0.0"%"'), (0.859, "0.0%"), (0.959, "0.0%")):
        row = figure(**SHARE, value=number)
        book.active.append([row.get(name) for name in headings])
        book.active.cell(book.active.max_row, place).number_format = form
    book.active.row_dimensions[2].hidden = True
    book.save(folder / "kpis.xlsx")
    with Workspace.open(folder / "kpis.duckdb") as workspace:
        loaded = workspace.load(folder / "kpis.xlsx")
        result = workspace.check(suites=False)
    verdicts = result.marts["fct_figure_verdicts"].rows_by_key(
        "row_number", named=True, unique=True
    )
    return loaded, result, verdicts


@pytest.mark.parametrize("row", PRINTED)
def test_a_printed_figure_is_judged_as_it_is_meant(checked, row):
    _, _, verdicts = checked
    _, value, verdict, reason = PRINTED[row]
    assert verdicts[row]["printed_value"] == value
    assert verdicts[row]["verdict"] == verdict
    assert reason is None or verdicts[row]["reason"] == reason


@pytest.mark.parametrize(
    ("row", "value", "verdict"),
    [(7, 85.9, "confirmed"), (8, 85.9, "confirmed"), (9, 95.9, "contradicted")],
)
def test_a_percentage_of_a_workbook_is_what_its_cell_shows(
    checked, row, value, verdict
):
    _, _, verdicts = checked
    assert verdicts[row]["printed_value"] == value
    assert verdicts[row]["verdict"] == verdict


def test_what_cannot_be_read_is_one_finding_each(checked):
    _, result, _ = checked
    found = result.findings.filter(result.findings["layer"] == "contract")
    assert found.select("row_number", "field").sort("row_number").rows() == [
        (4, "value"),
        (5, "value"),
        (6, "value"),
    ]


def test_what_nobody_sees_is_named(checked):
    loaded, _, _ = checked
    (note,) = loaded.notes
    assert note.endswith("has hidden row (2), which is read all the same.")
