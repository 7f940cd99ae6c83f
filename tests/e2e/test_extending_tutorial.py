"""`docs/extending.md`, run from top to bottom: files written, commands called."""

import re
import shlex

import pytest

FILE = r"`(?P<path>[^`]+)`[^`\n]*:\n\n```(?:yaml|sql|csv|python)\n(?P<text>.*?)```"
CONSOLE = r"```console\n(?P<console>.*?)```"
STEPS = re.compile(f"{FILE}|{CONSOLE}", re.DOTALL)
ELIDED = "..."


def calls_in(console: str) -> list[tuple[list[str], list[str]]]:
    """Each command of a console block, and the lines that it has to print."""
    calls: list[tuple[list[str], list[str]]] = []
    for line in console.splitlines():
        if line.startswith("$ returncheck "):
            calls.append((shlex.split(line)[2:], []))
        else:
            calls[-1][1].append(line)
    return calls


def differs(printed: list[str], expected: list[str]) -> str:
    """The first expected line that is not printed in its place; empty for none."""
    place, is_free = 0, False
    for line in expected:
        if line == ELIDED:
            is_free = True
            continue
        rest = printed[place:]
        found = line in rest if is_free else rest[:1] == [line]
        if not found:
            return line
        place += rest.index(line) + 1
        is_free = False
    return "" if is_free or place == len(printed) or not expected else "more lines"


@pytest.fixture(scope="module")
def tutorial(root):
    return (root / "docs/extending.md").read_text(encoding="utf-8")


def test_every_block_of_the_tutorial_is_a_step(tutorial):
    blocks = re.findall(r"^```(?:console|yaml|sql|csv|python)$", tutorial, re.MULTILINE)
    assert len(list(STEPS.finditer(tutorial))) == len(blocks)


def test_the_tutorial_runs_from_top_to_bottom(
    tutorial, tmp_path_factory, returncheck_in
):
    folder = tmp_path_factory.mktemp("tutorial")
    for step in STEPS.finditer(tutorial):
        if step["console"] is None:
            path = folder / step["path"]
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(step["text"], encoding="utf-8")
            continue
        for arguments, expected in calls_in(step["console"]):
            done = returncheck_in(folder, *arguments)
            assert (done.returncode, done.stderr) == (0, "")
            assert differs(done.stdout.splitlines(), expected) == "", done.stdout
    page = (folder / "checked/report.html").read_text(encoding="utf-8")
    for text in (
        "local:LA01",
        "Assessments started on a weekend",
        "An LA child identifier has three letters at most.",
    ):
        assert text in page
