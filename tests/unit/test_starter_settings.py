"""The `returncheck.yml` to begin with: whole, right, and never behind the settings."""

import re
from dataclasses import fields

import pytest

from returncheck.files.limits import Limits
from returncheck.settings.config import Config
from returncheck.settings.reading import read_config
from returncheck.settings.settings_file import SettingsFile
from returncheck.settings.starter import starter

KEYS = list(SettingsFile.model_fields)


def uncommented(text):
    """The file with every key set: a comment whose first word is a key, and what is
    written below one."""
    lines = []
    for line in text.splitlines():
        is_key = re.match(rf"# ({'|'.join(KEYS)}):", line)
        is_below = line.startswith("#   ")
        lines.append(line[2:] if is_key or is_below else line)
    return "\n".join(lines)


@pytest.fixture
def settings_of(tmp_path):
    def read(text):
        path = tmp_path / "returncheck.yml"
        path.write_text(text, encoding="utf-8")
        (tmp_path / "indicators.yml").write_text("", encoding="utf-8")
        return read_config(path)

    return read


@pytest.mark.parametrize("key", KEYS)
def test_every_key_stands_there_once_below_its_words(key):
    lines = starter({}).splitlines()
    places = [n for n, line in enumerate(lines) if line.startswith(f"# {key}:")]
    assert len(places) == 1
    block = lines[: places[0]]
    words = block[len(block) - block[::-1].index("") :]
    assert words
    assert all(re.match(r"# [^ ]", line) for line in words)


@pytest.mark.parametrize("name", [field.name for field in fields(Limits)])
def test_every_limit_stands_there_with_its_default(name):
    assert f"#   {name}: {getattr(Limits(), name)}" in starter({}).splitlines()


def test_as_it_is_it_changes_nothing(tmp_path):
    path = tmp_path / "returncheck.yml"
    path.write_text(starter({}), encoding="utf-8")
    assert read_config(path) == Config()


def test_every_key_can_be_set_as_it_stands_there(settings_of):
    text = uncommented(starter({}))
    settings = settings_of(text)
    assert settings.authority == "887"
    assert settings.limits == Limits()
    assert settings.fail_on == Config().fail_on
    assert settings.targets["assessments_within_45_days"] == 90
    missing = [key for key in KEYS if not re.search(rf"^{key}:", text, re.MULTILINE)]
    assert missing == []


def test_values_are_set(settings_of, tmp_path):
    settings = settings_of(starter({"authority": "870", "inputs": ["returns"]}))
    assert (settings.authority, settings.year) == ("870", None)
    assert settings.inputs == (tmp_path / "returns",)


def test_every_key_shows_a_value():
    assert "null" not in starter({})


def test_words_are_for_people_not_for_programmers():
    assert not re.search(r"\bNone\b", starter({}))
