"""A Postgres server of the tests' own, on the loopback address.

Where none is installed these tests are left out, which the last lines of the run say;
with `RETURNCHECK_POSTGRES=required` they fail instead. `POSTGRES_BIN` names the folder
of `initdb` and `postgres` where it is not a usual one.
"""

import contextlib
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import pytest

REQUIRED = "RETURNCHECK_POSTGRES"
USUAL = ("/usr/lib/postgresql/*/bin", "/usr/pgsql-*/bin", "/opt/homebrew/opt/*/bin")
PASSWORD = "geheim-7f3a"
HOW_TO_GET_ONE = (
    "No Postgres to export to: install its server (Debian: postgresql), or name the "
    "folder of `initdb` in POSTGRES_BIN."
)


def pytest_collection_modifyitems(items):
    here = Path(__file__).parent
    of_postgres = [item for item in items if here in item.path.parents]
    if not of_postgres or os.environ.get(REQUIRED) == "required" or programs():
        return
    for item in of_postgres:
        item.add_marker(pytest.mark.skip(reason=HOW_TO_GET_ONE))


def programs() -> Path | None:
    """The folder with the server; None where there is none."""
    if named := os.environ.get("POSTGRES_BIN"):
        return Path(named)
    if found := shutil.which("initdb"):
        return Path(found).resolve().parent
    if sys.platform == "win32":
        return None
    there = (path for usual in USUAL for path in Path("/").glob(usual[1:]))
    return max((each for each in there if (each / "initdb").is_file()), default=None)


@pytest.fixture(scope="session")
def server():
    """What a connection needs, as the variables of libpq."""
    folder = programs()
    if folder is None:
        pytest.fail(HOW_TO_GET_ONE, pytrace=False)
    # Not below pytest's own, which another user may not enter.
    place = Path(tempfile.mkdtemp(prefix="returncheck-postgres-"))
    try:
        yield from started(folder, place)
    finally:
        shutil.rmtree(place, ignore_errors=True)


def started(folder, place):
    """Run a new server until the tests end."""
    # Postgres refuses to run as root.
    other = {"user": "nobody", "group": None, "extra_groups": []}
    as_user = other if hasattr(os, "geteuid") and os.geteuid() == 0 else {}
    if as_user:
        import pwd

        nobody = pwd.getpwnam("nobody")
        as_user["group"] = nobody.pw_gid
        os.chown(place, nobody.pw_uid, nobody.pw_gid)
    secret = place / "password"
    secret.write_text(f"{PASSWORD}\n", encoding="utf-8")
    secret.chmod(0o644)
    data = place / "data"
    subprocess.run(
        [
            *(folder / "initdb", "--pgdata", data, "--username", "owner"),
            *("--auth", "scram-sha-256", "--pwfile", secret, "--no-sync"),
            *("--encoding", "UTF8", "--locale", "C"),
        ],
        check=True,
        stdout=subprocess.DEVNULL,
        cwd=place,
        **as_user,
    )
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    settings = {
        "listen_addresses": "127.0.0.1",
        "port": port,
        "unix_socket_directories": "",
        "fsync": "off",
    }
    options = [f"--{name}={value}" for name, value in settings.items()]
    with (place / "log").open("w", encoding="utf-8") as log:
        process = subprocess.Popen(
            [folder / "postgres", "-D", data, *options],
            stdout=log,
            stderr=log,
            cwd=place,
            **as_user,
        )
    try:
        wait_for(port, process)
        yield {
            "PGHOST": "127.0.0.1",
            "PGPORT": str(port),
            "PGUSER": "owner",
            "PGPASSWORD": PASSWORD,
            "PGDATABASE": "postgres",
        }
    finally:
        process.terminate()
        process.wait(60)


def wait_for(port, process):
    """Wait until the server takes connections."""
    from adbc_driver_postgresql import dbapi

    address = f"postgresql://owner:{PASSWORD}@127.0.0.1:{port}/postgres"
    until = time.monotonic() + 120
    while True:
        try:
            dbapi.connect(address).close()
        except dbapi.Error:
            if process.poll() is not None or time.monotonic() > until:
                pytest.fail("The Postgres server of the tests does not start.")
            time.sleep(0.1)
        else:
            return


@pytest.fixture
def postgres(server, monkeypatch):
    """The server as the environment names it, with a new database; gives a query."""
    from adbc_driver_postgresql import dbapi

    for name in [each for each in os.environ if each.startswith("PG")]:
        monkeypatch.delenv(name)
    for name, value in server.items():
        monkeypatch.setenv(name, value)

    def query(statement, database=None):
        address = "postgresql://" if database is None else f"postgresql:///{database}"
        with (
            dbapi.connect(address, autocommit=True) as connection,
            connection.cursor() as cursor,
        ):
            cursor.execute(statement)
            with contextlib.suppress(dbapi.Error, TypeError):
                return cursor.fetchall()

    query("drop database if exists marts with (force)")
    query("create database marts")
    monkeypatch.setenv("PGDATABASE", "marts")
    return query
