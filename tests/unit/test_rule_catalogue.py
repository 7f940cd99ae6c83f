"""The rule catalogue: what it reads from the YAML, and what is generated from it."""

import csv
import io
from dataclasses import replace
from pathlib import Path

import pytest

from returncheck.catalogue import rules
from returncheck.errors import ConfigError
from returncheck.generate import rule_catalogue, rule_models
from returncheck.project import project_at, project_root
from returncheck.returns.registry import kinds_with_rules
from returncheck.returns.tables import Column, Layout, Table

RULE = """\
models:
  - name: rule_{collection}__{model}
    description: One row per made-up fault.
    config:
      meta:
        code: "{code}"
        title: Made up
        severity: query
        first_year: 2024
        scope: record
        fields:
          Episodes: [CHILD]
        needs: [Episodes]
{more}        advice: Look at it.
"""
UNION = "int_toy__rule_results.sql"
LAYOUT = Layout(
    collection="toy",
    title="toy return",
    tables=(
        Table(name="Episodes", columns=(Column(name="CHILD"),), child_id="CHILD"),
        Table(name="Reviews", columns=(Column(name="CHILD"),)),
    ),
)


@pytest.fixture
def toy(tmp_path, monkeypatch):
    """A project folder with rules of two made-up returns."""
    collections = dict.fromkeys(("toy", "other"), LAYOUT)
    monkeypatch.setattr(rule_catalogue, "LAYOUTS", collections)
    (tmp_path / "seeds").mkdir()
    (tmp_path / "dbt_project.yml").touch()
    write(tmp_path, "toy", "217t")
    write(tmp_path, "toy", "100", "        needs_previous: [Episodes, Reviews]\n")
    write(tmp_path, "other", "100")
    with project_at(tmp_path):
        yield tmp_path


def write(root: Path, collection: str, code: str, more: str = "") -> None:
    folder = root / "models" / "rules" / collection
    folder.mkdir(parents=True, exist_ok=True)
    text = RULE.format(collection=collection, model=code.lower(), code=code, more=more)
    (folder / f"rule_{collection}__{code.lower()}.yml").write_text(text)


def seed(name: str) -> list[dict[str, str]]:
    text = rule_catalogue.rule_catalogue_files()[Path(f"seeds/catalogue/rc_{name}.csv")]
    return list(csv.DictReader(io.StringIO(text)))


def test_rule_says_what_it_needs_of_the_previous_year(toy):
    needed = {each.code: each.needs_previous for each in rules.rule_versions("toy")}
    assert needed == {"100": ("Episodes", "Reviews"), "217t": ()}


def test_rule_tables_tell_the_years_apart(toy):
    rows = [
        (row["table_name"], row["needed_in"])
        for row in seed("rule_tables")
        if (row["collection"], row["code"]) == ("toy", "100")
    ]
    assert rows == [
        ("Episodes", "this_year"),
        ("Episodes", "previous_year"),
        ("Reviews", "previous_year"),
    ]


def test_rules_of_all_returns_are_one_set(toy):
    listed = [(row["collection"], row["code"]) for row in seed("rules")]
    assert listed == [("toy", "100"), ("toy", "217t"), ("other", "100")]


def test_rule_code_that_two_returns_share_is_found_in_both(toy):
    assert {each.collection for each in rules.rule("100")} == {"toy", "other"}
    assert rules.known_codes("100") == ["100"]


def test_rule_code_keeps_its_small_letters(toy):
    assert rules.known_codes(["217T", "217t"]) == ["217t"]


def test_rule_code_that_is_in_no_return_is_told_of(toy):
    with pytest.raises(ConfigError, match="no rule '217x'"):
        rules.known_codes(["100", "217x"])


@pytest.mark.parametrize(
    ("given", "offered"),
    [
        pytest.param("217", "Did you mean 217t? ", id="without-its-letter"),
        pytest.param("217X", "Did you mean 217t? ", id="another-letter"),
        pytest.param(" 217t", "Did you mean 217t? ", id="with-a-blank"),
        pytest.param("0100", "Did you mean 100? ", id="with-a-nought"),
        pytest.param("101", "", id="another-number"),
        pytest.param("999", "", id="nothing-near"),
        pytest.param("", "", id="nothing"),
    ],
)
def test_rule_code_that_is_near_is_offered(toy, given, offered):
    with pytest.raises(ConfigError) as error:
        rules.rule(given)
    assert str(error.value) == (
        f"There is no rule '{given}'. {offered}"
        "List the codes with: returncheck rules list"
    )


def test_rule_codes_of_one_number_are_all_offered(toy):
    write(toy, "other", "217Q")
    with pytest.raises(ConfigError, match=r"Did you mean 217Q or 217t\? List"):
        rules.rule("217")


def test_rule_codes_spelt_alike_are_offered(toy):
    write(toy, "other", "2172")
    with pytest.raises(ConfigError, match=r"Did you mean 2172\? List"):
        rules.rule("21722")


def test_rule_that_joins_findings_gives_what_they_are_counted_as():
    """Its SQL has the column where the YAML says so; a query is explained by itself."""
    listed = [
        v for kind in kinds_with_rules() for v in rules.rule_versions(kind.collection)
    ]
    folder = project_root() / "models" / "rules"
    giving = {
        each.model
        for each in listed
        if "counted_as"
        in (folder / each.collection / f"{each.model}.sql").read_text("utf-8")
    }
    joining = {each.model for each in listed if each.joins_findings}
    assert giving == joining != set()
    assert {each.severity for each in listed if each.joins_findings} == {"error"}


def test_rule_results_of_a_rule_that_joins_none_leave_it_to_each_finding(toy):
    write(toy, "other", "300", "        joins_findings: true\n")
    files = rule_models.rule_model_files(replace(LAYOUT, collection="other"))
    (block,) = (text for path, text in files.items() if path.name.endswith("s_1.sql"))
    assert "('100', 2024, 'rule_other__100', 'null')" in block
    assert "('300', 2024, 'rule_other__300', 'counted_as')" in block


def test_rule_results_are_built_in_blocks_that_hold_every_version_once(toy):
    for number in range(60):
        write(toy, "toy", f"9{number:02}")
    files = rule_models.rule_model_files(LAYOUT)
    blocks = {
        path.stem: text
        for path, text in files.items()
        if path.suffix == ".sql" and "__rule_results_" in path.stem
    }
    sizes = [text.count("'rule_toy__") for text in blocks.values()]
    assert sizes == [25, 25, 12]
    (union,) = (text for path, text in files.items() if path.name == UNION)
    assert [name for name in blocks if f"'{name}'" not in union] == []
    models = {each.model for each in rules.rule_versions("toy")}
    assert [
        name for name in models if f"'{name}'" not in "".join(blocks.values())
    ] == []
