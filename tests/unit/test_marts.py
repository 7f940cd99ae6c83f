"""The registry of the marts: what their YAML says, and that its readers follow it."""

from dataclasses import replace

import duckdb
import polars as pl
import pytest
import yaml
from mart_frames import mart_frame
from report_results import CENSUS, result

from returncheck.catalogue.marts import (
    EXPORTED_TABLES,
    REPORT_PAGE,
    PublicRole,
    ResultRows,
    mart,
    marts,
    marts_of,
    read_marts,
)
from returncheck.disclosure import marts as public_marts
from returncheck.disclosure.marts import make_public
from returncheck.errors import InternalError
from returncheck.results import collect
from returncheck.results.check_result import FINDINGS, CheckResult

each_mart = pytest.mark.parametrize("each", marts(), ids=lambda each: each.name)

YAML = """
models:
  - name: fct_cats
    description: >-
      One row
      per cat.
    config:
      meta:
        place: 2
        order_by: [cat_id]
        readers:
          report_page: of_returns
          exported_tables: is_black
    columns:
      - name: cat_id
        data_type: string
        config: {meta: {public: open}}
        description: The cat.
      - name: owner
        data_type: string
        description: Who feeds it.
"""


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "fct_cats.yml").write_text(YAML)
    (tmp_path / "_exposures.yml").write_text("exposures: []\n")
    return tmp_path


def test_what_is_said_of_a_mart_is_read(folder):
    (cats,) = read_marts(folder)
    assert (cats.name, cats.description) == ("fct_cats", "One row per cat.")
    assert cats.readers == (REPORT_PAGE, EXPORTED_TABLES)
    assert cats.result_rows is ResultRows.OF_RETURNS
    assert cats.exported_where == "is_black"
    assert cats.roles == {"cat_id": PublicRole.OPEN}
    assert cats.is_public


def test_marts_stand_in_the_order_of_their_places(folder):
    first = YAML.replace("fct_cats", "fct_dogs").replace("place: 2", "place: 1")
    (folder / "fct_dogs.yml").write_text(first)
    assert [each.name for each in read_marts(folder)] == ["fct_dogs", "fct_cats"]


def test_a_mart_without_public_roles_is_private(folder):
    text = YAML.replace("        config: {meta: {public: open}}\n", "")
    (folder / "fct_cats.yml").write_text(text)
    assert not read_marts(folder)[0].is_public


def test_a_mart_that_says_why_it_is_private_is_so(folder):
    text = YAML.replace("place: 2", "place: 2\n        private: cats are shy")
    (folder / "fct_cats.yml").write_text(text)
    assert not read_marts(folder)[0].is_public


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("        place: 2\n", "", "fct_cats.yml lacks the key 'place'"),
        ("public: open", "public: perhaps", "fct_cats.yml: 'perhaps' is not a valid"),
        ("of_returns", "some", "fct_cats.yml: 'some' is not a valid"),
    ],
)
def test_a_wrong_word_is_told(folder, old, new, message):
    (folder / "fct_cats.yml").write_text(YAML.replace(old, new))
    with pytest.raises(InternalError, match=message):
        read_marts(folder)


def test_every_mart_is_in_the_registry(root):
    models = {path.stem for path in (root / "models" / "marts").rglob("*.sql")}
    assert {each.name for each in marts()} == models


@each_mart
def test_a_mart_has_an_enforced_contract(root, each):
    (path,) = (root / "models" / "marts").rglob(f"{each.name}.yml")
    document = yaml.safe_load(path.read_text(encoding="utf-8"))
    assert document["models"][0]["config"]["contract"]["enforced"]


def test_no_two_marts_have_one_place():
    assert len({each.place for each in marts()}) == len(marts())


def test_every_mart_is_exported():
    assert marts_of(EXPORTED_TABLES) == marts()


@each_mart
def test_rows_are_ordered_by_columns_of_the_mart(each):
    assert {*each.order_by, *each.series} <= {column.name for column in each.columns}


@each_mart
def test_a_series_is_said_where_rows_are_read_by_series(each):
    assert bool(each.series) == (each.result_rows is ResultRows.OF_SERIES)


@each_mart
def test_a_mart_is_private_for_a_reason_or_each_column_has_its_public_role(each):
    without = [column.name for column in each.columns if column.role is None]
    assert without == ([] if not each.private else [c.name for c in each.columns])


def test_a_result_has_the_marts_of_the_page_and_a_name_for_each():
    found = result()
    names = {each.name for each in marts_of(REPORT_PAGE)}
    assert set(found.marts) == names - {FINDINGS}
    frames = {id(frame): name for name, frame in found.marts.items()}
    properties = [
        name for name, kind in vars(CheckResult).items() if isinstance(kind, property)
    ]
    shown = {frames.get(id(getattr(found, name))) for name in properties}
    assert shown - {None} == names - {FINDINGS}


def test_a_result_holds_the_rows_of_its_returns_and_authorities(folder):
    folder.joinpath("fct_dogs.yml").write_text(
        YAML.replace("fct_cats", "fct_dogs").replace("of_returns", "of_authorities")
    )
    folder.joinpath("fct_birds.yml").write_text(
        YAML.replace("fct_cats", "fct_birds")
        .replace("of_returns", "of_series")
        .replace("place: 2", "place: 2\n        series: [owner]")
    )
    returns = [CENSUS]
    rows = (
        f"(values ('c', null, '887', 'ann'), ('b', '{CENSUS.return_id}', '887', 'ann'),"
        "('a', 'other', '201', 'bob')) as t (cat_id, return_id, la_code, owner)"
    )
    with duckdb.connect() as connection:
        read = {}
        for each in read_marts(folder):
            connection.execute(f"create table {each.name} as select * from {rows}")
            found = collect._rows(connection, each, returns)
            read[each.name] = found["cat_id"].to_list()
    assert read == {"fct_cats": ["b"], "fct_dogs": ["b", "c"], "fct_birds": ["b", "c"]}


def test_other_rows_of_one_mart_leave_the_rest_as_it_is():
    before = result()
    other = mart_frame("fct_exceptions", [{"la_code": "887"}])
    after = before.with_mart("fct_exceptions", other)
    assert after.exceptions is other
    assert after.benchmarks is before.benchmarks
    assert before.exceptions.is_empty()


def public(**frames):
    everything = {each.name: mart_frame(each.name) for each in marts()} | frames
    return make_public(everything, POPULATIONS, ())


POPULATIONS = pl.DataFrame(
    schema={"area_code": pl.String, "return_year": pl.Int32, "population": pl.Int64}
)


def test_a_public_export_holds_the_public_marts_in_their_order():
    names = [each.name for each in marts() if each.is_public]
    assert list(public()) == [*names, "fct_finding_counts"]


def with_mart(monkeypatch, changed):
    others = [each for each in marts() if each.name != changed.name]
    monkeypatch.setattr(public_marts, "described_marts", lambda: (*others, changed))


def test_a_mart_that_is_open_leaves_as_it_is_without_the_columns_that_have_no_role(
    monkeypatch,
):
    columns = tuple(
        replace(each, role=PublicRole.OPEN if each.name == "la_code" else None)
        for each in mart("fct_exceptions").columns
    )
    opened = replace(mart("fct_exceptions"), private="", columns=columns)
    with_mart(monkeypatch, opened)
    rows = mart_frame("fct_exceptions", [{"la_code": "887", "narrative": "Anna's"}])
    shown = public(fct_exceptions=rows)["fct_exceptions"]
    assert shown.to_dicts() == [{"la_code": "887"}]


@pytest.mark.parametrize("role", [PublicRole.OWN, PublicRole.FREE_TEXT])
def test_a_mart_that_nothing_judges_may_show_only_what_is_open(monkeypatch, role):
    columns = tuple(
        replace(each, role=role if each.name == "value" else PublicRole.OPEN)
        for each in mart("fct_exceptions").columns
    )
    with_mart(monkeypatch, replace(mart("fct_exceptions"), private="", columns=columns))
    with pytest.raises(InternalError, match="columns of fct_exceptions are open"):
        public()
