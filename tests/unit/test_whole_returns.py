"""Whole returns through all readers: right, nearly right, broken.

Right ones keep every row; of the others nothing is promised but words. The number of
examples is that of hypothesis' profile, which is larger at night.
"""

import shutil
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from fuzz_targets import read_returns
from made_files import cin_tables, cin_xml, csv_file, kpi_tables, kpi_workbook
from made_wrong import (
    CELL_PIECES,
    XML_PIECES,
    broken,
    nearly,
    wrong_workbook,
)

# A part of what the profile asks, for there are many of these tests.
whole = settings(
    max_examples=settings().max_examples // 5,
    phases=(Phase.explicit, Phase.reuse, Phase.generate),
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)


def picking(data):
    return lambda options: data.draw(st.sampled_from(options))


@pytest.fixture(scope="module")
def base(tmp_path_factory):
    return tmp_path_factory.mktemp("returns")


def laid(base, **files):
    """The files in a folder of their own, emptied before."""
    folder = Path(base, "one")
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    for name, content in files.items():
        (folder / name.replace("__", ".")).write_bytes(content)
    return folder


def counted(read):
    """Rows of all returns by table, those without any left out."""
    assert read.refused == []
    total = {}
    for rows in read.rows.values():
        for table, count in rows.items():
            total[table] = total.get(table, 0) + count
    return {table: count for table, count in total.items() if count}


def folder_of(base, tables, pick):
    files = {f"{name}__csv": csv_file(*table, pick) for name, table in tables.items()}
    return laid(base, **files)


def lengths(tables):
    return {name: len(rows) for name, (_, rows) in tables.items() if rows}


@whole
@given(st.data())
def test_right_census_in_xml_keeps_its_rows(base, data):
    made = cin_xml(picking(data))
    assert counted(read_returns([laid(base, a__xml=made.content)])) == made.rows


@whole
@given(st.data())
def test_right_census_in_csv_keeps_its_rows(base, data):
    pick = picking(data)
    tables = cin_tables(pick)
    assert counted(read_returns([folder_of(base, tables, pick)])) == lengths(tables)


@whole
@given(st.data())
def test_right_kpis_in_csv_keep_their_rows(base, data):
    pick = picking(data)
    tables = kpi_tables(pick)
    assert counted(read_returns([folder_of(base, tables, pick)])) == lengths(tables)


@whole
@given(st.data())
def test_right_kpis_in_a_workbook_keep_their_rows(base, data):
    pick = picking(data)
    tables = kpi_tables(pick)
    path = laid(base, a__xlsx=kpi_workbook(tables, pick))
    assert counted(read_returns([path])) == lengths(tables)


@whole
@given(st.data())
def test_wrong_census_in_xml_is_told_in_words(base, data):
    content = cin_xml(picking(data)).content
    wrong = data.draw(nearly(content, XML_PIECES) | broken(content))
    assert_told(read_returns([laid(base, a__xml=wrong)]))


@whole
@given(st.data())
def test_wrong_census_in_csv_is_told_in_words(base, data):
    pick = picking(data)
    folder = folder_of(base, cin_tables(pick), pick)
    path = data.draw(st.sampled_from(sorted(folder.iterdir())))
    content = path.read_bytes()
    path.write_bytes(data.draw(nearly(content, CELL_PIECES) | broken(content)))
    assert_told(read_returns([folder]))


@whole
@given(st.data())
def test_wrong_kpis_in_csv_are_told_in_words(base, data):
    pick = picking(data)
    folder = folder_of(base, kpi_tables(pick), pick)
    path = data.draw(st.sampled_from(sorted(folder.iterdir())))
    content = path.read_bytes()
    path.write_bytes(data.draw(nearly(content, CELL_PIECES) | broken(content)))
    assert_told(read_returns([folder]))


@whole
@given(st.data())
def test_wrong_kpis_in_a_workbook_are_told_in_words(base, data):
    pick = picking(data)
    content = kpi_workbook(kpi_tables(pick), pick)
    wrong = data.draw(wrong_workbook(content) | broken(content))
    assert_told(read_returns([laid(base, a__xlsx=wrong)]))


def assert_told(read):
    """Something came of the files, if only a refusal; what it says was looked at."""
    assert read.rows or read.refused
