"""The container file: what each of its steps names is there, and builds the wheel.

A builder is at hand in the nightly job, which builds and runs it; here the steps that
need nothing installed are run as a script.
"""

import json
import os
import re
import shlex
import shutil
import subprocess
import sys
import tomllib
import zipfile
from dataclasses import dataclass

import pytest


@dataclass(frozen=True)
class Step:
    """One instruction, and the number of the image that it belongs to."""

    image: int
    word: str
    rest: str


@pytest.fixture(scope="module")
def steps(root):
    text = (root / "Containerfile").read_text(encoding="utf-8")
    found, image = [], 0
    for line in text.replace("\\\n", " ").splitlines():
        if not line or line.startswith("#"):
            continue
        word, rest = line.split(" ", 1)
        image += word == "FROM"
        found.append(Step(image, word, rest))
    return found


@pytest.fixture(scope="module")
def project(root):
    return tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))


def rest_of(steps, word, image=None):
    return [s.rest for s in steps if s.word == word and image in (None, s.image)]


def copied(steps, image):
    """What is copied from the checkout, as pairs of a source and its place."""
    for rest in rest_of(steps, "COPY", image):
        words = shlex.split(rest)
        if not words[0].startswith("--"):
            for source in words[:-1]:
                yield source, words[-1]


def test_every_instruction_is_one_that_builders_know(steps):
    known = {"FROM", "WORKDIR", "COPY", "RUN", "USER", "ENTRYPOINT", "CMD"}
    assert {step.word for step in steps} == known


def test_images_are_of_a_python_that_is_tested(steps, project):
    named = project["project"]["classifiers"]
    for rest in rest_of(steps, "FROM"):
        (version,) = re.findall(r"^python:([\d.]+)-slim\b", rest)
        assert f"Programming Language :: Python :: {version}" in named


def test_what_is_copied_is_there(steps, root):
    sources = {source for image in (1, 2) for source, _ in copied(steps, image)}
    assert [source for source in sources if not (root / source).exists()] == []
    (from_wheel,) = (r for r in rest_of(steps, "COPY", 2) if r.startswith("--from"))
    assert from_wheel == "--from=wheel /source/wheels /install/"
    assert rest_of(steps, "FROM", 1)[0].endswith(" AS wheel")


def test_nothing_is_installed_that_is_not_held_to_its_hash(steps):
    installs = [rest for rest in rest_of(steps, "RUN") if "pip install" in rest]
    assert len(installs) == 3
    for command in installs:
        words = set(shlex.split(command))
        assert "--require-hashes" in words or {"--no-deps", "--no-index"} <= words


def test_it_runs_as_a_user_who_is_not_root(steps):
    made = next(rest for rest in rest_of(steps, "RUN") if rest.startswith("useradd"))
    (user,) = rest_of(steps, "USER")
    assert shlex.split(made.split("&&")[0])[-1] == user == "returncheck"
    # The plan is compiled by who will read it.
    words = [step.word for step in steps]
    demo = next(n for n, step in enumerate(steps) if "returncheck demo" in step.rest)
    assert words.index("USER") < demo


def test_it_starts_the_command_of_the_project(steps, project):
    (command,) = json.loads(rest_of(steps, "ENTRYPOINT")[0])
    assert command in project["project"]["scripts"]


def test_the_wheel_is_built_of_nothing_but_what_is_copied(steps, root, tmp_path):
    source = tmp_path / "source"
    source.mkdir()
    for name, place in copied(steps, 1):
        target = source / (name if place == "./" else place)
        if (root / name).is_dir():
            unwanted = shutil.ignore_patterns("__pycache__")
            shutil.copytree(root / name, target, ignore=unwanted)
        else:
            shutil.copyfile(root / name, target)
    (build,) = (rest for rest in rest_of(steps, "RUN", 1) if "hatchling" in rest)
    words = shlex.split(build)
    assert words[0] == "python"
    subprocess.run(
        [sys.executable, *words[1:]], cwd=source, check=True, capture_output=True
    )
    (wheel,) = (source / "wheels").glob("returncheck-*.whl")
    site = tmp_path / "site"
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(site)
    shown = subprocess.run(
        [sys.executable, "-m", "returncheck", "demo", "--help"],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(site)},
        capture_output=True,
        text=True,
        check=True,
    )
    (demo,) = (rest for rest in rest_of(steps, "RUN", 2) if "returncheck demo" in rest)
    options = {w for w in shlex.split(demo) if w.startswith("--")}
    assert options
    assert [option for option in options if option not in shown.stdout] == []
    assert (site / "returncheck" / "project" / "dbt_project.yml").is_file()
