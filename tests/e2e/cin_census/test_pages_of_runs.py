"""A page a return, end to end: parts of a result, hashes, what may be public."""

import json

import polars as pl
import pytest
from report_pages import Page

from returncheck import Workspace
from returncheck.results.part import Parts
from returncheck.synth import generate_cin_census

CODES = ("887", "870")


def make(out, la_code, **plants):
    generate_cin_census(
        authority=la_code,
        year=2025,
        children=60,
        seed=int(la_code),
        plants={code.removeprefix("r"): number for code, number in plants.items()},
        out=out,
    )


@pytest.fixture(scope="module")
def files(tmp_path_factory):
    folder = tmp_path_factory.mktemp("two")
    for la_code in CODES:
        make(folder / f"{la_code}.xml", la_code, r8608=2)
    return folder


@pytest.fixture(scope="module")
def redacted(files, returncheck_in, new_database):
    """Two runs, each return on its own page, hashes for children, pages for boards."""
    new_database(files / "out" / "returncheck.duckdb")
    asked = ("--pages", "each", "--pages", "board", "--unpublished", "--redact")
    inputs = [f"{la_code}.xml" for la_code in CODES]
    for _ in range(2):
        ended = returncheck_in(
            files, "run", *inputs, "--out", "out", "--no-suites", *asked
        )
        assert ended.returncode in (0, 1), ended.stderr
    return files / "out", ended


def children_in(files):
    text = (files / "887.xml").read_text("utf-8")
    return {part.split("<")[0] for part in text.split("<LAchildID>")[1:]}


def test_no_output_names_a_child_where_hashes_stand_for_them(files, redacted):
    out, _ = redacted
    children = children_in(files)
    assert len(children) == 60
    pages = [*(out / "returns").glob("*.html"), *(out / "boards").glob("*.html")]
    assert len(pages) == 4
    for path in (*pages, out / "report.html", out / "summary.md"):
        text = path.read_text("utf-8")
        assert not [each for each in children if each in text], path


def test_index_says_what_is_new_and_where_it_is(redacted):
    out, ended = redacted
    page = Page((out / "report.html").read_text("utf-8")).text()
    assert "New Mended" in page
    where = out.name + "/report.html, the index; a page and a workbook for each return"
    assert where in ended.stdout.replace("\\", "/")


def test_each_authority_has_a_page_for_its_board(redacted):
    out, _ = redacted
    assert sorted(path.name for path in (out / "boards").iterdir()) == [
        "board-870.html",
        "board-887.html",
    ]
    assert not (out / "board.html").exists()
    text = Page((out / "boards" / "board-870.html").read_text("utf-8")).text()
    assert "Children's services of Reading" in text
    assert "Small numbers are withheld" in text
    outputs = json.loads((out / "results.json").read_text("utf-8"))["outputs"]
    assert "board" not in outputs
    assert outputs["report"] == "report.html"


def test_part_of_a_result_is_what_a_check_of_it_alone_finds(files, new_database):
    database = new_database(files / "w.duckdb")
    with Workspace.open(database) as workspace:
        workspace.load([files / f"{la_code}.xml" for la_code in CODES])
        both = workspace.check(suites=False)
        wanted = ["cin_census-870-2025"]
        alone = workspace.check(suites=False, returns=wanted)
    part = Parts(both).of(wanted)
    assert part.returns == alone.returns
    assert part.findings.drop("run_id").equals(alone.findings.drop("run_id"))
    assert part.marts.keys() == alone.marts.keys()
    for name, frame in alone.marts.items():
        assert part.marts[name].equals(frame), name
    for name in ("row_counts", "contract_outcomes", "suite_outcomes"):
        assert getattr(part, name).equals(getattr(alone, name)), name
    assert [each.return_id for each in part.child_records] == [
        each.return_id for each in alone.child_records
    ]
    assert part.timelines == alone.timelines
    assert part.history.burn_downs[0].return_id == wanted[0]
    assert (
        part.history.findings["finding_id"].n_unique()
        == pl.Series(part.findings["finding_id"]).n_unique()
    )


def test_pages_that_contradict_one_another_are_refused(files, returncheck_in):
    ended = returncheck_in(
        files, "run", "887.xml", "--out", "o2", "--pages", "one", "--pages", "each"
    )
    assert ended.returncode == 2
    assert "--pages says both one and each" in ended.stderr
