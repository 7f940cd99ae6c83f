"""Our own outputs inside a folder of inputs are passed over, and nothing else is."""

import pytest
from openpyxl import Workbook
from readers_files import message, write

from returncheck.files.own_files import EXCEPTION_COLUMNS, WORKBOOK_SHEETS
from returncheck.findings.finding import COLUMNS
from returncheck.returns.discover import discover


@pytest.fixture
def good(tmp_path):
    return write(tmp_path / "good.xml", message())


def test_discover_passes_over_its_own_findings_inside_a_folder(tmp_path):
    own = tmp_path / "findings.csv"
    own.write_text(",".join(COLUMNS) + "\n", encoding="utf-8")
    (tmp_path / "cin.xml").write_text("<Message/>", encoding="utf-8")
    found = discover([tmp_path])
    assert [refusal.source_name for refusal in found.refusals] == [
        f"{tmp_path.name}/cin.xml"
    ]
    assert discover([own]).refusals[0].source_name == "findings.csv"


@pytest.mark.parametrize(
    ("name", "headings"),
    [
        pytest.param(
            "queries-to-explain.csv",
            "rule,child,reason,by,date,return",
            id="queries-to-explain",
        ),
        pytest.param("why.csv", "Return,DATE,by,Reason,child,rule", id="explanations"),
        pytest.param(
            "return-level-notes.csv",
            "return_id,rule,title,queries,explained,open,note",
            id="notes",
        ),
        pytest.param("exceptions.csv", ",".join(EXCEPTION_COLUMNS), id="exceptions"),
    ],
)
def test_discover_passes_over_its_own_lists(tmp_path, good, name, headings):
    own = tmp_path / name
    own.write_text(f"\ufeff{headings}\r\n", encoding="utf-8")
    found = discover([tmp_path])
    assert (len(found.sources), found.refusals) == (1, ())
    assert name in found.notes[0]
    assert discover([own]).refusals[0].source_name == name


def test_discover_passes_over_its_own_workbook_inside_a_folder(tmp_path, good):
    own = tmp_path / "findings.xlsx"
    book = Workbook(write_only=True)
    for title in WORKBOOK_SHEETS:
        book.create_sheet(title)
    book.save(own)
    found = discover([tmp_path])
    assert (len(found.sources), found.refusals) == (1, ())
    assert "holds findings of ours; passed over." in found.notes[0]
    assert discover([own]).refusals[0].source_name == "findings.xlsx"


def test_discover_folder_of_nothing_but_our_own_files_is_refused(tmp_path):
    (tmp_path / "findings.csv").write_text(",".join(COLUMNS), encoding="utf-8")
    (refusal,) = discover([tmp_path]).refusals
    assert str(refusal.error).startswith(
        f"{tmp_path} has no return in it, only what returncheck"
    )


def test_discover_refuses_other_workbooks_inside_a_folder(tmp_path):
    book = Workbook(write_only=True)
    book.create_sheet("Summary")
    book.save(tmp_path / "other.xlsx")
    assert len(discover([tmp_path]).refusals) == 1
