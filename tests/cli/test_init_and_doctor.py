"""To begin: `init`, `doctor`, `--version`, `-h` and completion, in real processes."""

import json
import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from returncheck import __version__
from returncheck.settings.reading import read_config


def made_in(folder):
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*"))


def test_init_makes_a_folder_to_work_in(returncheck, tmp_path):
    done = returncheck("init", "work", "--authority", "887", "--year", "2026")
    assert (done.returncode, done.stderr) == (0, "")
    assert made_in(tmp_path / "work") == [
        ".gitignore",
        "checked",
        "returncheck.yml",
        "returns",
    ]
    settings = read_config(tmp_path / "work" / "returncheck.yml")
    assert (settings.authority, settings.year) == ("887", 2026)
    assert settings.inputs == (tmp_path / "work" / "returns",)
    assert settings.output == tmp_path / "work" / "checked"
    assert "returncheck run" in done.stdout


def test_init_asks_nothing_where_nobody_can_answer(returncheck, tmp_path):
    done = returncheck("init")
    assert done.returncode == 0
    settings = read_config(tmp_path / "returncheck.yml")
    assert (settings.authority, settings.year) == (None, None)


@pytest.mark.skipif(sys.platform == "win32", reason="terminals are POSIX's")
def test_init_asks_on_a_terminal_until_it_can_use_the_answer(tmp_path):
    import pty

    above, below = pty.openpty()
    with subprocess.Popen(
        [sys.executable, "-m", "returncheck", "init"],
        cwd=tmp_path,
        stdin=below,
        stdout=below,
        stderr=below,
    ) as process:
        os.write(above, b"999\n870\n26\n2026\n")
        assert process.wait(timeout=60) == 0
    os.close(below)
    os.close(above)
    settings = read_config(tmp_path / "returncheck.yml")
    assert (settings.authority, settings.year) == ("870", 2026)


@pytest.mark.skipif(sys.platform == "win32", reason="modes are POSIX's")
def test_init_makes_what_is_the_users_own(returncheck, tmp_path):
    returncheck("init", "work")
    modes = {
        path.name: stat.S_IMODE(path.stat().st_mode)
        for path in (tmp_path / "work").iterdir()
    }
    assert modes["returns"] == modes["checked"] == 0o700
    assert modes["returncheck.yml"] == 0o600


def test_init_changes_nothing_where_settings_are(returncheck, tmp_path):
    settings = tmp_path / "returncheck.yml"
    settings.write_text("year: 2025\n", encoding="utf-8")
    done = returncheck("init")
    assert done.returncode == 2
    assert "is there already, and nothing was changed" in done.stderr
    assert settings.read_text(encoding="utf-8") == "year: 2025\n"
    assert made_in(tmp_path) == ["returncheck.yml"]


def test_init_leaves_other_files_as_they_are(returncheck, tmp_path):
    ignored = tmp_path / ".gitignore"
    ignored.write_text("mine\n", encoding="utf-8")
    (tmp_path / "returns").mkdir()
    assert returncheck("init").returncode == 0
    assert ignored.read_text(encoding="utf-8") == "mine\n"


def test_init_refuses_an_unknown_authority(returncheck, tmp_path):
    done = returncheck("init", "work", "--authority", "999")
    assert done.returncode == 2
    assert "There is no authority '999'" in done.stderr
    assert made_in(tmp_path) == []


def test_init_says_where_it_cannot_write(returncheck, tmp_path):
    (tmp_path / "file").write_text("", encoding="utf-8")
    done = returncheck("init", "file/work")
    assert done.returncode == 2
    assert len(done.stderr.splitlines()) == 1


def doctor(returncheck, *options):
    done = returncheck("doctor", "--json", *options)
    lines = json.loads(done.stdout)
    return done.returncode, {line["subject"]: line for line in lines}


def test_doctor_finds_a_whole_installation(returncheck, tmp_path):
    code, lines = doctor(returncheck)
    assert code == 0
    assert lines["returncheck"]["words"] == __version__
    assert {"Python", "packages", "memory", "disk", "time zone", "cache"} <= set(lines)
    assert lines["packages"]["state"] == "ok"
    assert lines["database"]["words"] == "none yet, made by the first run"
    assert made_in(tmp_path) == []


def test_doctor_says_of_each_gap_what_to_do(returncheck):
    shown = returncheck("doctor").stdout.splitlines()
    for line, after in zip(shown, [*shown[1:], ""], strict=True):
        if line.startswith(("missing", "optional")):
            assert after.strip().startswith("-> ")


def test_doctor_finds_what_is_wrong_with_settings(returncheck, tmp_path):
    (tmp_path / "returncheck.yml").write_text("yaer: 2025\n", encoding="utf-8")
    code, lines = doctor(returncheck)
    assert code == 2
    assert "unknown key 'yaer'" in lines["settings"]["words"]


def test_doctor_finds_a_file_that_is_no_database(returncheck, tmp_path):
    out = tmp_path / "checked"
    out.mkdir()
    (out / "returncheck.duckdb").write_text("no database", encoding="utf-8")
    code, lines = doctor(returncheck, "--out", "checked")
    assert code == 2
    assert lines["database"]["state"] == "missing"


def test_doctor_finds_a_database_in_use(returncheck, tmp_path):
    from returncheck.warehouse.lock import run_lock

    out = tmp_path / "checked"
    out.mkdir()
    (out / "returncheck.duckdb").write_bytes(b"")
    with run_lock(out / "returncheck.duckdb"):
        code, lines = doctor(returncheck, "--out", "checked")
    assert code == 2
    assert f"in use by process {os.getpid()}" in lines["database"]["words"]


def test_version_stands_in_front_of_any_command(returncheck):
    shown = returncheck("--version")
    assert (shown.returncode, shown.stdout) == (0, f"returncheck {__version__}\n")


@pytest.mark.parametrize(
    "command", [(), ("run",), ("rules", "list"), ("watch",), ("ui",)], ids=" ".join
)
def test_short_help_is_the_long_one(returncheck, command):
    short = returncheck(*command, "-h")
    assert short.returncode == 0
    assert short.stdout == returncheck(*command, "--help").stdout


def completed(folder: Path, words: str, *, code: str = "") -> str:
    """What bash is given to complete a line."""
    start = "from returncheck.cli import main; main()"
    done = subprocess.run(
        [sys.executable, "-c", f"{code}\n{start}"],
        cwd=folder,
        capture_output=True,
        text=True,
        env={
            **os.environ,
            "_RETURNCHECK_COMPLETE": "complete_bash",
            "COMP_WORDS": words,
            "COMP_CWORD": str(len(words.split(" ")) - 1),
        },
        check=False,
    )
    return done.stdout


LATE = """
import atexit, sys
sys.argv = ['returncheck']
heavy = {'polars', 'duckdb', 'pandera', 'dbt', 'great_expectations', 'sqlalchemy',
         'yaml', 'starlette', 'uvicorn'}
atexit.register(lambda: print('heavy', sorted(heavy & set(sys.modules))))
"""


@pytest.mark.parametrize(
    ("words", "offered"),
    [
        pytest.param("returncheck wa", "watch", id="command"),
        pytest.param("returncheck run --auth", "--authority", id="option"),
        pytest.param("returncheck rules sh", "show", id="command of a group"),
    ],
)
def test_completion_offers_names_without_the_heavy_libraries(tmp_path, words, offered):
    shown = completed(tmp_path, words, code=LATE).splitlines()
    assert shown == [offered, "heavy []"]


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish", "powershell"])
def test_completion_can_be_shown_for_each_shell(tmp_path, shell):
    done = subprocess.run(
        [sys.executable, "-m", "returncheck"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        env={**os.environ, "_RETURNCHECK_COMPLETE": f"source_{shell}"},
        check=False,
    )
    assert "_RETURNCHECK_COMPLETE" in done.stdout
