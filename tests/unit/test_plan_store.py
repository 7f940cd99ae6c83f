"""A plan is SQL that will be run: only the user's own, unchanged one is."""

import json
import os

import pytest

from returncheck.files import cache
from returncheck.transform.plan import BuildPlan, BuildStep
from returncheck.transform.plan_store import store_plan, stored_plan

KEY = "a" * 32
STEALS = "select 1); copy raw.children to '/tmp/out.csv'; select (1"


def plan(query="select 1 as a", key=KEY):
    step = BuildStep(
        name="m", kind="table", query=query, seed=None, columns={}, is_reference=False
    )
    return BuildPlan(key=key, steps=(step,))


@pytest.fixture
def folder(tmp_path, monkeypatch):
    tmp_path.chmod(0o700)
    monkeypatch.setenv("RETURNCHECK_CACHE", str(tmp_path / "cache"))
    return tmp_path / "cache"


@pytest.fixture
def file(folder):
    store_plan(plan())
    return folder / f"plan-{KEY}.json"


@pytest.mark.posix
def test_stored_plan_is_read_back_and_private(file):
    assert stored_plan(KEY) == plan()
    assert file.stat().st_mode & 0o777 == 0o600
    assert file.parent.stat().st_mode & 0o777 == 0o700
    assert list(file.parent.iterdir()) == [file]


def test_edited_plan_is_not_run(file):
    document = json.loads(file.read_text())
    document["plan"] = document["plan"].replace("select 1 as a", STEALS)
    file.write_text(json.dumps(document))
    assert stored_plan(KEY) is None


def test_plan_without_digest_or_of_another_project_is_not_run(file):
    text = json.loads(file.read_text())
    file.write_text(text["plan"])
    assert stored_plan(KEY) is None
    other = file.with_name(f"plan-{'b' * 32}.json")
    other.write_text(json.dumps(text))
    assert stored_plan("b" * 32) is None


@pytest.mark.parametrize("content", ["", "[]", "{", '{"digest": 1, "plan": 2}', "null"])
def test_no_plan_is_no_error(file, content):
    file.write_text(content)
    assert stored_plan(KEY) is None


@pytest.mark.parametrize("mode", [0o620, 0o602, 0o666])
def test_plan_that_others_can_write_is_not_run(file, mode):
    store_plan(plan(STEALS))
    file.chmod(mode)
    assert stored_plan(KEY) is None


@pytest.mark.parametrize("mode", [0o770, 0o702, 0o777, 0o1777])
def test_folder_that_others_can_write_is_not_used(file, mode):
    file.parent.chmod(mode)
    assert stored_plan(KEY) is None


@pytest.mark.posix
def test_folder_above_that_others_can_write_is_not_used(file):
    file.parent.parent.chmod(0o777)
    assert stored_plan(KEY) is None
    file.parent.parent.chmod(0o1777)
    assert stored_plan(KEY) == plan()


@pytest.mark.parametrize("of", ["file", "folder"])
def test_plan_of_another_user_is_not_run(file, monkeypatch, of):
    is_own = cache._is_own
    target = (file if of == "file" else file.parent).stat().st_ino

    def other_owner(found, user):
        return is_own(found, user + 1 if found.st_ino == target else user)

    assert stored_plan(KEY) == plan()
    monkeypatch.setattr(cache, "_is_own", other_owner)
    assert stored_plan(KEY) is None


@pytest.mark.posix
def test_link_to_a_plan_is_not_followed(file):
    file.rename(file.with_name("elsewhere"))
    file.symlink_to(file.with_name("elsewhere"))
    assert stored_plan(KEY) is None


@pytest.mark.posix
def test_pipe_in_the_place_of_a_plan_is_not_waited_for(file):
    file.unlink()
    os.mkfifo(file)
    assert stored_plan(KEY) is None


def test_without_a_home_nothing_is_kept(monkeypatch, tmp_path):
    def no_home():
        raise RuntimeError("Could not determine home directory.")

    for name in ("RETURNCHECK_CACHE", "XDG_CACHE_HOME", "LOCALAPPDATA"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(cache.Path, "home", no_home)
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    monkeypatch.setattr("tempfile.tempdir", None)
    store_plan(plan())
    assert stored_plan(KEY) is None
    assert list(tmp_path.iterdir()) == []
