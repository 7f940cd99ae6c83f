"""The jobs on the forge: what they call is there, and none may write."""

import re
import shlex
import tomllib

import pytest
import yaml

from fuzz_targets import TARGETS


@pytest.fixture(scope="module")
def workflows(root):
    folder = root / ".github" / "workflows"
    return {
        path.name: yaml.safe_load(path.read_text(encoding="utf-8"))
        for path in sorted(folder.glob("*.yml"))
    }


def jobs(workflows):
    for name, workflow in workflows.items():
        for job, content in workflow["jobs"].items():
            yield f"{name}: {job}", content


def commands(job):
    return [step["run"] for step in job["steps"] if "run" in step]


def test_there_are_the_usual_and_the_nightly(workflows):
    assert set(workflows) == {"ci.yml", "nightly.yml"}
    assert workflows["nightly.yml"][True]["schedule"]  # YAML reads `on` as true


def test_no_job_may_write_and_each_has_its_time(workflows):
    for workflow in workflows.values():
        assert workflow["permissions"] == {"contents": "read"}
    for name, job in jobs(workflows):
        assert job["timeout-minutes"] <= 120, name


def test_every_file_that_a_command_names_is_there(workflows, root):
    named = set()
    for _, job in jobs(workflows):
        for command in commands(job):
            named |= {
                word
                for word in shlex.split(command)
                if re.search(r"/|\.(py|txt)$", word) and not word.startswith("-")
            }
    assert {"fuzz/run.py", "requirements/released.txt", "tests/faults"} <= named
    assert [word for word in named if not (root / word).exists()] == []


def test_the_fuzzers_are_all_run(workflows):
    job = workflows["nightly.yml"]["jobs"]["fuzz"]
    assert set(job["strategy"]["matrix"]["target"]) == set(TARGETS)


def test_faults_in_sql_and_in_python_are_put_in_at_night(workflows):
    nightly = workflows["nightly.yml"]["jobs"]
    (sql,) = (line for line in commands(nightly["mutants-sql"]) if "mutants" in line)
    assert nightly["mutants-sql"]["env"] == {"PYTHONPATH": "tests/rules"}
    assert {"--sample", "--minutes", "--least"} <= set(shlex.split(sql))
    assert "tests/mutation/python_mutants 20" in commands(nightly["mutants-python"])
    for job in ("mutants-sql", "mutants-python"):
        assert 'pip install -e ".[dev,mutation]"' in commands(nightly[job])


def test_the_container_is_built_and_run_at_night(workflows):
    build, run = commands(workflows["nightly.yml"]["jobs"]["container"])
    assert shlex.split(build)[-1] == "."
    assert "Containerfile" in shlex.split(build)
    tag = shlex.split(build)[-2]
    assert tag in shlex.split(run)
    assert "--network none" in run


def test_the_usual_run_is_on_each_python_that_is_named(workflows, root):
    """Those of the classifiers, and no other."""
    project = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))
    mark = "Programming Language :: Python :: "
    named = [
        each.removeprefix(mark)
        for each in project["project"]["classifiers"]
        if each.startswith(mark)
    ]
    job = workflows["ci.yml"]["jobs"]["checks"]
    assert job["strategy"]["matrix"]["python"] == named
    assert project["project"]["requires-python"] == f">={named[0]}"
    (version,) = (s["with"]["python-version"] for s in job["steps"] if "with" in s)
    assert version == "${{ matrix.python }}"


def test_what_is_marked_for_the_night_is_run_there(workflows, root):
    """Files with the mark are those that a nightly command names, or lie below one."""
    marked = {
        path.relative_to(root).as_posix()
        for path in (root / "tests").rglob("test_*.py")
        if "mark.nightly" in path.read_text(encoding="utf-8")
        and path.name != "test_workflows.py"
    }
    run = [
        shlex.split(command)[-1]
        for _, job in jobs({"nightly.yml": workflows["nightly.yml"]})
        for command in commands(job)
        if command.startswith("pytest -m nightly")
    ]
    assert marked
    assert [file for file in marked if not file.startswith(tuple(run))] == []


def test_the_nightly_profile_asks_for_more(workflows):
    from hypothesis import settings

    name = workflows["nightly.yml"]["jobs"]["whole-returns"]["env"][
        "HYPOTHESIS_PROFILE"
    ]
    usual = settings.get_profile("usual")
    assert settings.get_profile(name).max_examples > 10 * usual.max_examples


def test_the_fast_tests_run_on_every_system(workflows):
    """The set is defined in `tests/conftest.py`, and nowhere else."""
    job = workflows["ci.yml"]["jobs"]["systems"]
    systems = job["strategy"]["matrix"]["system"]
    assert {name.partition("-")[0] for name in systems} == {
        "windows",
        "macos",
        "ubuntu",
    }
    assert job["runs-on"] == "${{ matrix.system }}"
    # A failure on one system says nothing of the others.
    assert job["strategy"]["fail-fast"] is False
    run = commands(job)
    assert "pytest -m fast tests/unit" in run
    # The command line as it is installed, from end to end.
    assert "returncheck demo --quiet" in run


def test_all_that_ci_runs_is_in_its_script(workflows, root):
    """Who runs the script before a push has run what the forge runs, on one system."""
    assert commands(workflows["ci.yml"]["jobs"]["checks"]) == [".ci/run"]
    script = (root / ".ci" / "run").read_text(encoding="utf-8")
    for part in ("pytest", "mypy --platform win32", "ruff check", "--require-hashes"):
        assert part in script


def test_fast_tests_are_a_marker_that_is_known(root, request):
    names = {line.partition(":")[0] for line in request.config.getini("markers")}
    assert {"fast", "posix", "nightly"} <= names
    assert request.node.get_closest_marker("fast") is not None
