"""Outputs are written beside their place, and put there whole."""

import os
import stat

import pytest

from returncheck.files.output import (
    remove_leftovers,
    staged_files,
    write_whole,
)
from returncheck.files.private import keep_private, make_folder, share_files


@pytest.fixture
def shared():
    """With outputs that are shared, under the usual umask."""
    before = os.umask(0o022)
    share_files()
    yield
    keep_private()
    os.umask(before)


def mode(path):
    return stat.S_IMODE(path.stat().st_mode)


def text(words):
    return lambda path: path.write_text(words, encoding="utf-8")


@pytest.mark.posix
def test_file_and_new_folders_are_the_owners_alone(tmp_path):
    place = tmp_path / "a" / "b" / "c.txt"
    write_whole(place, text("new"))
    assert place.read_text(encoding="utf-8") == "new"
    assert mode(place) == 0o600
    assert mode(place.parent) == mode(place.parent.parent) == 0o700
    assert list(place.parent.iterdir()) == [place]


@pytest.mark.posix
def test_folder_that_is_there_keeps_its_permissions(tmp_path):
    folder = tmp_path / "there"
    folder.mkdir(mode=0o755)
    before = mode(folder)
    write_whole(folder / "c.txt", text("new"))
    make_folder(folder)
    assert mode(folder) == before


@pytest.mark.posix
def test_shared_outputs_follow_the_umask(tmp_path, shared):
    place = tmp_path / "a" / "c.txt"
    write_whole(place, text("new"))
    assert (mode(place), mode(place.parent)) == (0o644, 0o755)


def test_failure_leaves_what_was_there(tmp_path):
    place = tmp_path / "c.txt"
    place.write_text("old", encoding="utf-8")

    def fails(path):
        path.write_text("half", encoding="utf-8")
        raise OSError("no space")

    with pytest.raises(OSError, match="no space"):
        write_whole(place, fails)
    assert place.read_text(encoding="utf-8") == "old"
    assert list(tmp_path.iterdir()) == [place]


@pytest.mark.posix
def test_link_is_replaced_and_its_aim_untouched(tmp_path):
    aim, place = tmp_path / "aim.txt", tmp_path / "c.txt"
    aim.write_text("untouched", encoding="utf-8")
    place.symlink_to(aim)
    write_whole(place, text("new"))
    assert not place.is_symlink()
    assert aim.read_text(encoding="utf-8") == "untouched"


def test_nothing_is_there_before_all_is_put(tmp_path):
    with staged_files(tmp_path) as staged:
        text("1")(staged.path("a.txt"))
        docs = staged.folder("docs")
        docs.mkdir()
        text("2")(docs / "b.txt")
        staged.path("never-written.txt")
        (tmp_path / "gone.txt").touch()
        assert not (tmp_path / "a.txt").exists()
        staged.put(without=["gone.txt", "not-there.txt"])
    found = {
        path.relative_to(tmp_path).as_posix()
        for path in tmp_path.rglob("*")
        if path.is_file()
    }
    assert found == {"a.txt", "docs/b.txt"}


def test_what_is_not_put_is_gone(tmp_path):
    with staged_files(tmp_path) as staged:
        text("1")(staged.path("a.txt"))
    assert list(tmp_path.iterdir()) == []


def test_leftovers_of_killed_processes_are_removed(tmp_path):
    (tmp_path / ".returncheck-part-x1").mkdir()
    (tmp_path / ".returncheck-part-x1" / "findings.csv").touch()
    (tmp_path / "mine.txt").touch()
    remove_leftovers(tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["mine.txt"]
