"""How a run says how far it is, on a terminal and elsewhere."""

import os
import re
import subprocess
import sys
from contextlib import suppress

import pytest

from returncheck.cli.display import DONE, Display, Stages, display

SHOWN = """
from returncheck.cli.display import DONE, display
with display(quiet=False, err=False) as shown:
    shown.advance("Reading the files", 0, 1)
    shown.say("A note.", err=True)
    shown.advance(DONE, 1, 1)
print("The summary.")
"""


def clock(*seconds):
    return iter(seconds).__next__


def test_a_stage_is_one_line_with_its_time(capsys):
    stages = Stages(err=False, clock=clock(100.0, 100.25, 112.0))
    stages.advance("Reading the files", 0, 1)
    stages.advance("Reading the files", 1, 1)
    stages.advance(DONE, 1, 1)
    said = capsys.readouterr()
    assert said.out.splitlines() == ["    0.2 s  Reading the files", "   12.0 s  Done"]
    assert said.err == ""


def test_stages_go_to_stderr_where_stdout_is_a_programs(capsys):
    stages = Stages(err=True)
    stages.advance("Reading the files", 0, 1)
    stages.say("A note.", err=True)
    said = capsys.readouterr()
    assert said.out == ""
    assert len(said.err.splitlines()) == 2


def test_quiet_says_no_stage(capsys):
    with display(quiet=True, err=False) as shown:
        assert type(shown) is Display
        shown.advance("Reading the files", 0, 1)
    assert capsys.readouterr() == ("", "")


@pytest.mark.posix
def test_on_a_terminal_lines_stand_above_the_bar_and_the_summary_below():
    """Read back from a pseudo terminal, as the last thing that each line shows."""
    import pty

    ours, theirs = pty.openpty()
    with subprocess.Popen(
        [sys.executable, "-c", SHOWN], stdin=theirs, stdout=theirs, stderr=theirs
    ) as process:
        os.close(theirs)
        read = b""
        # A terminal whose last program has ended gives an error, and elsewhere nothing.
        with suppress(OSError):
            while part := os.read(ours, 4096):
                read += part
        assert process.wait() == 0, read
    os.close(ours)
    lines = screen(read.decode())
    places = [
        next(number for number, line in enumerate(lines) if text in line)
        for text in ("A note.", DONE, "The summary.")
    ]
    assert places == sorted(set(places)), lines
    assert sum("Reading the files" in line for line in lines) == 0


def screen(text):
    """The lines that a terminal shows at the end; it knows what a bar sends."""
    lines, row, column = [""], 0, 0
    for part in re.findall(r"\x1b\[[0-9;?]*[A-Za-z]|[\r\n]|[^\x1b\r\n]+", text):
        if part == "\r":
            column = 0
        elif part == "\n":
            row += 1
            lines += [""] * (row + 1 - len(lines))
        elif part.endswith("A") and part.startswith("\x1b"):
            row -= int(part[2:-1] or 1)
        elif part == "\x1b[2K":
            lines[row] = ""
        elif not part.startswith("\x1b"):
            line = lines[row].ljust(column)
            lines[row] = line[:column] + part + line[column + len(part) :]
            column += len(part)
    return lines
