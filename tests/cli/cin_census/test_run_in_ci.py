"""`returncheck run` as a job of CI starts it: what is printed, and what is written."""

import json
import os
import subprocess
import sys
from xml.etree import ElementTree

import pytest

from returncheck.synth import generate_cin_census

STAGES = ["Reading the files", "Building the figures", "Writing the report", "Done"]


@pytest.fixture(scope="module")
def folder(tmp_path_factory, new_database):
    folder = tmp_path_factory.mktemp("ci")
    new_database(folder / "out" / "returncheck.duckdb")
    for name, plants in (("cin.xml", {"8608": 2}), ("clean.xml", {})):
        generate_cin_census(
            authority="887", year=2025, children=60, seed=3, plants=plants,
            out=folder / name,
        )  # fmt: skip
    (folder / "bad.xml").write_text("<a/>", encoding="utf-8")
    return folder


@pytest.fixture
def run(folder):
    def call(*arguments, **environment):
        return subprocess.run(
            [
                *(sys.executable, "-m", "returncheck", "run", *arguments),
                *("--out", "out", "--no-suites"),
            ],
            cwd=folder,
            capture_output=True,
            text=True,
            encoding="utf-8",
            env={**os.environ, "COLUMNS": "120", **environment},
            check=False,
        )

    return call


def numbers(folder):
    root = ElementTree.parse(folder / "reports" / "junit.xml").getroot()
    return root.get("failures"), root.get("errors")


def test_json_alone_is_on_stdout_and_the_rest_on_stderr(run, folder):
    shown = run("cin.xml", "--format", "json", "--junit", "reports/junit.xml")
    assert shown.returncode == 1
    written = (folder / "out" / "results.json").read_text(encoding="utf-8")
    assert json.loads(shown.stdout) == json.loads(written)
    lines = shown.stderr.splitlines()
    assert [line.partition(" s  ")[2] for line in lines[:4]] == STAGES
    assert lines[4] == "Findings to mend."
    assert numbers(folder) == ("1", "0")
    assert "CHILD" not in shown.stdout


def test_json_and_quiet_leave_one_line_beside_it(run):
    shown = run("clean.xml", "--format", "json", "--quiet", PYTHONIOENCODING="ascii")
    assert shown.returncode == 0, shown.stderr
    assert json.loads(shown.stdout)["exit_code"] == 0
    (line,) = shown.stderr.splitlines()
    assert "exit code 0" in line


def test_stages_and_summary_are_on_stdout_without_a_terminal(run):
    shown = run("clean.xml")
    assert shown.stderr == ""
    lines = shown.stdout.splitlines()
    assert [line.partition(" s  ")[2] for line in lines[:4]] == STAGES
    assert all(float(line.split()[0]) >= 0 for line in lines[:4])
    assert lines[-1].startswith("Report: ")


def test_quiet_is_one_line(run):
    shown = run("cin.xml", "--quiet")
    assert (shown.returncode, shown.stderr) == (1, "")
    (line,) = shown.stdout.splitlines()
    assert line.startswith("Findings to mend: 2 errors, ")
    assert line.endswith("; exit code 1; out/report.html".replace("/", os.sep))


def test_quiet_is_one_line_where_every_file_was_refused(run, folder):
    shown = run("bad.xml", "--quiet", "--junit", "reports/junit.xml")
    assert shown.returncode == 3
    assert shown.stdout == (
        "Nothing was checked: 1 file could not be read; exit code 3\n"
    )
    assert shown.stderr.count("\n") == 1
    assert numbers(folder) == ("0", "1")


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        pytest.param(["missing.xml"], 3, id="no such file"),
        pytest.param(["cin.xml", "--rules", "9999"], 2, id="no such rule"),
        pytest.param(["cin.xml", "--config", "none.yml"], 2, id="no settings"),
        pytest.param([], 2, id="nothing to check"),
    ],
)
def test_a_run_that_fails_tells_machines_too(run, folder, arguments, code):
    shown = run(*arguments, "--format", "json", "--junit", "reports/junit.xml")
    assert shown.returncode == code
    document = json.loads(shown.stdout)
    assert (document["status"], document["exit_code"]) == ("failed", code)
    assert document["reason"] in shown.stderr
    assert numbers(folder) == ("0", "1")


def test_a_report_that_cannot_be_written_ends_the_run_before_it_begins(run, folder):
    (folder / "file").write_text("", encoding="utf-8")
    before = (folder / "out" / "results.json").read_bytes()
    shown = run("clean.xml", "--junit", "file/junit.xml")
    assert shown.returncode == 2
    assert "--junit" in shown.stderr
    assert shown.stderr.count("\n") == 1
    assert (folder / "out" / "results.json").read_bytes() == before


def test_github_is_told_by_annotations_and_a_summary(run, folder):
    summary = folder / "summary.md"
    shown = run(
        *("cin.xml", "bad.xml", "--quiet"),
        GITHUB_ACTIONS="true",
        GITHUB_STEP_SUMMARY=str(summary),
        GITHUB_WORKSPACE=str(folder),
    )
    assert shown.returncode == 3
    commands = [line for line in shown.stderr.splitlines() if line.startswith("::")]
    assert commands[0].startswith("::error title=returncheck::bad.xml")
    assert commands[1].startswith("::error file=cin.xml,title=8608 ")
    assert "%0AAssessments rows " in commands[1]
    assert {line.split()[0] for line in commands[2:]} == {"::warning"}
    written = (folder / "out" / "summary.md").read_text(encoding="utf-8")
    assert summary.read_text(encoding="utf-8") == f"{written}\n"


def test_github_is_told_of_a_run_that_failed(run, folder):
    summary = folder / "failed.md"
    shown = run("missing.xml", GITHUB_ACTIONS="true", GITHUB_STEP_SUMMARY=str(summary))
    assert shown.returncode == 3
    assert "::error title=returncheck::missing.xml" in shown.stderr
    assert "This run failed" in summary.read_text(encoding="utf-8")


def test_elsewhere_nothing_is_annotated(run, folder):
    shown = run("cin.xml", "--quiet", GITHUB_STEP_SUMMARY=str(folder / "none.md"))
    assert "::" not in shown.stdout + shown.stderr
    assert not (folder / "none.md").exists()
