"""dbt's exposures name the marts that are really read, and the marts are documented."""

import re

import pytest
import yaml

from returncheck.export.tables import MARTS

READERS = {
    "report_page": "validators/returncheck/results/collect.py",
    "exported_tables": "validators/returncheck/export/tables.py",
}


@pytest.fixture(scope="module")
def exposures(root):
    path = root / "models" / "marts" / "_exposures.yml"
    listed = yaml.safe_load(path.read_text(encoding="utf-8"))["exposures"]
    return {each["name"]: each for each in listed}


@pytest.mark.parametrize(("name", "reader"), READERS.items())
def test_an_exposure_depends_on_what_its_reader_reads(root, exposures, name, reader):
    text = (root / reader).read_text(encoding="utf-8")
    read = set(re.findall(r"\b(?:fct|dim)_\w+", text))
    named = {
        re.fullmatch(r"ref\('(\w+)'\)", ref)[1] for ref in exposures[name]["depends_on"]
    }
    assert named == read


def test_every_mart_is_exported(root):
    marts = {path.stem for path in (root / "models" / "marts").rglob("*.sql")}
    assert set(MARTS) == marts


def test_every_mart_has_an_enforced_contract_and_describes_its_columns(root):
    gaps = []
    for path in sorted((root / "models" / "marts").rglob("*.sql")):
        document = yaml.safe_load(path.with_suffix(".yml").read_text(encoding="utf-8"))
        model = document["models"][0]
        if not model["config"]["contract"]["enforced"]:
            gaps.append(f"{path.stem}: no contract")
        gaps += [
            f"{path.stem}.{column['name']}"
            for column in model["columns"]
            if not column.get("description") or not column.get("data_type")
        ]
    assert gaps == []


def test_the_readers_of_the_exposures_are_those_that_are_checked(exposures):
    assert set(exposures) == set(READERS)
