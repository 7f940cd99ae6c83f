"""What others copy into their CI: it can be parsed, and its commands run.

The commands are taken from the files and started on a made-up report that lies where
they look for it. What installs returncheck is left out: it is installed.
"""

import os
import shlex
import shutil
import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree

import pytest
import yaml

ROOT = Path(__file__).resolve().parents[2]
EXAMPLES = ROOT / "examples" / "ci"
SHARED = {"checked/junit.xml", "checked/results.json", "checked/summary.md"}
"""The outputs that name no child."""


def read(path):
    return yaml.safe_load(path.read_text(encoding="utf-8"))


def steps(name):
    content = read(EXAMPLES / name)
    if name.startswith("github"):
        (job,) = content["jobs"].values()
        return [step["run"] for step in job["steps"] if "run" in step]
    if name.startswith("gitlab"):
        return content["returncheck"]["script"]
    return [step["script"] for step in content["steps"] if "script" in step]


TEMPLATES = sorted(path.name for path in EXAMPLES.glob("*.yml"))


@pytest.fixture(scope="module")
def made_up(tmp_path_factory, new_database, returncheck_in):
    """A repository with a made-up report, and a database that is built."""
    folder = tmp_path_factory.mktemp("repository")
    words = ("--authority", "887", "--year", "2023", "--seed", "1")
    made = returncheck_in(folder, "synth", "kpi-return", *words, "--out", "made")
    assert made.returncode == 0, made.stderr
    (folder / "returns").mkdir()
    for path in (folder / "made").rglob("*.csv"):
        shutil.copy(path, folder / "returns")
    new_database(folder / "built.duckdb")
    return folder


@pytest.fixture
def folder(made_up, tmp_path):
    shutil.copytree(made_up / "returns", tmp_path / "returns")
    return tmp_path


def start(words, made_up, folder, out, **environment):
    """Start a command as a shell of CI would, its database being there."""
    (folder / out).mkdir(parents=True, exist_ok=True)
    shutil.copy(made_up / "built.duckdb", folder / out / "returncheck.duckdb")
    scripts = str(Path(sys.executable).parent)
    return subprocess.run(
        words,
        cwd=folder,
        capture_output=True,
        text=True,
        encoding="utf-8",
        env={
            **os.environ,
            "PATH": f"{scripts}{os.pathsep}{os.environ['PATH']}",
            **environment,
        },
        check=False,
    )


def failures(path):
    root = ElementTree.parse(path).getroot()
    return int(root.get("failures")) + int(root.get("errors"))


def test_there_are_templates_for_three_forges():
    assert TEMPLATES == [
        "azure-pipelines.yml",
        "github-nightly.yml",
        "github-push.yml",
        "gitlab-ci.yml",
    ]


@pytest.mark.parametrize("name", TEMPLATES)
def test_the_command_of_a_template_runs(name, made_up, folder):
    install, command = steps(name)
    assert install == "pip install returncheck"
    shown = start(shlex.split(command), made_up, folder, "checked")
    # The nightly one fails on queries, which the made-up report may have.
    assert shown.returncode in (0, 1), shown.stderr
    assert (failures(folder / "checked" / "junit.xml") > 0) is bool(shown.returncode)
    assert (folder / "checked" / "results.json").is_file()


def test_only_what_names_no_child_is_uploaded():
    for name in ("github-nightly.yml", "github-push.yml"):
        (job,) = read(EXAMPLES / name)["jobs"].values()
        assert job["runs-on"] == "self-hosted"
        assert read(EXAMPLES / name)["permissions"] == {"contents": "read"}
        upload = job["steps"][-1]
        assert upload["if"] == "always()"
        assert set(upload["with"]["path"].split()) == SHARED
    job = read(EXAMPLES / "gitlab-ci.yml")["returncheck"]
    assert set(job["artifacts"]["paths"]) == SHARED
    assert job["artifacts"]["reports"] == {"junit": "checked/junit.xml"}
    assert job["artifacts"]["when"] == "always"
    published = read(EXAMPLES / "azure-pipelines.yml")["steps"][-1]
    assert published["inputs"]["testResultsFiles"] in SHARED
    assert published["condition"] == "always()"


def test_the_nightly_ones_have_a_time():
    assert read(EXAMPLES / "github-nightly.yml")[True]["schedule"]  # `on` is true
    assert read(EXAMPLES / "azure-pipelines.yml")["schedules"]


def test_the_hook_runs_before_a_commit(made_up, folder):
    (hook,) = read(ROOT / ".pre-commit-hooks.yaml")
    assert (hook["language"], hook["pass_filenames"]) == ("python", False)
    words = [*shlex.split(hook["entry"]), *hook["args"]]
    shown = start(words, made_up, folder, ".returncheck")
    assert shown.returncode == 0, shown.stderr
    assert len(shown.stdout.splitlines()) == 1


@pytest.fixture(scope="module")
def action():
    return read(ROOT / "action.yml")


def script_of(action, name):
    (step,) = (each for each in action["runs"]["steps"] if each.get("name") == name)
    return step


def run_action(action, made_up, folder, **inputs):
    """Start the checking step of the action as the forge does."""
    step = script_of(action, "Check the returns")
    given = {
        name: str(inputs.get(name, each.get("default", "")))
        for name, each in action["inputs"].items()
    }
    environment = {}
    for name, value in step["env"].items():
        key = value.removeprefix("${{ inputs.").removesuffix(" }}")
        environment[name] = given[key]
    output = folder / "github-output"
    shown = start(
        ["bash", "-e", "-o", "pipefail", "-c", step["run"]],
        *(made_up, folder, "returncheck-output"),
        **environment,
        GITHUB_OUTPUT=str(output),
    )
    return shown, output.read_text(encoding="utf-8")


needs_bash = pytest.mark.skipif(shutil.which("bash") is None, reason="needs bash")


@needs_bash
def test_the_action_checks_what_it_is_given(action, made_up, folder):
    shown, told = run_action(action, made_up, folder, paths="returns\n")
    assert shown.returncode == 0, shown.stderr
    outputs = dict(line.split("=") for line in told.splitlines())
    assert set(outputs) == set(action["outputs"])
    assert all((folder / path).is_file() for path in outputs.values())


@needs_bash
def test_inputs_of_the_action_are_no_commands(action, made_up, folder):
    """A path may have blanks, and nothing in one is obeyed."""
    (folder / "returns").rename(folder / "our returns; touch x $(touch y)")
    shown, _ = run_action(
        action,
        made_up,
        folder,
        paths="our returns; touch x $(touch y)",
        options="--no-suites\n\n--require-rules",
        **{"fail-on": "never"},
    )
    assert shown.returncode in (0, 1), shown.stderr
    assert not {"x", "y"} & {path.name for path in folder.iterdir()}


@needs_bash
def test_a_path_that_looks_like_an_option_is_a_path(action, made_up, folder):
    shown, _ = run_action(action, made_up, folder, paths="--help")
    assert shown.returncode == 3
    assert "--help does not exist" in shown.stderr


def test_the_action_installs_what_its_files_name(action):
    step = script_of(action, "Install returncheck")
    named = [
        word.removeprefix("$ACTION/")
        for word in shlex.split(step["run"].replace("\\\n", ""))
        if word.startswith("$ACTION/")
    ]
    assert named == ["requirements/released.txt", "requirements/build.txt"]
    assert all((ROOT / name).is_file() for name in named)
    for each in action["runs"]["steps"]:
        # What a caller gives stands in variables, never in the text of a script.
        assert "${{" not in each.get("run", "")
