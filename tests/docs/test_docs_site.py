"""The docs site: built without a warning, whole, and asking nothing of other sites."""

import os
import re
import subprocess
import sys

import pytest

PAGES = ("index", "tutorial", "guide", "explanation", "reference/commands")


@pytest.fixture(scope="module")
def site(root, tmp_path_factory):
    place = tmp_path_factory.mktemp("docs") / "site"
    done = subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "--strict", "--site-dir", str(place)],
        cwd=root,
        capture_output=True,
        text=True,
        env={**os.environ, "NO_MKDOCS_2_WARNING": "1"},
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return place


def words(page):
    return " ".join(re.sub(r"<[^>]*>", "", page.read_text(encoding="utf-8")).split())


@pytest.mark.parametrize("name", PAGES)
def test_page_is_there(site, name):
    assert (site / f"{name}.html").is_file()


def test_no_page_takes_anything_from_another_site(site):
    taken = re.compile(
        r"<(?:script|img|iframe|link)\b[^>]*(?:src|href)=[\"']?(?:https?:)?//[^>]*>"
    )
    found = [
        (path.name, match.group(0))
        for path in site.rglob("*.html")
        for match in taken.finditer(path.read_text(encoding="utf-8"))
    ]
    assert found == []
    styles = [path.read_text(encoding="utf-8") for path in site.rglob("*.css")]
    assert not any(re.search(r"url\([\"']?https?:", text) for text in styles)


def test_search_works_from_a_disk(site):
    assert (site / "assets" / "iframe-worker.js").is_file()
    assert (site / "search" / "search_index.js").is_file()


def test_every_command_is_in_the_reference(site):
    shown = words(site / "reference" / "commands.html")
    for command in ("run", "watch", "ui", "init", "doctor", "rules show", "synth"):
        assert f"Usage: returncheck {command} " in shown


def test_every_setting_is_in_the_reference(site):
    from returncheck.settings.settings_file import SettingsFile

    shown = words(site / "reference" / "settings.html")
    assert [key for key in SettingsFile.model_fields if f"{key}:" not in shown] == []


def test_every_decision_is_listed(root, site):
    shown = (site / "decisions" / "index.html").read_text(encoding="utf-8")
    decisions = (root / "docs" / "decisions").glob("0*.md")
    assert [d.stem for d in decisions if f'href="{d.stem}.html"' not in shown] == []
