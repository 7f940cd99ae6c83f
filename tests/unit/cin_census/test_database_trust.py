"""A database is not trusted: what it may do, what it may hold, why it is refused."""

import os
import stat
import subprocess
import sys

import duckdb
import pytest

from returncheck import Workspace
from returncheck.errors import BusyError, ConfigError, InputError
from returncheck.export.tables import read_marts
from returncheck.files.private import keep_private, share_files
from returncheck.project import project_root
from returncheck.warehouse import connect
from returncheck.warehouse.trust import opening_error

CHILD = "raw.cin_census__ChildIdentifiers"


@pytest.fixture
def path(tmp_path):
    with Workspace.open(tmp_path / "w.duckdb") as workspace:
        return workspace.database


def alter(path, *statements):
    with duckdb.connect(path) as connection:
        for statement in statements:
            connection.execute(statement)


@pytest.mark.parametrize("read_only", [False, True])
@pytest.mark.parametrize(
    "statement",
    [
        "from read_text('/etc/hostname')",
        "from read_csv('/etc/hostname')",
        "from glob('/*')",
        "copy (select 1) to '{folder}/out.csv'",
        "attach '{folder}/other.duckdb' as other",
        "export database '{folder}/whole'",
        "load httpfs",
        "install httpfs",
        "set enable_external_access = true",
        "set autoinstall_known_extensions = true",
        "reset lock_configuration",
        "from read_csv('{seeds}/../pyproject.toml')",
    ],
)
def test_no_statement_leaves_the_database(path, tmp_path, statement, read_only):
    asked = statement.format(folder=tmp_path, seeds=project_root() / "seeds")
    with (
        connect(path, read_only=read_only) as connection,
        pytest.raises(duckdb.Error, match=r"disabled|locked|[Cc]annot|Failed"),
    ):
        connection.execute(asked).fetchall()
    assert {each.name for each in tmp_path.iterdir()} == {"w.duckdb"}


def test_seeds_can_be_read(path):
    seed = project_root() / "seeds" / "areas" / "rc_authorities.csv"
    with connect(path) as connection:
        count = connection.execute("select count(*) from read_csv(?)", [str(seed)])
        assert count.fetchone()[0] > 150


def test_second_connection_has_the_same_settings(path):
    with connect(path) as first, connect(path) as second:
        first.execute("create table main.t as select 1 as a")
        assert second.execute("from main.t").fetchone() == (1,)


@pytest.mark.parametrize(
    ("statements", "named"),
    [
        (
            [
                f"drop table {CHILD}",
                f"create view {CHILD} as from read_text('/etc/hostname')",
            ],
            "view",
        ),
        (["drop table raw.targets", "create view raw.targets as select 1"], "view"),
        (["create view history.more as select 1"], "view"),
        (["create macro main.lower(x) as 'a'"], "macro"),
        (["create macro main.all_files() as table from glob('/*')"], "macro"),
    ],
)
def test_view_or_macro_where_a_table_belongs_is_refused(path, statements, named):
    alter(path, *statements)
    with pytest.raises(ConfigError, match=f"holds a {named} that returncheck does not"):
        Workspace.open(path)


def test_view_in_the_place_of_a_mart_is_not_exported(path):
    alter(path, "drop table if exists main.fct_findings")
    alter(path, "create view main.fct_findings as from read_text('/etc/hostname')")
    with pytest.raises(ConfigError, match=r"holds a view .*main\.fct_findings"):
        read_marts(path)


def test_name_of_a_stranger_reaches_no_terminal(path):
    alter(path, 'create view raw."\x1b[31mJane Doe" as select 1')
    with pytest.raises(ConfigError) as refused:
        Workspace.open(path)
    assert str(refused.value).isprintable()


@pytest.mark.parametrize("read_only", [False, True])
@pytest.mark.parametrize(
    "content", [b"", b"hello", b"SQLite format 3\0" + bytes(9000), b"block lock" * 99]
)
def test_file_of_another_program_is_told(tmp_path, content, read_only):
    (tmp_path / "w.duckdb").write_bytes(content)
    with (
        pytest.raises(ConfigError, match="is not a DuckDB database"),
        connect(tmp_path / "w.duckdb", read_only=read_only),
    ):
        pass
    assert (tmp_path / "w.duckdb").read_bytes() == content


def test_folder_in_the_place_of_a_database_is_told(tmp_path):
    with pytest.raises(ConfigError, match="is a folder or device"), connect(tmp_path):
        pass


def damage(path, start):
    content = bytearray(path.read_bytes())
    content[start : start + 4000] = b"z" * 4000
    path.write_bytes(content)


@pytest.mark.parametrize("start", [100, 4096 * 3])
def test_damage_is_told_from_a_lock(path, start):
    damage(path, start)
    with pytest.raises(InputError, match="is damaged"):
        Workspace.open(path)


def test_cut_off_database_is_damaged(path):
    path.write_bytes(path.read_bytes()[:9000])
    with pytest.raises(InputError, match="is damaged"):
        Workspace.open(path)


def test_damage_that_shows_later_is_told(path):
    alter(path, "create table main.t as select hash(range) a from range(500000)")
    size = path.stat().st_size
    for start in range(size // 2, size - 5000, 262_144):
        damage(path, start)
    with pytest.raises(InputError, match="is damaged"), connect(path) as connection:
        connection.execute("select sum(a) from main.t").fetchall()


@pytest.mark.parametrize("read_only", [False, True])
def test_lock_is_told_with_its_holder(path, read_only):
    code = (
        "import duckdb, sys; c = duckdb.connect(sys.argv[1]); "
        "print(1, flush=True); sys.stdin.read()"
    )
    with subprocess.Popen(
        [sys.executable, "-c", code, str(path)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    ) as holder:
        holder.stdout.readline()
        with (
            pytest.raises(BusyError, match=f"in use by process {holder.pid}"),
            connect(path, read_only=read_only),
        ):
            pass
        holder.stdin.close()


@pytest.mark.parametrize(
    ("reason", "kind", "words"),
    [
        ("Corrupt database file: stored checksum in block at 3", InputError, "damaged"),
        ("Could not set lock on file: (PID 12)", BusyError, "in use by process 12"),
        ("Could not set lock on file", BusyError, "in use by another process"),
        (
            'Cannot open file "C:/w": The process cannot access the file because it is '
            "being used by another process.",
            BusyError,
            "in use by another process",
        ),
        (
            "File is already open in C:/python.exe (PID 12)",
            BusyError,
            "in use by process 12",
        ),
        (
            "Trying to read a database file with version number 99, but we can only "
            "read versions between 64 and 67.",
            ConfigError,
            "newer version of DuckDB",
        ),
        ("Failure while replaying WAL file: block", InputError, "damaged"),
        ("Cannot open file: block device", ConfigError, "cannot be opened"),
    ],
)
def test_each_reason_has_its_own_line(tmp_path, reason, kind, words):
    told = opening_error(tmp_path / "w", duckdb.IOException(reason))
    assert type(told) is kind
    assert words in str(told)
    assert "\n" not in str(told)


@pytest.fixture
def _usual_umask():
    before = os.umask(0o022)
    yield
    keep_private()
    os.umask(before)


def modes(folder):
    return {
        each.name: stat.S_IMODE(each.stat().st_mode)
        for each in folder.iterdir()
        if each.is_file() or not each.name.startswith(".returncheck-spill-")
    }


@pytest.mark.posix
@pytest.mark.usefixtures("_usual_umask")
def test_database_and_its_log_are_the_users_own(tmp_path):
    with connect(tmp_path / "new" / "w.duckdb") as connection:
        connection.execute("create table t as select 1")
        assert modes(tmp_path) == {"new": 0o700}
        assert modes(tmp_path / "new") == {"w.duckdb": 0o600, "w.duckdb.wal": 0o600}
    (tmp_path / "new" / "w.duckdb").chmod(0o644)
    with Workspace.open(tmp_path / "new" / "w.duckdb") as workspace:
        assert modes(workspace.database.parent)["w.duckdb"] == 0o600


@pytest.mark.posix
@pytest.mark.usefixtures("_usual_umask")
def test_shared_database_keeps_the_umask(tmp_path):
    share_files()
    with connect(tmp_path / "new" / "w.duckdb") as connection:
        connection.execute("create table t as select 1")
        assert modes(tmp_path) == {"new": 0o755}
        assert modes(tmp_path / "new") == {"w.duckdb": 0o644, "w.duckdb.wal": 0o644}
