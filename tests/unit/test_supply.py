"""The pinned and hashed packages of the released install, and the bounds of all."""

import re
import tomllib
from importlib import metadata

import pytest
from packaging.markers import default_environment
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from packaging.version import Version

PYTHONS = ("3.11", "3.12", "3.13")


def entries(path):
    """Each requirement of a hashed list, and its hashes."""
    text = path.read_text(encoding="utf-8").replace("\\\n", " ")
    for line in text.splitlines():
        if line.strip() and not line.lstrip().startswith("#"):
            pin, *hashes = line.split("--hash=")
            yield Requirement(pin), [each.strip() for each in hashes]


def pins(path, **environment):
    """Version by name of what a list installs on a machine of that kind."""
    environment = {**default_environment(), "extra": "", **environment}
    return {
        canonicalize_name(pin.name): Version(str(pin.specifier).removeprefix("=="))
        for pin, _ in entries(path)
        if pin.marker is None or pin.marker.evaluate(environment)
    }


@pytest.fixture(scope="module")
def project(root):
    return tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def runtime(project):
    return [Requirement(each) for each in project["project"]["dependencies"]]


@pytest.fixture(scope="module")
def released(root):
    return root / "requirements" / "released.txt"


@pytest.fixture(params=["released.txt", "build.txt"])
def listed(root, request):
    return root / "requirements" / request.param


def test_every_package_has_one_version_and_hashes(listed):
    found = list(entries(listed))
    assert found
    for pin, hashes in found:
        assert re.fullmatch(r"==[^=*,]+", str(pin.specifier)), pin
        assert hashes, pin
        for each in hashes:
            assert re.fullmatch(r"sha256:[0-9a-f]{64}", each), pin


def test_lists_name_no_registry(listed):
    text = listed.read_text(encoding="utf-8")
    assert "://" not in text
    assert "index-url" not in text


@pytest.mark.parametrize("python", PYTHONS)
@pytest.mark.parametrize("platform", ["linux", "win32", "darwin"])
def test_pins_are_within_the_ranges_of_the_project(runtime, released, python, platform):
    pinned = pins(
        released,
        python_version=python,
        python_full_version=f"{python}.0",
        sys_platform=platform,
    )
    for wanted in runtime:
        assert pinned[canonicalize_name(wanted.name)] in wanted.specifier, wanted


def test_one_version_of_a_package_on_one_machine(released):
    for python in PYTHONS:
        environment = {
            **default_environment(),
            "python_version": python,
            "python_full_version": f"{python}.0",
        }
        names = [
            canonicalize_name(pin.name)
            for pin, _ in entries(released)
            if pin.marker is None or pin.marker.evaluate(environment)
        ]
        assert len(names) == len(set(names)), python


def needed_here(runtime, pinned):
    """What the pinned packages that are installed here need, and who needs it."""
    ahead = [("returncheck", each) for each in runtime]
    done = set()
    while ahead:
        owner, wanted = ahead.pop()
        yield owner, wanted
        name = canonicalize_name(wanted.name)
        key = (name, frozenset(wanted.extras))
        if key in done:
            continue
        done.add(key)
        # Another version than the pinned one may need other packages.
        if metadata.version(name) != str(pinned.get(name)):
            continue
        for text in metadata.requires(name) or ():
            below = Requirement(text)
            extras = wanted.extras or {""}
            if below.marker is None or any(
                below.marker.evaluate({"extra": extra}) for extra in extras
            ):
                ahead.append((name, below))


def test_everything_that_a_package_needs_is_pinned_too(runtime, released):
    pinned = pins(released)
    seen = list(needed_here(runtime, pinned))
    for owner, wanted in seen:
        name = canonicalize_name(wanted.name)
        assert name in pinned, f"{name}, which {owner} needs"
        assert wanted.specifier.contains(pinned[name], prereleases=True), (
            f"{name} {pinned[name]} is not what {owner} needs: {wanted}"
        )
    assert len({canonicalize_name(wanted.name) for _, wanted in seen}) > len(runtime)


def test_what_is_installed_is_within_the_ranges(runtime):
    for wanted in runtime:
        version = metadata.version(wanted.name)
        assert wanted.specifier.contains(version, prereleases=True), wanted


def bounded(requirement):
    return any(
        each.operator in ("<", "<=", "==", "~=") for each in requirement.specifier
    )


def test_every_dependency_has_an_upper_bound(project, runtime):
    development = project["project"]["optional-dependencies"]["dev"]
    build = project["dependency-groups"]["build"]
    system = project["build-system"]["requires"]
    others = [Requirement(each) for each in (*development, *build, *system)]
    assert [str(each) for each in (*runtime, *others) if not bounded(each)] == []


def test_the_build_is_pinned_as_the_project_asks(root, project):
    (wanted,) = (Requirement(each) for each in project["build-system"]["requires"])
    group = [Requirement(each) for each in project["dependency-groups"]["build"]]
    assert group == [wanted]
    pinned = pins(root / "requirements" / "build.txt")
    assert pinned["hatchling"] in wanted.specifier


def test_packages_in_both_lists_have_one_version(root, released):
    build = pins(root / "requirements" / "build.txt")
    run = pins(released)
    assert {name: build[name] for name in build.keys() & run.keys()} == {
        name: run[name] for name in build.keys() & run.keys()
    }
