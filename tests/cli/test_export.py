"""`returncheck export` in real processes, on databases right and wrong."""

import subprocess
import sys

import duckdb
import pytest

from returncheck.catalogue.marts import marts


@pytest.fixture(scope="module")
def built(tmp_path_factory, new_database):
    """An output folder without any return: the published figures alone."""
    return new_database(tmp_path_factory.mktemp("out") / "returncheck.duckdb").parent


MARTS = {each.name for each in marts()}
PUBLIC = {each.name for each in marts() if each.is_public}


@pytest.mark.parametrize("form", ["parquet", "csv"])
def test_export_writes_the_marts_and_their_dictionary(
    returncheck, built, tmp_path, form
):
    shown = returncheck("export", built, "--out", "out", "--format", form)
    assert (shown.returncode, shown.stderr) == (0, "")
    names = {f"{name}.{form}" for name in MARTS}
    written = {path.name for path in (tmp_path / "out").iterdir()}
    assert written == {*names, "data_dictionary.csv"}
    assert len(shown.stdout.splitlines()) == len(names) + 1


def test_export_of_one_year_writes_a_workbook(returncheck, built, tmp_path):
    shown = returncheck(
        *("export", built / "returncheck.duckdb", "--out", "out", "--format", "xlsx"),
        *("--public", "--authority", "857", "--year", "2025"),
    )
    assert (shown.returncode, shown.stderr) == (0, "")
    import openpyxl

    book = openpyxl.load_workbook(tmp_path / "out" / "returncheck.xlsx")
    made = {"fct_finding_counts", "data_dictionary"}
    assert set(book.sheetnames) == PUBLIC | made
    assert book["fct_benchmarks"].max_row > 40


def test_export_leaves_the_database_as_it_was(returncheck, built):
    before = (built / "returncheck.duckdb").read_bytes()
    assert returncheck("export", built, "--out", "out", "--public").returncode == 0
    assert (built / "returncheck.duckdb").read_bytes() == before
    assert {path.suffix for path in built.iterdir()} == {".duckdb"}


def refused(shown, said, code=2):
    assert shown.returncode == code
    assert shown.stderr.count("\n") == 1
    assert "Traceback" not in shown.stderr
    assert said in shown.stderr


def test_export_without_a_database(returncheck, tmp_path):
    refused(returncheck("export", "--out", "out"), "There is no database")
    refused(returncheck("export", "none.duckdb", "--out", "out"), "none.duckdb")
    assert list(tmp_path.iterdir()) == []


def test_export_of_another_file(returncheck, tmp_path):
    (tmp_path / "notes.txt").write_text("no database", encoding="utf-8")
    refused(returncheck("export", "notes.txt", "--out", "out"), "not a DuckDB database")
    (tmp_path / "notes.csv").write_text("a,b\n1,2\n", encoding="utf-8")
    refused(returncheck("export", "notes.csv", "--out", "out"), "not a DuckDB database")


def test_export_of_a_database_that_is_not_built(returncheck, tmp_path):
    duckdb.connect(tmp_path / "empty.duckdb").close()
    refused(returncheck("export", "empty.duckdb", "--out", "out"), "is not built")


def test_export_of_a_database_in_use(returncheck, tmp_path):
    path = tmp_path / "locked.duckdb"
    code = (
        "import duckdb, sys\n"
        f"held = duckdb.connect({str(path)!r})\n"
        "print('held', flush=True)\n"
        "sys.stdin.read()\n"
    )
    with subprocess.Popen(
        [sys.executable, "-c", code], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as holder:
        assert holder.stdout.readline() == b"held\n"
        shown = returncheck("export", path, "--out", "out")
        holder.stdin.close()
    refused(shown, "is in use by process", code=5)


def test_export_of_an_unknown_authority(returncheck, built):
    refused(
        returncheck("export", built, "--out", "out", "--authority", "999"),
        "no authority '999'",
    )


def test_export_to_a_file(returncheck, built, tmp_path):
    (tmp_path / "out").write_text("", encoding="utf-8")
    refused(returncheck("export", built, "--out", "out"), "cannot be written")


def test_public_export_beside_a_database_is_refused(returncheck, built):
    refused(
        returncheck("export", built, "--out", built, "--public"),
        "also holds returncheck.duckdb",
    )


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("md:team", "--out", "out"), "MotherDuck is a service outside"),
        (("postgres://me:geheim@h/d", "--out", "out"), "--to postgres"),
        (("--to", "md:team"), "MotherDuck is a service outside"),
        (("--to", "postgres://me:geheim@h/d"), "--to holds a password"),
        (("--to", "mysql://me:geheim@h/d"), "--to takes `postgres`"),
        (("--to", "postgres", "--out", "out"), "--out and --format write files"),
        (("--to", "postgres", "--format", "csv"), "--out and --format write files"),
        (("--to", "postgres", "--public", "--child-level"), "no table of children"),
        (("--out", "out", "--schema", "ours"), "are for a Postgres"),
        (("--out", "out", "--child-level"), "are for a Postgres"),
        ((), "Name a folder for the files with --out"),
    ],
)
def test_export_to_where_nothing_goes(returncheck, tmp_path, arguments, said):
    shown = returncheck("export", *arguments)
    refused(shown, said)
    assert "geheim" not in shown.stderr
    assert list(tmp_path.iterdir()) == []


def test_export_without_the_driver_names_the_way_round(monkeypatch):
    from returncheck.errors import ConfigError
    from returncheck.export.postgres import connected
    from returncheck.export.targets import postgres_target

    monkeypatch.setitem(sys.modules, "adbc_driver_postgresql", None)
    with (
        pytest.raises(ConfigError, match=r"returncheck\[postgres\].* parquet or csv"),
        connected(postgres_target("postgres")),
    ):
        pass


@pytest.mark.parametrize(
    ("out", "said"),
    [
        ("md:team", "MotherDuck is a service outside"),
        ("postgres://me:geheim@h/d", "--to postgres"),
    ],
)
def test_run_into_a_service_is_refused(returncheck, tmp_path, out, said):
    (tmp_path / "cin.xml").write_text("<a/>", encoding="utf-8")
    shown = returncheck("run", "cin.xml", "--out", out)
    refused(shown, said)
    assert "geheim" not in shown.stdout + shown.stderr
    assert [path.name for path in tmp_path.iterdir()] == ["cin.xml"]


def test_tables_of_children_are_those_that_are_left_out():
    assert {each.name for each in marts() if each.names_children} == {"fct_findings"}
