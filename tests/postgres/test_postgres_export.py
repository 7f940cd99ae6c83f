"""`returncheck export --to postgres` in real processes, on a real server."""

import polars as pl
import pytest

from returncheck.catalogue.marts import marts

OF_CHILDREN = {"fct_findings"}


@pytest.fixture(scope="module")
def built(tmp_path_factory, new_database):
    """An output folder without any return: the published figures alone."""
    return new_database(tmp_path_factory.mktemp("out") / "returncheck.duckdb").parent


def tables(postgres, schema="returncheck"):
    return {
        name
        for (name,) in postgres(
            f"select tablename::text from pg_tables where schemaname = '{schema}'"
        )
    }


def refused(shown, said, code=2):
    assert shown.returncode == code
    assert shown.stderr.count("\n") == 1
    assert "Traceback" not in shown.stderr
    assert said in shown.stderr


CHOSEN = ("--authority", "857", "--year", "2025")


def test_marts_go_to_postgres_as_they_go_to_files(
    returncheck, built, tmp_path, postgres
):
    names = {each.name for each in marts()}
    asked = returncheck("export", built, "--to", "postgres", "--child-level", *CHOSEN)
    assert (asked.returncode, asked.stderr) == (0, "")
    assert "left out" not in asked.stdout
    assert tables(postgres) == {*names, "data_dictionary"}

    # Children are there because they were asked for; else they are taken away again.
    shown = returncheck("export", built, "--to", "postgres", *CHOSEN)
    assert (shown.returncode, shown.stderr) == (0, "")
    assert "fct_findings is left out" in shown.stdout
    assert tables(postgres) == {*names - OF_CHILDREN, "data_dictionary"}

    assert returncheck("export", built, "--out", "out", *CHOSEN).returncode == 0
    for name in names - OF_CHILDREN:
        held = pl.read_parquet(tmp_path / "out" / f"{name}.parquet")
        columns = ", ".join(f'"{each}"' for each in held.columns)
        rows = postgres(f"select {columns} from returncheck.{name}")
        assert sorted(map(repr, rows)) == sorted(map(repr, held.rows())), name


def test_public_export_and_what_is_refused(returncheck, built, postgres):
    options = ("--to", "postgres", "--public", "--schema", "for_all")
    shown = returncheck("export", built, *options, *CHOSEN)
    assert (shown.returncode, shown.stderr) == (0, "")
    public = {each.name for each in marts() if each.is_public}
    assert tables(postgres, "for_all") == {
        *public,
        "fct_finding_counts",
        "data_dictionary",
    }
    assert (built / "returncheck.public.duckdb").is_file()

    postgres("create table for_all.ours as select 1 as a")
    refused(returncheck("export", built, *options), "holds ours, which no export made")
    refused(returncheck("export", built, *options, "--child-level"), "--child-level")


def test_a_server_that_is_not_there_enters_nothing_in_the_register(
    returncheck, new_database, tmp_path, postgres
):
    new_database(tmp_path / "returncheck.duckdb")
    to = "postgresql://127.0.0.1:1/marts"
    shown = returncheck("export", "returncheck.duckdb", "--to", to, "--public")
    refused(shown, "no connection to Postgres")
    assert not (tmp_path / "returncheck.public.duckdb").exists()
