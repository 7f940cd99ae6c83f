"""Rules of a draft are said to be provisional wherever rules are listed."""

import json
import shutil

import pytest
import yaml
from typer.testing import CliRunner

from returncheck.cli import command_line
from returncheck.generate.rule_pages import rule_page_files
from returncheck.project import project_at
from returncheck.returns import LAYOUTS

FOLDER = "models/rules/cin_census"


@pytest.fixture
def drafted(root, tmp_path):
    """A project of two rules: one of old, one new in 2027 and provisional."""
    (tmp_path / FOLDER).mkdir(parents=True)
    shutil.copytree(root / "seeds", tmp_path / "seeds")
    shutil.copy(root / "dbt_project.yml", tmp_path)
    for code in ("8608", "100"):
        name = f"rule_cin_census__{code}.yml"
        document = yaml.safe_load((root / FOLDER / name).read_text("utf-8"))
        if code == "8608":
            meta = document["models"][0]["config"]["meta"]
            meta |= {"first_year": 2027, "provisional": True}
        (tmp_path / FOLDER / name).write_text(yaml.safe_dump(document), "utf-8")
    with project_at(tmp_path):
        yield tmp_path


def call(*arguments):
    shown = CliRunner().invoke(command_line(), ["rules", *arguments])
    assert shown.exit_code == 0, shown.output
    return shown.stdout


@pytest.mark.usefixtures("drafted")
def test_list_says_which_rules_are_provisional():
    listed = json.loads(call("list", "--year", "2027", "--format", "json"))
    assert {each["code"]: each["status"] for each in listed} == {
        "100": "final",
        "8608": "provisional",
    }


@pytest.mark.usefixtures("drafted")
def test_diff_names_the_new_rules_as_provisional():
    changes = json.loads(call("diff", "2026", "2027", "--format", "json"))
    assert [(each["code"], each["change"]) for each in changes] == [
        ("8608", "new (provisional)")
    ]
    said = call("diff", "2026", "2027")
    assert "The rule set of 2027 is provisional" in said
    assert "are the same" not in said


@pytest.mark.usefixtures("drafted")
def test_the_page_says_it_too():
    (page,) = rule_page_files(LAYOUTS["cin_census"]).values()
    assert "Rule sets held: 2023 to 2026, 2027 (provisional)." in page
    assert "(error, since 2027, provisional)" in page
    assert "(error, since 2023)" in page


@pytest.mark.usefixtures("drafted")
def test_show_says_it(monkeypatch):
    from returncheck.catalogue import rule_examples
    from returncheck.catalogue.rule_examples import Example, Examples

    # The bundled examples are of the rules as they are.
    example = Example(name="a case", year=2027, tables={}, faults=frozenset())
    examples = Examples(passes=example, fails=example)
    monkeypatch.setattr(rule_examples, "rule_examples", lambda _: examples)
    assert "years     since 2027, provisional" in call("show", "8608")
