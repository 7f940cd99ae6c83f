"""A page and a workbook for each return, their index, and what a run leaves of it."""

import re
import zipfile
from dataclasses import replace
from datetime import UTC, datetime

import openpyxl
import pytest
from report_pages import Page, html
from report_results import CENSUS, contract, explained, finding, result, rule

from returncheck.errors import ConfigError
from returncheck.files.own_files import RETURN_MARK, is_own_workbook
from returncheck.report import console_lines, write_outputs
from returncheck.report.bundle import source_hash
from returncheck.report.each.index_page import index_script
from returncheck.report.outputs import workbook_records
from returncheck.report.outputs.done_column import read_done
from returncheck.report.outputs.erasing import erase_outputs
from returncheck.report.outputs.unfinished import write_unfinished
from returncheck.results.check_result import ExitCode
from returncheck.settings.config import FailOn, ReturnPages

NAMES = {
    "887": "Medway",
    "870": "Reading",
    "301": "Barking and Dagenham",
    "302": "Barnet",
    "303": "Bexley",
    "304": "Brent",
}
BEGUN = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)


def id_of(la_code):
    return f"cin_census-{la_code}-2025"


def census(la_code):
    return replace(
        CENSUS,
        return_id=id_of(la_code),
        la_code=la_code,
        source_name=f"<{la_code}>.xml",
        is_context=False,
    )


def rows_of(la_code, number=1):
    own = {"return_id": id_of(la_code), "child_id": f"SECRET{la_code}"}
    first = finding(f"{la_code}-1", row_number=1, **own)
    return {
        "findings": [
            first,
            *(
                finding(f"{la_code}-{each}", row_number=each, **own)
                for each in range(2, number + 1)
            ),
            explained(f"{la_code}-q", row_number=7, **own),
        ],
        "rules": [
            rule(return_id=id_of(la_code), finding_count=number),
            rule("1510", "passed", return_id=id_of(la_code)),
        ],
        "contracts": [
            contract(return_id=id_of(la_code)),
            contract("failed", check="code", return_id=id_of(la_code), locations=2),
        ],
        "row_counts": [
            {
                "return_id": id_of(la_code),
                "table_name": "Assessments",
                "row_count": 1234,
            }
        ],
    }


def found_in(*codes):
    rows = [rows_of(code, number) for number, code in enumerate(codes, start=1)]
    merged = {key: [row for each in rows for row in each[key]] for key in rows[0]}
    return result(returns=[census(code) for code in codes], **merged)


def write(found, folder, **options):
    usual = {"fail_on": FailOn.ERROR, "exit_code": ExitCode.FINDINGS}
    return write_outputs(found, folder, **{**usual, **options})


@pytest.fixture(scope="module")
def many(tmp_path_factory):
    folder = tmp_path_factory.mktemp("many")
    return write(found_in(*NAMES), folder, refused=["bad.xml is not XML."])


def names_in(folder):
    return sorted(
        path.relative_to(folder).as_posix()
        for path in folder.rglob("*")
        if path.is_file()
    )


def of_returns(folder):
    return [name for name in names_in(folder) if name.startswith("returns/")]


def test_each_return_has_a_page_and_a_workbook(many):
    assert of_returns(many.report.parent) == sorted(
        f"returns/{id_of(code)}.{ending}"
        for code in NAMES
        for ending in ("html", "xlsx")
    )


def without_index(text):
    """A page as it would be as the only one."""
    text = re.sub(r'<meta name="generator"[^>]*>\n', "", text)
    text = re.sub(r'<p class="back">.*?</p>\n', "", text)
    return re.sub(r"\.top \.back \{.*?\n.*\n@media print \{ \.back .*\n", "", text)


def test_page_of_a_return_is_what_it_is_alone(many):
    alone = result(returns=[census("870")], **rows_of("870", 2))
    written = (many.returns / f"{id_of('870')}.html").read_text("utf-8")
    # The samples of the checks and the packed data are of this return alone.
    assert without_index(written) == html(alone)


def content_of(path):
    """What a file holds, but for the time at which a workbook was made."""
    if path.suffix != ".xlsx":
        return path.read_bytes()
    with zipfile.ZipFile(path) as book:
        names = [name for name in book.namelist() if name != "docProps/core.xml"]
        return {name: book.read(name) for name in names}


def test_several_processes_write_the_pages_that_one_writes(tmp_path):
    codes = [*NAMES, "305", "306", "307", "308", "309"]
    alone = write(found_in(*codes), tmp_path / "alone", jobs=1).report.parent
    shared = write(found_in(*codes), tmp_path / "shared", jobs=3).report.parent
    # More than one share of the work, so that each process has some.
    assert len(of_returns(shared)) == 2 * len(codes) > 2 * 8
    assert names_in(shared) == names_in(alone)
    for name in of_returns(alone):
        assert content_of(shared / name) == content_of(alone / name), name


def test_pages_with_hidden_identifiers_are_those_of_one_process(tmp_path):
    found = replace(found_in(*NAMES), hide=lambda text: text.replace("SECRET", "id"))
    folder = write(found, tmp_path, jobs=2).report.parent
    assert len(of_returns(folder)) == 2 * len(NAMES)


def test_page_of_a_return_leads_back_to_the_index(many):
    page = Page((many.returns / f"{id_of('870')}.html").read_text("utf-8"))
    (back,) = [each for each in page.all("a") if each["href"].endswith("report.html")]
    assert (many.returns / back["href"]).resolve() == many.report.resolve()


def test_workbook_of_a_return_holds_its_findings_alone(many):
    book = openpyxl.load_workbook(many.returns / f"{id_of('870')}.xlsx")
    titles = [each.value for each in book["By rule"][1]]
    place = titles.index("Child")
    children = {row[place].value for row in book["By rule"].iter_rows(min_row=2)}
    assert children == {"SECRET870"}
    assert is_own_workbook(many.returns / f"{id_of('870')}.xlsx")
    assert RETURN_MARK in book.defined_names


def test_what_machines_read_stays_one_and_the_same(many, tmp_path):
    one = write(
        found_in(*NAMES),
        tmp_path,
        refused=["bad.xml is not XML."],
        pages=ReturnPages.ONE,
    )
    assert not (tmp_path / "returns").exists()
    for name in ("results", "findings_csv", "findings_parquet", "queries_to_explain"):
        both = [getattr(each, name) for each in (one, many)]
        assert (both[0] is None) is (both[1] is None), name
        if both[0] is not None:
            assert both[0].read_bytes() == both[1].read_bytes(), name


def test_few_returns_stand_on_one_page(tmp_path):
    found = found_in(*list(NAMES)[:5])
    outputs = write(found, tmp_path)
    assert outputs.returns is None
    assert names_in(tmp_path) == [
        "findings.csv",
        "findings.parquet",
        "findings.xlsx",
        "queries-to-explain.csv",
        "report.html",
        "results.json",
        "return-level-notes.csv",
        "summary.md",
    ]
    assert outputs.report.read_text("utf-8") == html(found)


def index_rows(page):
    """Cells of the returns, by authority and code."""
    text = page.split('id="index-of-returns"')[1].split("</table>")[0]
    rows = re.findall(r"<tr data-find.*?</tr>", text, re.DOTALL)
    cells = [re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row, re.DOTALL) for row in rows]
    plain = [[re.sub(r"<[^>]+>", "", cell).strip() for cell in row] for row in cells]
    return {row[0]: row[1:] for row in plain}


def test_index_has_a_row_a_return_with_its_numbers(many):
    rows = index_rows(many.report.read_text("utf-8"))
    assert list(rows) == sorted(f"{name} {code}" for code, name in NAMES.items())
    assert rows["Reading 870"][1:] == [
        "CIN census 2025",
        "2",
        "0",
        "0",
        "1",
        "1 of 2 failed",
        "1,234",
        "page workbook",
    ]


def test_links_of_the_index_lead_to_files_that_are_there(many):
    page = Page(many.report.read_text("utf-8"))
    links = [each["href"] for each in page.all("a") if not each["href"].startswith("#")]
    assert len(links) == 3 * len(NAMES)
    assert all((many.report.parent / each).is_file() for each in links)


def test_index_says_totals_and_what_was_refused(many):
    text = Page(many.report.read_text("utf-8")).text()
    assert "Check of 6 returns of 6 authorities" in text
    assert "6 returns on 6 pages" in text
    assert "21 errors have to be corrected" in text
    assert "bad.xml is not XML." in text


def test_index_runs_its_own_script_alone_and_asks_for_nothing(many):
    page = many.report.read_text("utf-8")
    (policy,) = re.findall(r'Content-Security-Policy" content="([^"]*)"', page)
    assert policy == (
        f"default-src 'none'; script-src '{source_hash(index_script())}'; "
        "style-src 'unsafe-inline'"
    )
    assert page.count("<script") == 1
    assert "http://" not in page.replace("http://www.w3.org/2000/svg", "")


@pytest.mark.parametrize("name", ["report", "findings_xlsx", "summary", "results"])
def test_index_names_no_child(many, name):
    path = getattr(many, name)
    content = path.read_bytes()
    if name == "findings_xlsx":
        book = openpyxl.load_workbook(path)
        cells = (cell for sheet in book for row in sheet.iter_rows() for cell in row)
        content = " ".join(str(cell.value) for cell in cells).encode()
    assert b"SECRET" not in content


def test_workbook_of_the_index_leads_to_those_of_the_returns(many):
    sheet = openpyxl.load_workbook(many.findings_xlsx)["Returns"]
    (head,) = [row for row in sheet.iter_rows() if row[0].value == "Authority"]
    titles = [cell.value for cell in head]
    rows = {row[1].value: row for row in sheet.iter_rows(min_row=head[0].row + 1)}
    assert set(rows) == set(NAMES)
    reading = rows["870"]
    assert reading[titles.index("Errors")].value == 2
    assert reading[titles.index("Explained")].value == 1
    links = [
        reading[titles.index(name)].hyperlink.target
        for name in ("Authority", "Workbook", "Page")
    ]
    ending = [f"returns/{id_of('870')}.{each}" for each in ("xlsx", "xlsx", "html")]
    assert [each.replace("\\", "/") for each in links] == ending


def test_console_says_where_the_index_is(many):
    lines = console_lines(found_in(*NAMES), many, fail_on=FailOn.ERROR)
    assert lines[-1] == (
        f"Report: {many.report}, the index; a page and a workbook for each return in "
        f"{many.returns}"
    )


def test_summary_begins_with_the_returns_that_have_most_to_mend(many):
    text = many.summary.read_text("utf-8")
    first, second = text.index("Brent, CIN census"), text.index("Bexley, CIN census")
    assert first < second
    assert "`returns`" in text


def test_findings_of_no_return_stand_on_the_index_alone(tmp_path):
    of_none = finding(
        99, return_id=None, child_id=None, layer="expectation", check_id="a:b.c"
    )
    found = found_in(*NAMES)
    frame = result(findings=[of_none]).findings
    outputs = write(found.with_findings(found.findings.vstack(frame)), tmp_path)
    assert (
        "Among these of no one return: 1 error"
        in Page(outputs.report.read_text("utf-8")).text()
    )
    for path in outputs.returns.glob("*.html"):
        assert "a:b.c" not in path.read_text("utf-8")


def test_a_run_of_few_returns_removes_the_pages_of_many(tmp_path):
    write(found_in(*NAMES), tmp_path)
    write(found_in("887"), tmp_path)
    assert not (tmp_path / "returns").exists()


def test_returns_that_are_no_longer_there_lose_their_pages(tmp_path):
    write(found_in(*NAMES), tmp_path)
    left = list(NAMES)[:2]
    write(found_in(*left), tmp_path, pages=ReturnPages.EACH)
    assert of_returns(tmp_path) == sorted(
        f"returns/{id_of(code)}.{ending}"
        for code in left
        for ending in ("html", "xlsx")
    )


@pytest.mark.parametrize("when", ["begins", "fails", "is erased"])
def test_pages_go_when_a_run(when, tmp_path):
    write(found_in(*NAMES), tmp_path)
    if when == "is erased":
        gone = erase_outputs(tmp_path, None)
        assert tmp_path / "returns" / f"{id_of('870')}.html" in gone
    else:
        write_unfinished(tmp_path, BEGUN)
    assert not (tmp_path / "returns").exists()


@pytest.mark.parametrize(
    "name",
    [
        pytest.param("notes.html", id="another name"),
        pytest.param("cin_census-887-2024.html", id="a name like ours"),
        pytest.param("cin_census-887-2024.xml", id="a return"),
        pytest.param("kpi_return-887.xlsx", id="a workbook like ours"),
    ],
)
def test_files_of_others_in_the_folder_stay(name, tmp_path):
    theirs = tmp_path / "returns" / name
    theirs.parent.mkdir()
    theirs.write_text("<p>theirs", encoding="utf-8")
    write(found_in(*NAMES), tmp_path)
    write(found_in("887"), tmp_path)
    write_unfinished(tmp_path, BEGUN)
    erase_outputs(tmp_path, None)
    assert theirs.read_text(encoding="utf-8") == "<p>theirs"


def test_copy_of_ours_under_another_name_stays(tmp_path):
    outputs = write(found_in(*NAMES), tmp_path)
    copy = outputs.returns / "my copy.xlsx"
    copy.write_bytes((outputs.returns / f"{id_of('870')}.xlsx").read_bytes())
    write(found_in("887"), tmp_path)
    assert of_returns(tmp_path) == ["returns/my copy.xlsx"]


def test_file_of_somebody_else_is_never_replaced(tmp_path):
    theirs = tmp_path / "returns" / f"{id_of('870')}.xlsx"
    theirs.parent.mkdir()
    theirs.write_bytes(b"theirs")
    with pytest.raises(ConfigError, match=r"cannot be told as a file of returncheck"):
        write(found_in(*NAMES), tmp_path)
    assert theirs.read_bytes() == b"theirs"
    assert not (tmp_path / "report.html").exists()


def test_empty_folder_of_somebody_else_stays(tmp_path):
    (tmp_path / "returns").mkdir()
    write(found_in("887"), tmp_path)
    write_unfinished(tmp_path, BEGUN)
    assert (tmp_path / "returns").is_dir()


def typed(path, text):
    book = openpyxl.load_workbook(path)
    book["By rule"]["A2"] = text
    book.save(path)


def test_what_is_typed_into_the_workbook_of_a_return_is_kept(tmp_path):
    outputs = write(found_in(*NAMES), tmp_path)
    path = outputs.returns / f"{id_of('870')}.xlsx"
    typed(path, "done by A.")
    write_unfinished(tmp_path, BEGUN)
    assert [each.text for each in read_done(tmp_path).values()] == ["done by A."]
    write(found_in(*NAMES), tmp_path)
    assert openpyxl.load_workbook(path)["By rule"]["A2"].value == "done by A."
    # It comes along onto one page, and back.
    write(found_in("870"), tmp_path)
    book = openpyxl.load_workbook(tmp_path / "findings.xlsx")
    assert "done by A." in {cell.value for cell in book["By rule"]["A"]}


def test_sheet_of_records_says_what_it_leaves_out(monkeypatch):
    monkeypatch.setattr(workbook_records, "MOST_ROWS", 2)
    assert workbook_records._left_out(2) == []
    assert workbook_records._left_out(5) == [
        "3 more records with findings stand in the return and findings.csv."
    ]
