"""Tables of an export on a real server: whole, replaced, and out of nobody's way."""

import datetime
import threading

import polars as pl
import pytest
from adbc_driver_postgresql import dbapi

from returncheck.errors import BusyError, ConfigError
from returncheck.export.postgres import connected
from returncheck.export.targets import postgres_target

DICTIONARY = pl.DataFrame(
    [
        ("t", "", "", "One row per it's."),
        ("t", "a", "integer", "A number."),
        ("t", "empty", "date", "Nothing."),
    ],
    schema=["table", "column", "type", "description"],
    orient="row",
)
ROWS = pl.DataFrame(
    {
        "a": [1, 2, None],
        "many": [2**40, 0, None],
        "value": [0.1, -0.0, None],
        "text": ["é \"'\\ \t=1+1", "", None],
        "day": [datetime.date(2025, 3, 31), datetime.date(1, 1, 1), None],
        "is_so": [True, False, None],
        "empty": [None, None, None],
    },
    schema_overrides={"a": pl.Int32, "empty": pl.Null},
)


def put(tables=None, schema=None, to="postgres", *, alone=False):
    with connected(postgres_target(to, schema)) as server:
        server.prepare(tables or {"t": ROWS}, DICTIONARY, alone=alone)
        return server.replace()


def test_rows_types_and_words_arrive_as_they_are(postgres):
    assert put() == {"t": 3, "data_dictionary": 3}
    row, empty, nothing = postgres("select * from returncheck.t order by a nulls last")
    day = datetime.date(2025, 3, 31)
    assert row == (1, 2**40, 0.1, "é \"'\\ \t=1+1", day, True, None)
    assert empty == (2, 0, 0.0, "", datetime.date(1, 1, 1), False, None)
    assert nothing == (None,) * 7
    types = postgres(
        "select column_name::text, data_type::text from information_schema.columns "
        "where table_schema = 'returncheck' and table_name = 't' "
        "order by ordinal_position"
    )
    assert dict(types) == {
        "a": "integer",
        "many": "bigint",
        "value": "double precision",
        "text": "text",
        "day": "date",
        "is_so": "boolean",
        "empty": "date",
    }
    comments = postgres(
        "select obj_description(oid, 'pg_class'), col_description(oid, 1) "
        "from pg_class where relname = 't'"
    )
    assert comments == [("One row per it's. Made by returncheck.", "A number.")]


def test_the_same_again_is_the_same(postgres):
    put()
    before = postgres("select oid::bigint from pg_class where relname = 't'")
    assert put() == {"t": 3, "data_dictionary": 3}
    assert postgres("select count(*) from returncheck.t") == [(3,)]
    assert postgres("select oid::bigint from pg_class where relname = 't'") == before


def test_views_and_grants_outlive_an_export_with_the_same_columns(postgres):
    put()
    postgres("create view ours as select count(*) as n from returncheck.t")
    postgres("grant select on returncheck.t to public")
    put({"t": ROWS.head(1)})
    assert postgres("select n from ours") == [(1,)]
    assert postgres("select has_table_privilege('public', 'returncheck.t', 'select')")


def test_a_table_with_other_columns_is_made_anew(postgres):
    put()
    put({"t": ROWS.drop("many")})
    assert len(postgres("select * from returncheck.t")[0]) == 6


def test_what_stands_on_a_table_with_other_columns_is_named(postgres):
    put()
    postgres("create view ours as select a from returncheck.t")
    with pytest.raises(ConfigError, match="other objects depend on it") as told:
        put({"t": ROWS.drop("many")})
    assert "\n" not in str(told.value)
    assert len(postgres("select * from returncheck.t")[0]) == 7


def test_a_table_of_an_earlier_export_alone_is_gone(postgres):
    put({"t": ROWS, "of_children": ROWS})
    put()
    assert postgres("select to_regclass('returncheck.of_children')::text") == [(None,)]


@pytest.mark.parametrize("alone", [False, True])
def test_a_table_of_others_in_the_way_is_left_as_it_is(postgres, alone):
    postgres("create schema returncheck")
    postgres("create table returncheck.t as select 7 as theirs")
    with pytest.raises(ConfigError, match="holds t, which no export made"):
        put(alone=alone)
    assert postgres("select theirs from returncheck.t") == [(7,)]


def test_tables_of_others_beside_ours_are_in_the_way_of_the_public_alone(postgres):
    postgres("create schema returncheck")
    postgres("create view returncheck.theirs as select 7 as a")
    put()
    with pytest.raises(ConfigError, match="holds theirs"):
        put(alone=True)
    assert postgres("select a from returncheck.theirs") == [(7,)]


def test_what_fails_in_the_middle_changes_nothing(postgres):
    put()
    with connected(postgres_target("postgres")) as server:
        server.prepare({"u": ROWS}, DICTIONARY, alone=False)
    assert postgres("select count(*) from returncheck.t") == [(3,)]
    assert postgres("select to_regclass('returncheck.u')::text") == [(None,)]


def test_who_reads_meanwhile_has_the_rows_of_before(postgres):
    put()
    with connected(postgres_target("postgres")) as server:
        server.prepare({"t": ROWS.head(1)}, DICTIONARY, alone=False)
        assert postgres("select count(*) from returncheck.t") == [(3,)]
        server.replace()
    assert postgres("select count(*) from returncheck.t") == [(1,)]


def test_two_exports_at_once_into_one_schema(postgres):
    put()
    with connected(postgres_target("postgres")) as server:
        server.prepare({"t": ROWS}, DICTIONARY, alone=False)
        with pytest.raises(BusyError, match="Another export is writing"):
            put()
        assert put(schema="another") == {"t": 3, "data_dictionary": 3}
        server.replace()


def test_a_table_that_somebody_has_locked_is_waited_for_and_then_refused(
    postgres, monkeypatch
):
    from returncheck.export import postgres as module

    monkeypatch.setattr(module, "_LOCK_SECONDS", 1)
    put()
    with dbapi.connect("postgresql://") as other, other.cursor() as cursor:
        cursor.execute("lock table returncheck.t in exclusive mode")
        with pytest.raises(BusyError, match=r"in use: .*lock timeout"):
            put()
    assert put()["t"] == 3


def test_schemas_and_tables_with_odd_names(postgres):
    put({'quo"ted': ROWS}, schema='Our "Marts" it\'s')
    rows = postgres('select count(*) from "Our ""Marts"" it\'s"."quo""ted"')
    assert rows == [(3,)]


def test_a_user_without_rights_is_told_which(postgres, monkeypatch):
    postgres("drop role if exists reader")
    postgres("create role reader login password 'leser'")
    monkeypatch.setenv("PGPASSWORD", "leser")
    with pytest.raises(ConfigError, match=r"permission denied .* CREATE and USAGE"):
        put(to="postgresql://reader@/marts")
    monkeypatch.setenv("PGUSER", "reader")
    with pytest.raises(ConfigError, match="permission denied"):
        put()


def test_a_user_with_a_schema_of_its_own_needs_no_more(postgres, monkeypatch):
    postgres("drop role if exists writer")
    postgres("create role writer login password 'schreiber'")
    postgres("create schema returncheck authorization writer")
    monkeypatch.setenv("PGPASSWORD", "schreiber")
    monkeypatch.setenv("PGUSER", "writer")
    assert put()["t"] == 3
    assert put()["t"] == 3


def test_a_wrong_password_is_one_line_without_it(postgres, monkeypatch):
    monkeypatch.setenv("PGPASSWORD", "falsch-91")
    with pytest.raises(ConfigError, match="password authentication failed") as told:
        put()
    assert "falsch-91" not in str(told.value)
    assert "\n" not in str(told.value)


@pytest.mark.parametrize(
    ("to", "said"),
    [
        ("postgresql://127.0.0.1:1/marts", "Connection refused"),
        ("postgresql:///none", 'database "none" does not exist'),
        ("postgresql:///?service=none", 'service "none" not found'),
        ("postgresql:///marts?colour=1", "invalid URI query parameter"),
    ],
)
def test_a_server_that_is_not_there(postgres, to, said):
    with pytest.raises(ConfigError, match="no connection to Postgres") as told:
        put(to=to)
    assert said in str(told.value)
    assert "\n" not in str(told.value)


def test_service_file_and_password_file(postgres, server, tmp_path, monkeypatch):
    for name in server:
        monkeypatch.delenv(name)
    services, passwords = tmp_path / "services.conf", tmp_path / "passwords"
    services.write_text(
        f"[marts]\nhost={server['PGHOST']}\nport={server['PGPORT']}\n"
        f"user={server['PGUSER']}\ndbname=marts\n",
        encoding="utf-8",
    )
    passwords.write_text(f"*:*:*:*:{server['PGPASSWORD']}\n", encoding="utf-8")
    passwords.chmod(0o600)
    monkeypatch.setenv("PGSERVICEFILE", str(services))
    monkeypatch.setenv("PGPASSFILE", str(passwords))
    assert put(to="postgresql:///?service=marts")["t"] == 3
    monkeypatch.setenv("PGSERVICE", "marts")
    assert put()["t"] == 3


def test_a_server_that_takes_no_changes(postgres):
    postgres("alter database marts set default_transaction_read_only = on")
    with pytest.raises(ConfigError, match="read-only transaction"):
        put()


def test_exports_of_several_threads_end_in_one_of_them(postgres):
    put()
    ended = []

    def run(count):
        try:
            ended.append(put({"t": ROWS.head(count)})["t"])
        except BusyError:
            ended.append(None)

    threads = [threading.Thread(target=run, args=(count,)) for count in (1, 2, 3)]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    ((count,),) = postgres("select count(*) from returncheck.t")
    assert count in ended
