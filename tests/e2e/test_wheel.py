"""The wheel carries all it needs and reads nothing from the checkout."""

import csv
import json
import os
import re
import subprocess
import sys
import zipfile

import pytest
from cyclonedx.schema import SchemaVersion
from cyclonedx.validation.json import JsonStrictValidator


@pytest.fixture(scope="module")
def installed(root, tmp_path_factory):
    """The contents of a freshly built wheel, as an installer lays them down."""
    folder = tmp_path_factory.mktemp("wheel")
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)],
        cwd=root,
        check=True,
        capture_output=True,
    )
    (wheel,) = folder.glob("*.whl")
    target = folder / "site"
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(target)
    return target


def run(installed, folder, *arguments):
    """A command with nothing kept from the checkout: the plan is the wheel's own."""
    return subprocess.run(
        [sys.executable, *arguments],
        cwd=folder,
        capture_output=True,
        text=True,
        env={
            **os.environ,
            "PYTHONPATH": str(installed),
            "RETURNCHECK_CACHE": str(folder / "cache"),
            "NO_COLOR": "1",
        },
        check=False,
    )


def test_wheel_holds_the_dbt_project_and_no_tests(installed):
    project = installed / "returncheck" / "project"
    for name in (
        "dbt_project.yml",
        "profiles.yml",
        "models/marts/benchmarks/fct_benchmarks.sql",
        "seeds/catalogue/rc_indicators.csv",
        "seeds/published/front_door.csv",
        "macros/create_raw_tables.sql",
        "expectations/returns.yml",
        "examples/reports/medway-2018-06.csv",
    ):
        assert (project / name).is_file(), name
    assert list((project / "expectations").glob("*/*.yml"))
    releases = installed / "returncheck" / "published" / "releases"
    assert (releases / "shared.yml").is_file()
    assert not list(installed.rglob("test_*.py"))


def test_wheel_lists_its_components(installed, root):
    (path,) = installed.glob("returncheck-*.dist-info/sboms/*.cdx.json")
    text = path.read_text(encoding="utf-8")
    assert JsonStrictValidator(SchemaVersion.V1_6).validate_str(text) is None
    document = json.loads(text)
    released = root / "requirements" / "released.txt"
    lines = released.read_text(encoding="utf-8").splitlines()
    pinned = [re.split(r"[\[=]+", line.split()[0]) for line in lines if "==" in line]
    components = document["components"]
    assert [[each["name"], each["version"]] for each in components] == [
        [parts[0], parts[-1]] for parts in pinned
    ]
    hashes = [
        each["value"]
        for component in components
        for each in component["properties"]
        if each["name"] == "returncheck:file:sha256"
    ]
    assert hashes == re.findall("sha256:([0-9a-f]{64})", "\n".join(lines))


def test_every_component_is_needed_by_the_wheel(installed):
    (path,) = installed.glob("returncheck-*.dist-info/sboms/*.cdx.json")
    document = json.loads(path.read_text(encoding="utf-8"))
    needs = {each["ref"]: each["dependsOn"] for each in document["dependencies"]}
    ahead, reached = [document["metadata"]["component"]["bom-ref"]], set()
    while ahead:
        reference = ahead.pop()
        if reference not in reached:
            reached.add(reference)
            ahead += needs[reference]
    components = {each["bom-ref"] for each in document["components"]}
    assert reached - {document["metadata"]["component"]["bom-ref"]} == components


def test_wheel_reads_its_own_copy(installed, tmp_path):
    shown = run(
        installed,
        tmp_path,
        "-c",
        "from returncheck.project import project_root; print(project_root())",
    )
    assert shown.stdout.strip() == str(installed / "returncheck" / "project")


def test_wheel_brings_the_dialect_of_its_url(installed, tmp_path):
    shown = run(
        installed,
        tmp_path,
        "-c",
        "import sqlalchemy\n"
        "engine = sqlalchemy.create_engine('duckdb+returncheck:///new.duckdb')\n"
        "with engine.connect() as connection:\n"
        "    print(connection.execute(sqlalchemy.text('select 7')).scalar())",
    )
    assert (shown.returncode, shown.stdout.strip()) == (0, "7"), shown.stderr


def test_demo_of_the_wheel_runs_in_any_folder(installed, tmp_path):
    before = {path for path in installed.rglob("*") if "__pycache__" not in path.parts}
    shown = run(installed, tmp_path, "-m", "returncheck", "demo")
    assert shown.returncode == 0, shown.stderr
    results = json.loads(
        (tmp_path / "returncheck-demo" / "results.json").read_text(encoding="utf-8")
    )
    assert results["exit_code"] == 1
    assert "would have ended with exit code 1" in shown.stdout
    assert len(results["returns"]) == 10
    figures = (tmp_path / "returncheck-demo" / "reconciliation.csv").open(
        encoding="utf-8-sig", newline=""
    )
    with figures:
        verdicts = [
            each["verdict"]
            for each in csv.DictReader(figures)
            if "made-up-report" in each["report"]
        ]
    assert verdicts == ["confirmed"] * 3 + ["contradicted"]
    # The plan of the wheel's project comes with it: dbt has nothing to compile. What is
    # kept is the database to start from and the page's compiled templates.
    kept = {path.suffix for path in (tmp_path / "cache").iterdir()}
    assert kept == {".bin", ".digest", ".duckdb"}
    # dbt's log is for a compilation that failed.
    assert not (tmp_path / "returncheck-demo" / ".returncheck-logs").exists()
    after = {path for path in installed.rglob("*") if "__pycache__" not in path.parts}
    assert after == before
