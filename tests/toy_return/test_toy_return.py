"""The proof of the plug: a return from file to page, without an edit anywhere else.

Its project is laid over a copy of ours, generated and built there, and the command line
reads its files and writes the page.
"""

import csv
import json
import shutil
from dataclasses import replace
from pathlib import Path

import duckdb
import polars as pl
import pytest
import yaml
from click.testing import Result
from typer.testing import CliRunner

from returncheck import Workspace
from returncheck.catalogue.authorities import known_authorities
from returncheck.cli import command_line
from returncheck.errors import ConfigError, InternalError
from returncheck.generate import stale_files, write_files
from returncheck.project import project_at
from returncheck.returns import LAYOUTS
from returncheck.returns.discover import discover
from returncheck.returns.registry import registered
from returncheck.synth.made_return import MadeReturn
from toy_return import KIND

HERE = Path(__file__).parent
COPIED = ("models", "macros", "seeds", "expectations", "examples", "tests/rules")
FILES = ("dbt_project.yml", "profiles.yml")
PLANTED = 2
SUITE_CHECK = "expectation:toy_visits.visits_have_a_place"
# Bournemouth has no return of the year before.
ALONE = "837"


def copy_project(root: Path, target: Path) -> None:
    """A copy of the project with the toy's part laid over it and its rows added."""
    for name in COPIED:
        shutil.copytree(root / name, target / name)
    for name in FILES:
        shutil.copy(root / name, target / name)
    shutil.copytree(HERE / "project", target, dirs_exist_ok=True)
    for added in sorted((HERE / "added_rows").glob("*.csv")):
        seed = target / "seeds" / "catalogue" / added.name
        with seed.open(encoding="utf-8", newline="") as file:
            headings = next(csv.reader(file))
        with (
            added.open(encoding="utf-8", newline="") as rows,
            seed.open("a", encoding="utf-8", newline="") as file,
        ):
            writer = csv.DictWriter(file, headings, lineterminator="\n")
            writer.writerows(csv.DictReader(rows))


@pytest.fixture(scope="module")
def toy(root, tmp_path_factory):
    """The toy return registered, in a project of its own whose files are generated."""
    folder = tmp_path_factory.mktemp("toy_project")
    copy_project(root, folder)
    with (
        pytest.MonkeyPatch.context() as patch,
        project_at(folder) as project,
        registered(KIND) as kind,
    ):
        patch.setenv("RETURNCHECK_CACHE", str(tmp_path_factory.mktemp("plans")))
        write_files()
        yield kind, project


def call(*arguments: object) -> Result:
    """The command line, in this process; what raises is raised."""
    runner = CliRunner()
    return runner.invoke(
        command_line(), [str(each) for each in arguments], catch_exceptions=False
    )


def as_xml(folder: Path, path: Path, *extra: dict[str, str]) -> Path:
    """A folder of tables as one file, with some visits more."""
    lines = []
    for name, element in (("Sender", "Sender"), ("Visits", "Visit")):
        with (folder / f"{name}.csv").open(encoding="utf-8", newline="") as file:
            rows = [*csv.DictReader(file), *(extra if name == "Visits" else ())]
        for row in rows:
            cells = "".join(f"<{key}>{text}</{key}>" for key, text in row.items())
            lines.append(f"<{element}>{cells}</{element}>")
    path.write_text(f"<Toy>{''.join(lines)}</Toy>", encoding="utf-8")
    return path


def made(kind, out: Path, authority: str, year: int, plants=()) -> MadeReturn:
    return kind.made_up.maker().generate(
        authority=authority, year=year, children=40, seed=5, out=out, plants=plants
    )


@pytest.fixture(scope="module")
def checked(toy, tmp_path_factory):
    """A folder, a file of the year after, and a return alone: all in one run."""
    kind, _ = toy
    base = tmp_path_factory.mktemp("toy_run")
    before = made(kind, base / "in" / "2024", "887", 2024)
    later = made(kind, base / "later", "887", 2025, {"T1": PLANTED})
    alone = made(kind, base / "in" / "alone", ALONE, 2025)
    with (before.path / "Visits.csv").open(encoding="utf-8", newline="") as file:
        repeated = next(iter(csv.DictReader(file)))
    nowhere = {"ChildCode": "TOY90", "VisitDate": "2025-01-02", "Place": "moon"}
    placeless = {"ChildCode": "TOY91", "VisitDate": "2025-01-02", "Place": ""}
    as_xml(later.path, base / "in" / "toy.xml", repeated, nowhere, placeless)
    out = base / "out"
    run = call("run", base / "in", "--out", out)
    return run, out, later, alone


def rows_of(out: Path, query: str) -> list[tuple]:
    with duckdb.connect(str(out / "returncheck.duckdb"), read_only=True) as connection:
        return connection.execute(query).fetchall()


def csv_of(out: Path, name: str) -> list[dict[str, str]]:
    with (out / f"{name}.csv").open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def test_generated_files_of_the_toy_are_there(toy):
    _, project = toy
    assert stale_files() == []
    for name in (
        "models/staging/toy/_toy__sources.yml",
        "models/intermediate/toy/results/int_toy__rule_results.sql",
        "docs/rules/toy.md",
    ):
        assert "toy" in (project / name).read_text(encoding="utf-8")


def test_files_are_told_by_what_is_in_them(toy, tmp_path):
    kind, _ = toy
    folder = made(kind, tmp_path / "in", "887", 2025).path
    path = as_xml(folder, tmp_path / "some.xml")
    other = tmp_path / "other.xml"
    other.write_text("<Pupils/>", encoding="utf-8")
    found = discover([path, other])
    assert [source.return_id for source in found.sources] == ["toy-887-2025"]
    assert [source.reader.tables["Visits"].height for source in found.sources] == [40]
    (refusal,) = found.refusals
    assert "XML of no known return: its root element is 'Pupils'" in str(refusal.error)
    assert "a toy return" in str(refusal.error)
    assert [each.return_id for each in discover([folder]).sources] == ["toy-887-2025"]


def test_the_run_ends_with_findings(checked):
    run, out, _, _ = checked
    assert (run.exit_code, (out / "report.html").is_file()) == (1, True)


def test_the_rules_find_what_was_planted(checked):
    _, out, later, _ = checked
    planted = json.loads(later.expected.read_text(encoding="utf-8"))["findings"]
    found = rows_of(
        out,
        "select check_id, row_number, child_id from fct_findings where layer = 'rule' "
        "and return_id = 'toy-887-2025' order by check_id, row_number",
    )
    assert found == [
        *(("toy:T1", row, f"TOY{row}") for _, row in sorted(planted)),
        ("toy:T2b", 42, "TOY90"),
        ("toy:T3Q", 41, "TOY1"),
    ]
    assert len(planted) == PLANTED


def test_a_rule_that_reads_the_year_before_is_not_run_without_it(checked):
    _, out, _, _ = checked
    outcomes = rows_of(
        out,
        "select return_id, outcome, reason from fct_rule_outcomes "
        "where code = 'T3Q' order by return_id",
    )
    lacking = "needs the previous year's return"
    assert outcomes == [
        (f"toy-{ALONE}-2025", "not_run", lacking),
        ("toy-887-2024", "not_run", lacking),
        ("toy-887-2025", "failed", None),
    ]


def test_the_indicator_is_what_is_true(checked):
    _, out, _, alone = checked
    truth = json.loads(alone.truth.read_text(encoding="utf-8"))
    ((indicator, value),) = rows_of(
        out,
        "select indicator_id, value from fct_indicator_values "
        f"where return_id = 'toy-{ALONE}-2025'",
    )
    assert value == pytest.approx(truth[indicator])


def test_the_suite_finds_what_has_no_place(checked):
    _, out, _, _ = checked
    suites = json.loads((out / "results.json").read_text(encoding="utf-8"))["suites"]
    outcomes = {
        each["return_id"]: each["outcome"]
        for each in suites
        if each["check_id"] == SUITE_CHECK
    }
    assert outcomes == {
        f"toy-{ALONE}-2025": "passed",
        "toy-887-2024": "passed",
        "toy-887-2025": "failed",
    }
    found = [row for row in csv_of(out, "findings") if row["check_id"] == SUITE_CHECK]
    assert [(row["return_id"], row["row_number"]) for row in found] == [
        ("toy-887-2025", "43")
    ]


def test_the_page_speaks_of_the_toy(checked):
    _, out, _, _ = checked
    page = (out / "report.html").read_text(encoding="utf-8")
    for text in (
        "toy return 2025",
        "Visit after the end of the year",
        "Visits at home",
        "needs the previous year&#39;s return",
    ):
        assert text in page


def test_the_files_name_its_rules_in_short(checked):
    _, out, _, _ = checked
    queries = csv_of(out, "queries-to-explain")
    assert [(row["rule"], row["child"]) for row in queries] == [("T3Q", "TOY1")]


def test_rules_list_and_show_know_its_rules(toy):
    listed = call("rules", "list", "--return", "toy", "--format", "json")
    assert [row["code"] for row in json.loads(listed.stdout)] == ["T1", "T2b", "T3Q"]
    shown = call("rules", "show", "T2B").stdout
    assert "code      T2b" in shown
    assert "An example that fails (2025): a visit in a place of another name" in shown


def test_synth_makes_it_up(toy, tmp_path):
    helped = " ".join(call("synth", "toy", "--help").stdout.split())
    assert "returncheck synth toy --authority 887 --year 2025 --plant T1:2" in helped
    folder = tmp_path / "made"
    call(
        *("synth", "toy", "--authority", "887", "--year", "2025"),
        *("--children", "9", "--plant", "T1:1", "--out", folder),
    )
    assert sorted(path.name for path in folder.iterdir()) == [
        "Sender.csv",
        "Visits.csv",
    ]
    with pytest.raises(ConfigError, match="Write for example --plant T1:2"):
        call("synth", "toy", "--authority", "887", "--year", "2025", "--plant", "T1")


def cases() -> list[tuple[str, dict]]:
    return [
        (document["code"], case)
        for path in sorted((HERE / "project/tests/rules/toy").glob("*.yml"))
        for document in [yaml.safe_load(path.read_text(encoding="utf-8"))]
        for case in document["cases"]
    ]


def test_the_cases_of_its_rules_hold(toy, tmp_path):
    authorities = sorted(known_authorities())
    with Workspace.open(tmp_path / "cases.duckdb") as workspace:
        for (_, case), authority in zip(cases(), authorities, strict=False):
            for year, key in ((case["year"] - 1, "previous"), (case["year"], "tables")):
                if key in case:
                    frames = {n: pl.DataFrame(rows) for n, rows in case[key].items()}
                    workspace.load_tables("toy", frames, authority, year)
        found = workspace.check(suites=False).findings.filter(pl.col("layer") == "rule")
    expected = [
        (f"toy-{authority}-{case['year']}", f"toy:{code}")
        for (code, case), authority in zip(cases(), authorities, strict=False)
        if case["findings"]
    ]
    assert sorted(found.select("return_id", "check_id").rows()) == sorted(expected)


def test_a_return_is_registered_once_and_for_a_while():
    layout = replace(KIND.layout, collection="second_toy")
    second = replace(KIND, layout=layout, command="second-toy")
    with registered(second):
        assert LAYOUTS["second_toy"] is layout
        with pytest.raises(InternalError, match="second_toy already"):  # noqa: SIM117
            with registered(second):
                pass
    assert "second_toy" not in LAYOUTS
