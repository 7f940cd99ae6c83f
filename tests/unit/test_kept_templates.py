"""Templates are compiled once; what is kept of them is the user's own and whole."""

import os
import stat

import pytest

from returncheck.report import environment as module
from returncheck.report.environment import environment


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.setenv("RETURNCHECK_CACHE", str(tmp_path / "cache"))
    templates = tmp_path / "templates"
    templates.mkdir()
    (templates / "a.j2").write_text("{{ word }}, first", encoding="utf-8")
    monkeypatch.setattr(module, "TEMPLATES", templates)
    return tmp_path


def text(**words):
    return environment().get_template("a.j2").render(word="<b>", **words)


def kept(folder):
    return list((folder / "cache").glob("page-*.bin"))


def not_compiled(monkeypatch):
    def fail(*_args, **_named):
        raise AssertionError

    monkeypatch.setattr("jinja2.Environment.compile", fail)


def test_a_template_is_compiled_once(folder, monkeypatch):
    assert text() == "&lt;b&gt;, first"
    assert len(kept(folder)) == 1
    not_compiled(monkeypatch)
    assert text() == "&lt;b&gt;, first"


def test_another_source_is_compiled(folder):
    text()
    (folder / "templates" / "a.j2").write_text("second", encoding="utf-8")
    assert text() == "second"
    assert len(kept(folder)) == 1


@pytest.mark.parametrize("of", ["VERSION", "jinja2.__version__"])
def test_another_version_compiles_again(folder, monkeypatch, of):
    text()
    monkeypatch.setattr(f"returncheck.report.environment.{of}", "0")
    not_compiled(monkeypatch)
    with pytest.raises(AssertionError):
        text()


@pytest.mark.parametrize("damage", [b"", b"x", None])
def test_what_is_damaged_is_compiled(folder, damage):
    text()
    [path] = kept(folder)
    whole = path.read_bytes()
    path.write_bytes(whole[:-3] + b"abc" if damage is None else damage)
    assert text() == "&lt;b&gt;, first"
    assert path.read_bytes() == whole


@pytest.mark.skipif(os.name == "nt", reason="permissions of POSIX")
def test_what_others_can_write_is_not_taken(folder, monkeypatch):
    text()
    [path] = kept(folder)
    path.chmod(path.stat().st_mode | stat.S_IWOTH)
    not_compiled(monkeypatch)
    with pytest.raises(AssertionError):
        text()


def test_without_a_folder_nothing_is_kept(folder, monkeypatch):
    (folder / "cache").write_text("no folder", encoding="utf-8")
    assert text() == "&lt;b&gt;, first"
    assert (folder / "cache").is_file()
