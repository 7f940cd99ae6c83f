"""Which content a return was read from, and that it stayed the same."""

import hashlib
import os
from datetime import UTC, datetime

import pytest

from returncheck.errors import InputError
from returncheck.files.fingerprints import file_state, unchanged_file


@pytest.fixture
def path(tmp_path):
    made = tmp_path / "return.xml"
    made.write_bytes(b"<Message/>")
    os.utime(made, (1_700_000_000, 1_700_000_000))
    return made


def test_file_is_told_by_hash_size_and_time(path):
    found = unchanged_file(path, file_state(path))
    assert found.name == "return.xml"
    assert found.sha256 == hashlib.sha256(b"<Message/>").hexdigest()
    assert found.size == 10
    moment = datetime.fromtimestamp(1_700_000_000, UTC).replace(tzinfo=None)
    assert found.modified_at == moment


def test_empty_file_has_the_hash_of_nothing(tmp_path):
    (tmp_path / "empty").touch()
    path = tmp_path / "empty"
    found = unchanged_file(path, file_state(path))
    assert (found.sha256, found.size) == (hashlib.sha256().hexdigest(), 0)


def same_size(path):
    path.write_bytes(b"<Massage/>")


def same_size_and_time(path):
    before = path.stat()
    path.write_bytes(b"<Massage/>")
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))


def longer(path):
    with path.open("ab") as file:
        file.write(b"\n")


def another_file(path):
    other = path.with_suffix(".new")
    other.write_bytes(path.read_bytes())
    other.replace(path)


@pytest.mark.parametrize(
    "change", [same_size, same_size_and_time, longer, another_file]
)
def test_file_that_changed_since_is_refused(path, change):
    before = file_state(path)
    change(path)
    with pytest.raises(InputError, match="was changed while it was being read"):
        unchanged_file(path, before)


def test_file_that_is_gone_is_refused(path):
    before = file_state(path)
    path.unlink()
    with pytest.raises(InputError, match="no longer at the end"):
        unchanged_file(path, before)


def test_file_that_was_not_there_at_first_is_refused(path):
    missing = file_state(path.with_name("none.xml"))
    assert missing is None
    with pytest.raises(InputError, match="was changed while it was being read"):
        unchanged_file(path, missing)
