"""Generated files, the layouts and the catalogue stay in step."""

import csv

import pytest
import yaml

from returncheck.catalogue.indicators import indicators
from returncheck.generate import generated_files
from returncheck.generate.notice import NOTICE
from returncheck.returns import LAYOUTS


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
        # CSV and JSON have no comments.
        if path.suffix not in (".csv", ".json")
        and "do not edit" not in "".join(text.splitlines()[:2])
    ]
    assert unsaid == []


def test_generated_seeds_say_that_they_are_in_their_description(root, generated):
    catalogue = (root / "seeds/catalogue/catalogue.yml").read_text(encoding="utf-8")
    said = {
        seed["name"]
        for seed in yaml.safe_load(catalogue)["seeds"]
        if seed["description"].endswith("do not edit.")
    }
    assert said == {path.stem for path in generated if path.suffix == ".csv"}


def test_no_generated_model_is_left_over(root, generated):
    """A block of rules or a return that is no more leaves none behind."""
    noted = {
        path.relative_to(root)
        for path in (root / "models").rglob("*.*")
        if NOTICE in path.read_text(encoding="utf-8")
    }
    assert noted == {path for path in generated if path.parts[0] == "models"}


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
    path = root / "seeds" / "catalogue" / "rc_code_lists.csv"
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


def _recomputed():
    return [each for each in indicators() if each.computed_from in LAYOUTS]


def _indicator_tables(root):
    path = root / "seeds" / "catalogue" / "rc_indicator_tables.csv"
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_indicator_tables_cover_what_is_counted_from_records(root):
    rows = _indicator_tables(root)
    counted = {
        (each.indicator_id, each.computed_from)
        for each in _recomputed()
        if each.unit != "per_10k"
    }
    needed = {
        (row["indicator_id"], row["collection"])
        for row in rows
        if row["needed_in"] == "this_year"
    }
    assert needed == counted
    known = {
        (layout.collection, table.name)
        for layout in LAYOUTS.values()
        for table in layout.tables
    }
    # A derived column is needed by itself: not every return has what it comes from.
    known |= {
        (layout.collection, f"{table.name}.{column.name}")
        for layout in LAYOUTS.values()
        for table in layout.tables
        for column in table.columns
        if column.derived
    }
    assert {(row["collection"], row["table_name"]) for row in rows} <= known


def test_indicators_that_look_back_say_what_they_need(root):
    looking_back = {
        row["indicator_id"]
        for row in _indicator_tables(root)
        if row["needed_in"] == "previous_year"
    }
    assert looking_back
    # Where an earlier return leaves months unknown, the return's own models say so.
    gaps = "\n".join(
        path.read_text(encoding="utf-8")
        for path in sorted((root / "models/intermediate").glob("*/int_*_gaps.sql"))
    )
    untold = {
        each.indicator_id for each in _recomputed() if f"'{each.indicator_id}'" in gaps
    }
    assert looking_back | untold == {
        each.indicator_id for each in _recomputed() if each.needs
    }


def test_every_recomputed_rate_has_a_counted_indicator_as_its_numerator():
    listed = {indicator.indicator_id: indicator for indicator in indicators()}
    rates = [each for each in _recomputed() if each.unit == "per_10k"]
    assert rates
    assert [
        rate.indicator_id
        for rate in rates
        if (listed[rate.numerator].unit, listed[rate.numerator].computed_from)
        != ("count", rate.computed_from)
    ] == []


def test_indicator_texts_are_whole():
    texts = {
        f"{indicator.indicator_id}: {text}": text
        for indicator in indicators()
        for text in (indicator.numerator, indicator.denominator, indicator.note)
    }
    assert [n for n, t in texts.items() if t.count("(") != t.count(")")] == []
    shares = [i for i in indicators() if i.unit in {"percent", "per_10k"}]
    assert [i.indicator_id for i in shares if not i.denominator] == []
