"""Watching a folder: what is seen, when it is whole, and what is told of a check."""

import os
from datetime import datetime
from pathlib import Path

import polars as pl
import pytest

from returncheck.cli.repeated import Checked
from returncheck.cli.watching.looking import Standing, look, pause
from returncheck.cli.watching.telling import Moved, line, moved, open_findings
from returncheck.findings.exits import ExitCode


class Clock:
    def __init__(self):
        self.now = 100.0

    def __call__(self):
        return self.now


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def standing(clock):
    return Standing(still=2.0, clock=clock)


def file(size=1, changed=1):
    return (size, changed)


def test_folder_that_was_never_checked_is_due_once_it_stands_still(standing, clock):
    seen = {"a.csv": file()}
    assert not standing.is_due(seen)
    clock.now += 1.9
    assert not standing.is_due(seen)
    clock.now += 0.1
    assert standing.is_due(seen)


def test_file_that_grows_is_waited_for(standing, clock):
    for size in range(1, 6):
        assert not standing.is_due({"a.csv": file(size=size)})
        clock.now += 1.9
    clock.now += 0.1
    assert standing.is_due({"a.csv": file(size=5)})


def test_file_that_is_written_anew_in_one_size_is_waited_for(standing, clock):
    standing.is_due({"a.csv": file(changed=1)})
    clock.now += 5
    assert not standing.is_due({"a.csv": file(changed=2)})


def test_empty_file_is_waited_for_longer(standing, clock):
    seen = {"a.csv": file(size=0)}
    standing.is_due(seen)
    clock.now += 9.9
    assert not standing.is_due(seen)
    clock.now += 0.1
    assert standing.is_due(seen)


def test_what_was_checked_is_not_due_again(standing, clock):
    seen = {"a.csv": file()}
    standing.is_due(seen)
    standing.note_checked(seen)
    clock.now += 100
    assert not standing.is_due(seen)


def test_change_during_a_check_is_due_after_it(standing, clock):
    standing.is_due({"a.csv": file()})
    standing.note_checked({"a.csv": file()})
    clock.now += 10
    after = {"a.csv": file(changed=2)}
    assert not standing.is_due(after)
    clock.now += 2
    assert standing.is_due(after)


def test_change_that_is_taken_back_is_not_checked(standing, clock):
    before = {"a.csv": file()}
    standing.note_checked(before)
    standing.is_due({"a.csv": file(changed=2)})
    standing.is_due(before)
    clock.now += 10
    assert not standing.is_due(before)


def test_empty_folder_is_not_due_before_there_was_anything(standing, clock):
    standing.is_due({})
    clock.now += 10
    assert not standing.is_due({})


def test_added_replaced_and_removed_files_are_changed(standing):
    standing.note_checked({"a": file(), "b": file(), "c": file()})
    now = {"a": file(), "b": file(changed=2), "d": file()}
    assert standing.changed(now) == ["b", "c", "d"]


def put(folder, *names):
    for name in names:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("x", encoding="utf-8")


def names(folder, out="out"):
    seen = look(folder, folder / out)
    return sorted(Path(each).relative_to(folder).as_posix() for each in seen)


def test_files_and_those_of_folders_below_are_seen(tmp_path):
    put(tmp_path, "a.xml", "set/episodes.csv")
    assert names(tmp_path) == ["a.xml", "set/episodes.csv"]


@pytest.mark.parametrize(
    "name",
    [
        pytest.param("~$book.xlsx", id="open in a spreadsheet"),
        pytest.param(".~lock.book.xlsx#", id="open in another one"),
        pytest.param("a.xml.part", id="on its way"),
        pytest.param("a.XML.CRDOWNLOAD", id="on its way in capitals"),
        pytest.param(".hidden", id="hidden"),
        pytest.param(".hidden/a.csv", id="in a hidden folder"),
        pytest.param("out/report.html", id="an output"),
    ],
)
def test_what_is_no_file_of_a_return_is_passed_over(tmp_path, name):
    put(tmp_path, name)
    assert names(tmp_path) == []


def test_folder_that_is_gone_is_an_error(tmp_path):
    with pytest.raises(FileNotFoundError):
        look(tmp_path / "gone", tmp_path)


@pytest.mark.skipif(os.name == "nt", reason="links need rights there")
def test_link_in_a_circle_is_not_followed(tmp_path):
    put(tmp_path, "a.xml")
    (tmp_path / "again").symlink_to(tmp_path, target_is_directory=True)
    assert "a.xml" in names(tmp_path)


@pytest.mark.parametrize(
    ("took", "expected"),
    [
        pytest.param(0.0, 1.0, id="at once"),
        pytest.param(0.05, 1.0, id="a twentieth"),
        pytest.param(0.5, 10.0, id="slow drive"),
    ],
)
def test_looking_takes_a_small_share_of_the_time(took, expected):
    assert pause(1.0, took) == pytest.approx(expected)


def test_new_mended_and_still_are_counted_in_returns_of_both_checks():
    before = {"r1": frozenset("abc"), "gone": frozenset("x")}
    now = {"r1": frozenset("bcde"), "new": frozenset("y")}
    assert moved(before, now) == Moved(new=2, mended=1, still=2)


def test_nothing_is_compared_without_a_return_in_both():
    assert moved({}, {"r1": frozenset("a")}) is None
    assert moved({"r2": frozenset("a")}, {"r1": frozenset("a")}) is None


def test_open_are_errors_and_queries_without_a_reason_of_returns_to_submit(tmp_path):
    rows = [
        ("r1", "1", "error", None),
        ("r1", "1", "error", None),  # a second place of the same finding
        ("r1", "2", "query", None),
        ("r1", "3", "query", "a reason"),
        ("r1", "4", "info", None),
        ("old", "5", "error", None),
    ]
    pl.DataFrame(
        rows,
        schema=["return_id", "counted_as", "severity", "explanation"],
        orient="row",
    ).write_parquet(tmp_path / "findings.parquet")
    results = {
        "returns": [
            {"return_id": "r1", "is_context": False},
            {"return_id": "whole", "is_context": False},
            {"return_id": "old", "is_context": True},
        ]
    }
    assert open_findings(tmp_path, results) == {"r1": {"1", "2"}, "whole": set()}


def test_without_outputs_nothing_is_open(tmp_path):
    assert open_findings(tmp_path, {}) == {}
    (tmp_path / "findings.parquet").write_text("no parquet", encoding="utf-8")
    assert open_findings(tmp_path, {}) == {}


def told(*, error=0, query=0, code=ExitCode.FINDINGS, lines=(), since=None, files=()):
    counts = {"findings": {"error": error, "query": query, "info": 0}}
    has_result = code in (ExitCode.CLEAN, ExitCode.FINDINGS) or bool(error or query)
    checked = Checked(
        code=code,
        said=(),
        told=tuple(lines),
        results={"counts": counts} if has_result else {},
    )
    at = datetime(2026, 6, 1, 14, 26, 3)
    return line(checked, files, since, 3.21, Path("out"), at)


def test_line_tells_counts_and_what_moved():
    since = Moved(new=0, mended=1, still=24)
    shown = told(error=1, query=24, since=since, files=["in/cin-2025.xml"])
    assert shown == (
        "14:26:03 cin-2025.xml: 1 error, 24 queries; 0 new, 1 mended, 24 still "
        f"(3.2 s) {Path('out') / 'report.html'}"
    )


def test_line_names_a_few_files_and_counts_the_rest():
    files = [f"{n}.csv" for n in range(1, 6)]
    assert "1.csv, 2.csv, 3.csv and 2 more:" in told(files=files)


def test_line_shows_no_name_of_a_child_in_a_file_name():
    assert "Smith" not in told(files=["Smith_Jo.csv"])


def test_line_of_a_failed_check_says_why():
    shown = told(code=ExitCode.WRONG_USE, lines=["No disk.", "Free some."])
    assert shown == "14:26:03 files: Free some; and 1 more (3.2 s)"


def test_line_says_first_what_was_not_read():
    shown = told(error=1, code=ExitCode.UNREADABLE, lines=["b.csv is empty."])
    assert "files: b.csv is empty; 1 error" in shown
