"""What the page in the browser stands on: private folders, uploads, reasons."""

import asyncio
import os
import stat
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor

import pytest

from returncheck.cli.serving.private_session import erase_left, private_session
from returncheck.cli.serving.reasons import (
    HEADINGS,
    add_file,
    add_reasons,
    open_queries,
)
from returncheck.cli.serving.uploads import MOST_FILES, Uploads, is_explanations
from returncheck.errors import InputError
from returncheck.files.limits import MEGABYTE, Limits


def test_folder_is_private_and_gone_at_the_end(tmp_path):
    with private_session(tmp_path) as folder:
        (folder / "a.csv").write_text("x", encoding="utf-8")
        if sys.platform != "win32":
            assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert list(tmp_path.iterdir()) == []


def test_folder_is_gone_after_an_error_too(tmp_path):
    def interrupted():
        with private_session(tmp_path) as folder:
            (folder / "a.csv").write_text("x", encoding="utf-8")
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        interrupted()
    assert list(tmp_path.iterdir()) == []


def test_what_a_killed_session_left_is_erased_at_the_next_start(tmp_path):
    left = tmp_path / "returncheck-ui-0123456789abcdef"
    (left / "files").mkdir(parents=True)
    (left / "files" / "a.csv").write_text("x", encoding="utf-8")
    with private_session(tmp_path):
        assert not left.exists()


def test_folder_of_a_session_that_lives_is_left_alone(tmp_path):
    code = (
        "import sys\nfrom pathlib import Path\n"
        "from returncheck.cli.serving.private_session import erase_left\n"
        "erase_left(Path(sys.argv[1]))"
    )
    with private_session(tmp_path) as folder:
        subprocess.run([sys.executable, "-c", code, str(tmp_path)], check=True)
        assert folder.is_dir()


def test_other_folders_and_links_are_left_alone(tmp_path):
    other = tmp_path / "returncheck-demo"
    other.mkdir()
    target = tmp_path / "target"
    target.mkdir()
    if os.name != "nt":
        (tmp_path / "returncheck-ui-link").symlink_to(target)
    erase_left(tmp_path)
    assert other.is_dir()
    assert target.is_dir()


@pytest.fixture
def uploads(tmp_path):
    folder = tmp_path / "files"
    folder.mkdir()
    return Uploads(folder, Limits(input_megabytes=1))


def take(uploads, name, content=b"x", *, size=None):
    async def chunks():
        for start in range(0, len(content), 100_000):
            yield content[start : start + 100_000]

    # A thread of its own: where a browser is tested, this one has a loop already.
    with ThreadPoolExecutor(1) as pool:
        return pool.submit(asyncio.run, uploads.take(name, size, chunks())).result()


def listed(uploads):
    return [each.name for each in uploads.listed()]


def test_file_arrives_under_its_name(uploads):
    place = take(uploads, "set/episodes.csv", b"abc")
    assert place.read_bytes() == b"abc"
    assert [(each.name, each.bytes) for each in uploads.listed()] == [
        ("set/episodes.csv", 3)
    ]


def test_second_file_of_a_name_takes_the_place_of_the_first(uploads):
    take(uploads, "a.csv", b"abc")
    assert take(uploads, "a.csv", b"d").read_bytes() == b"d"
    assert listed(uploads) == ["a.csv"]


def test_removed_file_takes_its_empty_folders_along(uploads):
    take(uploads, "set/a.csv")
    take(uploads, "set/b.csv")
    uploads.remove("set/a.csv")
    assert listed(uploads) == ["set/b.csv"]
    uploads.remove("set/b.csv")
    assert list(uploads.folder.iterdir()) == []


@pytest.mark.parametrize(
    "name",
    [
        pytest.param("../a.csv", id="above"),
        pytest.param("set/../../a.csv", id="above, from below"),
        pytest.param("/etc/passwd", id="absolute"),
        pytest.param("C:\\a.csv", id="absolute on Windows"),
        pytest.param("a\\b.csv", id="backslash"),
        pytest.param("", id="none"),
        pytest.param("a//b.csv", id="folder without a name"),
        pytest.param(".hidden", id="hidden"),
        pytest.param("con.csv", id="a device"),
        pytest.param("a.csv.", id="a point at the end"),
        pytest.param("a.part", id="our own ending"),
        pytest.param("a\n.csv", id="a line break"),
        pytest.param("a\u202excsv", id="turned around"),
        pytest.param("x" * 121, id="too long"),
        pytest.param("a/b/c/d/e.csv", id="too deep"),
    ],
)
def test_name_that_leads_elsewhere_is_refused(uploads, tmp_path, name):
    with pytest.raises(InputError, match="name cannot be used"):
        take(uploads, name)
    assert list(tmp_path.rglob("*")) == [uploads.folder]


def test_file_of_the_limit_is_taken_and_a_byte_more_is_not(uploads):
    take(uploads, "a.csv", b"x" * MEGABYTE)
    with pytest.raises(InputError, match="`input_megabytes`"):
        take(uploads, "b.csv", b"x" * (MEGABYTE + 1))
    assert listed(uploads) == ["a.csv"]
    assert [path.name for path in uploads.folder.iterdir()] == ["a.csv"]


def test_file_that_is_announced_too_large_is_not_begun(uploads):
    with pytest.raises(InputError, match="is too large"):
        take(uploads, "a.csv", b"x", size=MEGABYTE + 1)


def test_all_files_together_have_a_limit(uploads):
    for number in range(4):
        take(uploads, f"{number}.csv", b"x" * MEGABYTE)
    with pytest.raises(InputError, match="Check fewer at a time"):
        take(uploads, "5.csv", b"x")


def test_number_of_files_has_a_limit(uploads):
    for number in range(MOST_FILES):
        (uploads.folder / f"{number}.csv").write_bytes(b"")
    with pytest.raises(InputError, match="Remove some"):
        take(uploads, "one-more.csv")
    take(uploads, "1.csv", b"replaced")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("rule,child,reason,by,date\n", True),
        ("\ufeffRule,CHILD,Reason,By,Date,return\n", True),
        ("rule,child,reason,by\n", False),
        ("", False),
        ("indicator_id,value\n", False),
    ],
)
def test_file_of_explanations_is_known_by_its_headings(tmp_path, text, expected):
    path = tmp_path / "a.csv"
    path.write_text(text, encoding="utf-8")
    assert is_explanations(path) is expected


def row(**values):
    return {heading: values.get(heading, "") for heading in HEADINGS}


def test_reasons_are_added_below_those_that_are_there(tmp_path):
    path = tmp_path / "reasons.csv"
    first = row(rule="8670Q", child="A1", reason="So", by="Me", date="2026-06-30")
    assert add_reasons(path, [first, row(rule="8670Q", child="A2")]) == 1
    assert add_reasons(path, [{**first, "reason": "Else,\n«so»"}]) == 1
    other = tmp_path / "other.csv"
    assert add_file(other, path) == 2
    text = other.read_text(encoding="utf-8")
    assert text.count("A1") == 2
    assert "Else,\n«so»" in text.replace("\r\n", "\n")


@pytest.mark.parametrize("wrong", [7, ["x"], "x" * 2001])
def test_reason_that_is_no_short_text_is_refused(tmp_path, wrong):
    with pytest.raises(InputError, match="A reason cannot be read"):
        add_reasons(tmp_path / "reasons.csv", [{"rule": "1", "reason": wrong}])
    assert list(tmp_path.iterdir()) == []


def test_queries_with_a_reason_are_not_open(tmp_path):
    path = tmp_path / "queries.csv"
    add_reasons(path, [row(rule="1", reason="So")])
    path.write_text(path.read_text(encoding="utf-8") + "2,A1,,,\n", encoding="utf-8")
    assert [each["rule"] for each in open_queries(path)] == ["2"]
    assert open_queries(tmp_path / "none.csv") == []


def test_file_in_another_encoding_is_refused_in_one_line(tmp_path):
    path = tmp_path / "a.csv"
    path.write_bytes(b"rule,child,reason,by,date\n1,,caf\xe9,,\n")
    with pytest.raises(InputError, match="Save it as CSV in UTF-8"):
        add_file(tmp_path / "b.csv", path)
