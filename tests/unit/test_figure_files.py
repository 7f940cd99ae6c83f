"""The files of published figures: what they hold, and how a build finds them."""

import csv
import re
import shutil

import duckdb
import polars as pl
import pytest
from spark_sql import render

from returncheck.errors import InternalError
from returncheck.project import project_at
from returncheck.published.current import shipped_figures
from returncheck.transform.compiler import _arguments
from returncheck.transform.plan import PUBLISHED_FOLDER, BuildPlan, BuildStep
from returncheck.transform.running import run_plan
from returncheck.warehouse import connect
from returncheck.warehouse.preparation import prepare_raw

MODEL = "stg_reference__published_figures"
HEADINGS = "indicator_id,year,area_type,area_code,value,numerator,denominator\n"
ORDER = ("indicator_id", "year", "area_type", "area_code")
CELL = r"-?[0-9]+([.][0-9]+)?|c|z|x|u|low|k"


@pytest.fixture(scope="module")
def files(root):
    found = sorted((root / "seeds" / "published").iterdir())
    assert found
    return found


@pytest.fixture(scope="module")
def topics(root):
    path = root / "seeds" / "catalogue" / "rc_indicators.csv"
    with path.open(encoding="utf-8", newline="") as file:
        return {row["indicator_id"]: row["topic"] for row in csv.DictReader(file)}


def test_each_file_has_the_figures_of_one_topic(files, topics):
    for path in files:
        listed = pl.read_csv(path, infer_schema=False)["indicator_id"].unique()
        names = {topics[each].lower().replace(" ", "_") for each in listed}
        assert {f"{name}.csv" for name in names} == {path.name}


def test_files_are_text_of_one_form_in_order(files):
    for path in files:
        content = path.read_bytes()
        assert content.decode("utf-8").startswith(HEADINGS), path.name
        assert b"\r" not in content, path.name
        assert b'"' not in content, path.name
        keys = pl.read_csv(path, infer_schema=False).select(ORDER).rows()
        assert keys == sorted(keys), path.name


def test_every_cell_is_a_number_or_a_symbol():
    figures = shipped_figures()
    for column in ("value", "numerator", "denominator"):
        cells = figures[column].drop_nulls().unique().to_list()
        assert [cell for cell in cells if not re.fullmatch(CELL, cell)] == []


def test_a_figure_is_said_once_and_says_something():
    figures = shipped_figures()
    keys = ["indicator_id", "year", "area_code"]
    assert figures.select(pl.struct(keys).is_duplicated().any()).item() is False
    assert figures.select(*ORDER, "value").null_count().sum_horizontal().item() == 0


def build(project, database):
    """Run the model alone on what a project folder holds."""
    sql = render(
        (project / "models" / f"{MODEL}.sql").read_text(encoding="utf-8"), "duckdb"
    )
    step = BuildStep(
        name=MODEL, kind="table", query=sql, seed=None, columns={}, is_reference=True
    )
    with project_at(project), connect(database) as connection:
        prepare_raw(connection, database)
        run_plan(connection, BuildPlan(key="k", steps=(step,)), lambda *_: None)
    with duckdb.connect(str(database), read_only=True) as connection:
        columns = "indicator_id, year, value, numerator, denominator, value_printed"
        return connection.execute(
            f"select {columns} from {MODEL} order by 1"
        ).fetchall()


@pytest.fixture
def project(root, tmp_path):
    """A project of that model alone, in a folder whose name asks for care."""
    folder = tmp_path / "the council's own"
    (folder / "models").mkdir(parents=True)
    (folder / "seeds" / "published").mkdir(parents=True)
    (folder / "dbt_project.yml").write_text("name: a\n")
    source = root / "models" / "staging" / "reference" / f"{MODEL}.sql"
    shutil.copyfile(source, folder / "models" / source.name)
    return folder


def test_all_files_are_read_with_numbers_as_numbers(project, tmp_path):
    published = project / "seeds" / "published"
    (published / "one.csv").write_text(HEADINGS + "a,2025,authority,201,10.5,21,200\n")
    (published / "two.csv").write_text(HEADINGS + "b,2025,authority,201,c,c,200\n")
    assert build(project, tmp_path / "a.duckdb") == [
        ("a", 2025, 10.5, 21, 200, "10.5"),
        ("b", 2025, None, None, 200, "c"),
    ]


def test_file_may_have_the_line_ends_of_a_checkout_on_windows(project, tmp_path):
    text = HEADINGS + "a,2025,authority,201,10.5,21,\n"
    (project / "seeds" / "published" / "one.csv").write_bytes(
        text.replace("\n", "\r\n").encode()
    )
    assert build(project, tmp_path / "a.duckdb") == [
        ("a", 2025, 10.5, 21, None, "10.5")
    ]


@pytest.mark.parametrize("text", [None, HEADINGS + "a,2025,authority,201,10.5\n"])
def test_installation_without_whole_files_is_refused(project, tmp_path, text):
    if text is not None:
        (project / "seeds" / "published" / "one.csv").write_text(text)
    with pytest.raises(InternalError, match=MODEL):
        build(project, tmp_path / "a.duckdb")


def test_dbt_compiles_for_no_folder_of_this_machine(tmp_path):
    assert PUBLISHED_FOLDER in " ".join(_arguments(tmp_path, tmp_path))
