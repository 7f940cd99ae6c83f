"""`board.html`: what a board may take out of the building, end to end."""

import re

import pytest
from board_reports import months_of_reports
from report_pages import Page

CHILD = "KANARIE77"


@pytest.fixture(scope="module")
def out(returncheck_in, new_database, tmp_path_factory):
    """The folder of a run, and what it said; a second run asks for no board."""
    folder = tmp_path_factory.mktemp("b")
    months_of_reports(
        folder / "kpis.csv",
        months=14,
        action=f"Ask {CHILD} and the two siblings",
        indicator_id="cla_convicted",
        value="3.7",
        target="2",
        note=f"about {CHILD}",
    )
    new_database(folder / "out" / "returncheck.duckdb")
    ended = returncheck_in(
        folder, "run", "kpis.csv", "--out", "out", "--pages", "board", "--no-suites"
    )
    return folder, ended


@pytest.fixture(scope="module")
def board(out):
    return (out[0] / "out" / "board.html").read_text(encoding="utf-8")


def test_run_writes_the_page_and_names_it_among_its_outputs(out, board):
    folder, ended = out
    assert ended.returncode in (0, 1), ended.stderr
    assert '"board": "board.html"' in (folder / "out" / "results.json").read_text()
    assert "Can these figures be relied on?" in Page(board).text()


def test_words_that_count_or_name_a_child_are_not_shown(board):
    assert CHILD not in board
    assert "siblings" not in board
    assert "not shown here: the words could count or name a child" in board


def test_nothing_of_to_mend_is_in_it(board):
    assert "<script" not in board
    assert 'id="data"' not in board
    assert 'id="to-mend"' not in board


def test_small_counts_and_shares_of_no_printed_number_are_withheld(out, board):
    text = Page(board).text()
    # Private fostering is 3 in every month; shares are printed without their numbers.
    assert "Children living with a family by private arrangement 3" not in text
    assert not re.search(r"relied on\?.*\b3\.7%", text)
    full = Page((out[0] / "out" / "report.html").read_text(encoding="utf-8")).text()
    assert "Children convicted" in full or "3.7%" in full


def test_a_changed_child_is_refused_until_nothing_was_given_out(out, returncheck_in):
    folder, _ = out
    path = folder / "kpis.csv"
    rows = path.read_text(encoding="utf-8")
    path.write_text(rows.replace(",391,", ",390,"), encoding="utf-8")
    options = ("run", "kpis.csv", "--out", "out", "--pages", "board", "--no-suites")
    refused = returncheck_in(folder, *options)
    assert refused.returncode == 2
    assert "would give counts away" in refused.stderr
    assert not (folder / "out" / "board.html").exists()
    assert returncheck_in(folder, *options, "--unpublished").returncode in (0, 1)
    assert (folder / "out" / "board.html").exists()


def test_without_asking_no_page_stays(out, returncheck_in):
    folder, _ = out
    returncheck_in(folder, "run", "kpis.csv", "--out", "out", "--no-suites")
    assert not (folder / "out" / "board.html").exists()
