"""Every command of the tutorial and the how-to pages is run, as it stands there.

A block of `console` holds commands after `$`; a comment before it says with what the
last of them ends, or that it needs what no test has.
"""

import os
import re
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

DOCS = Path(__file__).resolve().parents[2] / "docs"
PAGES = [DOCS / "tutorial.md", *sorted((DOCS / "how-to").glob("*.md"))]

ELSEWHERE = {"how-to/new-year.md": 1}
"""Blocks that need another machine, by page: few, and each one known."""

BLOCK = re.compile(
    r"^(?:<!-- (?P<note>[^\n]*) -->\n)?```(?P<kind>\w+)\n(?P<text>.*?)^```$",
    re.MULTILINE | re.DOTALL,
)


@dataclass(frozen=True)
class Command:
    line: str
    ends_with: int = 0


@dataclass(frozen=True)
class Written:
    name: str
    text: str


def steps(text):
    """What a page has its reader do, in order."""
    for block in BLOCK.finditer(text):
        note = block["note"] or ""
        if note.startswith("file: "):
            yield Written(note.removeprefix("file: "), block["text"])
        if block["kind"] != "console" or note.startswith("elsewhere: "):
            continue
        lines = [
            line.removeprefix("$ ")
            for line in block["text"].splitlines()
            if line.startswith("$ ")
        ]
        ends_with = int(note.removeprefix("ends with ") or 0)
        yield from (Command(line) for line in lines[:-1])
        yield Command(lines[-1], ends_with)


def name_of(page):
    return page.relative_to(DOCS).as_posix()


@pytest.mark.parametrize("page", PAGES, ids=name_of)
def test_commands_of_the_page_work(page, tmp_path):
    folder = tmp_path
    scripts = Path(sys.executable).parent
    environment = {**os.environ, "PATH": f"{scripts}{os.pathsep}{os.environ['PATH']}"}
    for step in steps(page.read_text(encoding="utf-8")):
        if isinstance(step, Written):
            (folder / step.name).write_text(step.text, encoding="utf-8")
            continue
        if step.line.startswith("cd "):
            folder /= step.line.removeprefix("cd ")
            continue
        done = subprocess.run(
            step.line,
            shell=True,
            cwd=folder,
            capture_output=True,
            text=True,
            env=environment,
            stdin=subprocess.DEVNULL,
            check=False,
        )
        told = f"{step.line}\n{done.stdout}{done.stderr}"
        assert done.returncode == step.ends_with, told


def test_few_commands_are_left_to_other_machines():
    found = {
        name_of(page): count
        for page in PAGES
        if (count := page.read_text(encoding="utf-8").count("<!-- elsewhere: "))
    }
    assert found == ELSEWHERE


def test_every_page_that_shows_commands_is_tested():
    tested = set(PAGES) | {DOCS / name for name in ("guide.md", "extending.md")}
    others = {
        path
        for path in DOCS.rglob("*.md")
        if path not in tested and "```console" in path.read_text(encoding="utf-8")
    }
    assert others == set()


def test_steps_are_read_in_order_with_their_notes():
    text = (
        "```console\n$ a\n$ b\n```\n\n"
        "<!-- ends with 1 -->\n```console\n$ c\nshown\n```\n"
        "<!-- file: d.csv -->\n```csv\n1,2\n```\n"
        "<!-- elsewhere: needs x -->\n```console\n$ e\n```\n```\n$ f\n```\n"
    )
    assert list(steps(text)) == [
        Command("a"),
        Command("b"),
        Command("c", 1),
        Written("d.csv", "1,2\n"),
    ]
