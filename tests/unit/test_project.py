"""The project folder can be another one for a while, and what is read follows it."""

import shutil

import pytest

from returncheck.catalogue.authorities import known_authorities
from returncheck.catalogue.indicators import indicators
from returncheck.catalogue.rules import rule_versions
from returncheck.errors import InternalError
from returncheck.project import project_at, project_root
from returncheck.transform.project_key import project_key

READ = ("dbt_project.yml", "profiles.yml", "macros", "models", "seeds")


@pytest.fixture
def other(root, tmp_path):
    """A copy of the project with one authority, one indicator and no rule."""
    for name in READ:
        copy = shutil.copytree if (root / name).is_dir() else shutil.copy
        copy(root / name, tmp_path / name)
    shutil.rmtree(tmp_path / "models" / "rules")
    for name in ("areas/rc_authorities.csv", "catalogue/rc_indicators.csv"):
        path = tmp_path / "seeds" / name
        lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
        path.write_text("".join(lines[:2]), encoding="utf-8")
    return tmp_path


def read_sizes():
    collections = [path.name for path in (project_root() / "models").glob("rules/*")]
    rules = [rule for name in collections for rule in rule_versions(name)]
    return len(known_authorities()), len(indicators()), len(rules)


def test_project_at_gives_what_the_folder_holds_and_then_the_installed(other):
    before, key = read_sizes(), project_key()
    with project_at(other) as root:
        assert project_root() == root == other
        assert read_sizes() == (1, 1, 0)
        assert project_key() != key
    assert (read_sizes(), project_key()) == (before, key)
    assert min(before) > 1


def test_project_at_comes_back_after_a_fault(other, root):
    with pytest.raises(ZeroDivisionError), project_at(other):
        raise ZeroDivisionError
    assert project_root() == root


def test_project_at_a_folder_without_a_project_is_refused(tmp_path):
    with pytest.raises(InternalError, match="holds no dbt project"):  # noqa: SIM117
        with project_at(tmp_path):
            pass
