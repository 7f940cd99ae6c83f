"""Tables, folders and settings that are too much, or that nobody may read."""

import os
import stat
from pathlib import Path

import polars as pl
import pytest
from readers_files import KPI, columns, figure, write, write_csv

from returncheck.errors import ConfigError
from returncheck.files import csv_files
from returncheck.files.csv_files import read_frames
from returncheck.files.limits import Limits, limited
from returncheck.returns.contracts import check_batch
from returncheck.returns.discover import discover
from returncheck.settings.reading import read_config
from returncheck.warehouse import memory
from returncheck.warehouse.connection import connect
from returncheck.warehouse.memory import memory_limit

HEADINGS = columns(KPI, "Figures")


def figures(path, count=1, **values):
    row = [{**figure(), **values}.get(name, "") for name in HEADINGS]
    return write_csv(path, HEADINGS, *[row] * count)


def lines(path, **changed):
    with limited(Limits(**changed)):
        found = discover([path])
    return [str(refusal.error) for refusal in found.refusals]


def test_a_table_may_have_as_many_rows_as_the_limit(tmp_path):
    assert lines(figures(tmp_path / "f.csv", 3), rows=3) == []


def test_a_table_with_more_rows_is_refused(tmp_path):
    path = figures(tmp_path / "f.csv", 4)
    assert lines(path, rows=3) == [
        f"{path} has too many rows; the limit is 3 rows of a table. Check the export; "
        "if it is right, raise `rows` under `limits` in returncheck.yml."
    ]


def test_a_table_with_more_columns_is_refused(tmp_path):
    (line,) = lines(figures(tmp_path / "f.csv"), columns=5)
    assert f"has {len(HEADINGS)} columns; the limit is 5 columns" in line


def test_a_cell_may_be_as_long_as_the_limit(tmp_path):
    assert lines(figures(tmp_path / "f.csv", note="x" * 50), text_length=50) == []


def test_a_longer_cell_is_refused_with_its_line(tmp_path):
    (line,) = lines(figures(tmp_path / "f.csv", note="x" * 51), text_length=50)
    assert "near line 2, has a cell that is too long" in line
    assert "the limit is 50 characters" in line


def test_a_line_without_end_is_not_read_whole(tmp_path, monkeypatch):
    monkeypatch.setattr(csv_files, "_LONGEST_LINE", 1_000)
    path = figures(tmp_path / "f.csv", paragraph="x" * 600, note="y" * 600)
    (line,) = lines(path)
    assert "has a line of more than 1,000 characters, line 2" in line


def test_rows_that_are_long_come_in_smaller_batches(tmp_path, monkeypatch):
    monkeypatch.setattr(csv_files, "_BATCH_CHARACTERS", 1_000)
    monkeypatch.setattr(csv_files, "_PIECE", 10)
    path = figures(tmp_path / "f.csv", 100, note="x" * 100)
    frames = list(read_frames(path, tuple(HEADINGS), ("note",)))
    assert [frame.height for frame in frames] == [10] * 10
    numbers = pl.concat(frames)["row_number"].to_list()
    assert numbers == list(range(1, 101))


def test_a_file_that_is_too_large_is_refused_unread(tmp_path):
    path = tmp_path / "f.csv"
    with path.open("wb") as handle:
        handle.truncate(2_000_001)
    (line,) = lines(path, input_megabytes=2)
    assert "is too large, 2 megabytes; the limit is 2 megabytes" in line


@pytest.mark.posix
def test_a_pipe_is_called_that(tmp_path):
    path = tmp_path / "pipe"
    os.mkfifo(path)
    assert lines(path) == [
        f"{path} is a pipe, not a file. Save what it gives to a file first and name "
        "that."
    ]


@pytest.mark.posix
def test_a_device_is_called_that():
    (line,) = lines(Path("/dev/null"))
    assert line.startswith("/dev/null is a device, not a file.")


@pytest.mark.posix
def test_a_pipe_in_a_folder_is_passed_over_with_a_note(tmp_path):
    figures(tmp_path / "in" / "f.csv")
    os.mkfifo(tmp_path / "in" / "pipe")
    found = discover([tmp_path / "in"])
    assert [source.collection for source in found.sources] == ["kpi_return"]
    assert found.notes == (f"{tmp_path / 'in'}: 1 pipe or device passed over: 'pipe'.",)


def denied(path):
    return PermissionError(13, "Permission denied", str(path))


def test_a_folder_that_cannot_be_read_is_told_and_the_others_are_read(
    tmp_path, monkeypatch
):
    figures(tmp_path / "in" / "f.csv")
    closed = tmp_path / "in" / "closed"
    closed.mkdir()
    scan = os.scandir

    def scandir(path):
        if Path(path) == closed:
            raise denied(path)
        return scan(path)

    monkeypatch.setattr(os, "scandir", scandir)
    found = discover([tmp_path / "in"])
    assert len(found.sources) == 1
    assert [str(refusal.error) for refusal in found.refusals] == [
        f"{closed} cannot be read: Permission denied. Check that it is still there and "
        "that you may read it."
    ]


@pytest.mark.parametrize("step", ["stat", "open"])
def test_a_file_that_cannot_be_read_is_told_and_the_others_are_read(
    tmp_path, monkeypatch, step
):
    good = figures(tmp_path / "good.csv")
    closed = figures(tmp_path / "closed.csv")
    usual = getattr(Path, step)

    def refuse(path, *given, **named):
        if path == closed:
            raise denied(path)
        return usual(path, *given, **named)

    monkeypatch.setattr(Path, step, refuse)
    found = discover([closed, good])
    assert len(found.sources) == 1
    (refusal,) = found.refusals
    assert str(closed) in str(refusal.error)
    assert "Permission denied" in str(refusal.error)


DEEP = {
    "brackets": "inputs: " + "[" * 5_000 + "]" * 5_000,
    "a few too many": "inputs: " + "[" * 40 + "]" * 40,
    "mappings": "".join(f"{' ' * n}a:\n" for n in range(1_000)),
}


@pytest.mark.parametrize("text", DEEP.values(), ids=DEEP.keys())
def test_settings_that_are_nested_deep_are_refused(tmp_path, text):
    path = write(tmp_path / "returncheck.yml", text)
    with pytest.raises(ConfigError) as caught:
        read_config(path)
    assert str(caught.value) == (
        f"{path} is not valid YAML: it is nested more than 30 levels deep. Make it "
        "simpler."
    )


def test_settings_whose_names_stand_for_much_are_refused(tmp_path):
    rows = ["a0: &a0 [x]"]
    rows += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 9)]
    path = write(tmp_path / "returncheck.yml", "\n".join(rows))
    with pytest.raises(ConfigError, match="aliases written out"):
        read_config(path)


def test_settings_set_limits_one_by_one(tmp_path):
    path = write(tmp_path / "returncheck.yml", "limits:\n  rows: 7\n")
    assert read_config(path).limits == Limits(rows=7)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("limits: {rows: 0}", "gives '0' for rows, no whole number of 1 or more."),
        ("limits: {rows: 1.5}", "gives '1.5' for rows, no whole number"),
        ("limits: {rows: many}", "gives 'many' for rows, no whole number"),
        ("limits: {rwos: 5}", "names the unknown limit 'rwos'. Known limits: input_"),
        ("limits: 5", "has to list a limit and a number each, such as {rows: 500000}"),
    ],
)
def test_settings_with_a_wrong_limit_are_refused(tmp_path, text, words):
    path = write(tmp_path / "returncheck.yml", text)
    with pytest.raises(ConfigError) as caught:
        read_config(path)
    assert words in str(caught.value)


@pytest.mark.parametrize(
    ("column", "value", "is_found"),
    [
        ("period_end", "0001-01-01", True),
        ("period_end", "1899-12-31", True),
        ("period_end", "1900-01-01", False),
        ("period_end", "2100-12-31", False),
        ("period_end", "01/01/2101", True),
        ("report_date", "9999-12-31", True),
        ("denominator", "-1", True),
        ("denominator", "-0.5", True),
        ("denominator", "0", False),
        ("numerator", "-3", True),
        ("value", "-3", False),
    ],
)
def test_values_that_no_one_can_mean_are_findings(column, value, is_found):
    frame = pl.DataFrame([{"row_number": 1, **figure(), column: value}])
    found = check_batch(KPI, "Figures", frame, None)
    ids = found.filter(pl.col("row_number") == 1)["check_id"].to_list()
    expected = [f"contract:kpi_return.Figures.{column}.range"] if is_found else []
    assert ids == expected


def test_the_database_keeps_to_a_share_of_the_memory(tmp_path):
    most = memory_limit()
    assert most is not None
    with connect(tmp_path / "w.duckdb") as connection:
        text = "select current_setting('memory_limit')"
        said = connection.execute(text).fetchone()[0]
    size, unit = said.split()
    scale = {"MiB": 2**20, "GiB": 2**30, "TiB": 2**40}[unit]
    assert float(size) * scale == pytest.approx(most, rel=0.01)


@pytest.mark.posix
def test_the_database_spills_where_only_its_owner_reads_and_leaves_nothing(
    tmp_path, monkeypatch
):
    monkeypatch.setattr(memory, "memory_limit", lambda: 60_000_000)
    database = tmp_path / "o'ut" / "w.duckdb"
    with connect(database) as connection:
        connection.execute(
            "create temp table t as select md5(cast(range as string)) as a "
            "from range(2000000)"
        )
        (folder,) = database.parent.glob(".returncheck-spill-*")
        assert stat.S_IMODE(folder.stat().st_mode) == 0o700
        assert list(folder.iterdir())
    assert [path.name for path in database.parent.iterdir()] == ["w.duckdb"]


def test_a_second_connection_leaves_the_first_its_folder(tmp_path):
    with connect(tmp_path / "w.duckdb") as first:
        with connect(tmp_path / "w.duckdb") as second:
            setting = "select current_setting('temp_directory')"
            folder = second.execute(setting).fetchone()[0]
        assert Path(folder).is_dir()
        assert first.execute(setting).fetchone()[0] == folder
    assert not Path(folder).exists()
