"""Generated files, the layouts and the catalogue stay in step."""

import csv
import re

import pytest
import yaml

from returncheck.catalogue.indicators import indicators
from returncheck.generate import generated_files
from returncheck.returns import CIN_CENSUS, LAYOUTS


@pytest.fixture(scope="module")
def generated():
    return generated_files()


def test_generated_files_are_up_to_date(root, generated):
    stale = [
        str(path)
        for path, text in generated.items()
        if (root / path).read_text(encoding="utf-8") != text
    ]
    assert stale == []


def test_generated_files_say_that_they_are(generated):
    unsaid = [
        str(path)
        for path, text in generated.items()
        if "do not edit" not in "".join(text.splitlines()[:2])
    ]
    assert unsaid == []


def test_sources_name_every_raw_table(root):
    for layout in LAYOUTS.values():
        name = layout.collection
        path = root / f"models/staging/{name}/_{name}__sources.yml"
        listed = yaml.safe_load(path.read_text(encoding="utf-8"))["sources"][0]
        assert [table["name"] for table in listed["tables"]] == [
            f"{name}__{table.name}" for table in layout.tables
        ]


def test_every_model_has_its_yaml_beside_it(root):
    models = (root / "models").rglob("*.sql")
    assert [str(m) for m in models if not m.with_suffix(".yml").is_file()] == []


def test_every_model_states_its_grain(root):
    models = sorted((root / "models").rglob("*.sql"))
    lines = {m.name: m.read_text(encoding="utf-8").splitlines()[0] for m in models}
    assert [
        name for name, line in lines.items() if not line.startswith("-- One ")
    ] == []


def test_code_lists_of_the_layout_exist(root):
    path = root / "seeds" / "catalogue" / "code_lists.csv"
    with path.open(encoding="utf-8", newline="") as file:
        listed = {(row["collection"], row["list_name"]) for row in csv.DictReader(file)}
    used = {
        (layout.collection, column.code_list)
        for layout in LAYOUTS.values()
        for table in layout.tables
        for column in table.columns
        if column.code_list
    }
    assert used == listed


def test_indicator_tables_cover_what_is_counted_from_the_census(root):
    path = root / "seeds" / "catalogue" / "indicator_tables.csv"
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    counted = {
        indicator.indicator_id
        for indicator in indicators()
        if indicator.computed_from == "cin_census" and indicator.unit != "per_10k"
    }
    assert {row["indicator_id"] for row in rows} == counted
    assert {row["table_name"] for row in rows} <= {t.name for t in CIN_CENSUS.tables}


def test_every_census_rate_has_a_counted_indicator_as_its_numerator():
    listed = {indicator.indicator_id: indicator for indicator in indicators()}
    rates = [
        indicator
        for indicator in listed.values()
        if indicator.computed_from == "cin_census" and indicator.unit == "per_10k"
    ]
    assert len(rates) == 8
    assert [r.indicator_id for r in rates if listed[r.numerator].unit != "count"] == []


def test_indicator_texts_are_whole():
    texts = {
        f"{indicator.indicator_id}: {text}": text
        for indicator in indicators()
        for text in (indicator.numerator, indicator.denominator, indicator.note)
    }
    assert [n for n, t in texts.items() if t.count("(") != t.count(")")] == []
    shares = [i for i in indicators() if i.unit in {"percent", "per_10k"}]
    assert [i.indicator_id for i in shares if not i.denominator] == []


WINDOWS = {
    "assessments_within_45_days": (
        "models/intermediate/cin_census/int_cin_census__assessment_members.sql",
        "expectations/assessment_timeliness.yml",
    ),
    "icpc_within_15_days": (
        "models/intermediate/cin_census/int_cin_census__section47_members.sql",
        "expectations/conference_timeliness.yml",
    ),
}


def test_windows_of_the_catalogue_are_those_that_are_counted(root):
    windows = {
        each.indicator_id: each.window_days
        for each in indicators()
        if each.window_days and each.computed_from == "cin_census"
    }
    assert set(windows) == set(WINDOWS)
    for name, (model, suite) in WINDOWS.items():
        text = (root / model).read_text(encoding="utf-8")
        counted = re.search(rf"'{name}',[^}}]*working_days <= (\d+)", text)
        assert int(counted[1]) == windows[name]
        days = re.findall(
            r"max_value: (\d+)", (root / suite).read_text(encoding="utf-8")
        )
        assert str(windows[name]) in days
