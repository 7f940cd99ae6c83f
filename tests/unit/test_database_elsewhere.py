"""A database is a file: services and addresses are refused, and not repeated."""

import os
import re
from pathlib import Path

import pytest

from returncheck import Workspace
from returncheck.errors import ConfigError
from returncheck.export.tables import find_database
from returncheck.warehouse.connection import connect
from returncheck.warehouse.elsewhere import refuse_elsewhere
from returncheck.warehouse.opening import make_folders

SECRET = "geheim"
MOTHERDUCK = ["md:", "md:team", f"md:team?motherduck_token={SECRET}", "MotherDuck:team"]
POSTGRES = [
    f"postgres://me:{SECRET}@server/team",
    f"postgresql://me:{SECRET}@server/team",
    f"postgres:host=server password={SECRET}",
]
ADDRESSES = [
    "s3://bucket/returncheck.duckdb",
    "https://server/returncheck.duckdb",
    "ducklake:team.ducklake",
    "mysql:host=server",
    "smb://server/share/checked",
    "file:///srv/checked",
]


@pytest.mark.parametrize("place", [*MOTHERDUCK, *POSTGRES, *ADDRESSES])
@pytest.mark.parametrize("kind", [str, Path])
def test_what_is_no_file_is_refused_in_one_line_without_what_was_typed(place, kind):
    with pytest.raises(ConfigError) as told:
        refuse_elsewhere(kind(place))
    assert "\n" not in str(told.value)
    assert SECRET not in str(told.value)
    assert "server" not in str(told.value)


@pytest.mark.parametrize("place", MOTHERDUCK)
def test_motherduck_is_refused_with_the_public_export(place):
    with pytest.raises(ConfigError, match="export FOLDER --public"):
        refuse_elsewhere(place)


@pytest.mark.parametrize("place", POSTGRES)
def test_postgres_is_refused_with_the_export(place):
    with pytest.raises(ConfigError, match="export FOLDER --to postgres"):
        refuse_elsewhere(place)


@pytest.mark.parametrize(
    "place",
    ["checked", "md", "mdteam", "here/md:team", "/srv/md:team", "C:/checked", "d:x"],
)
def test_files_and_folders_are_let_through(place):
    refuse_elsewhere(place)


@pytest.mark.skipif(os.name == "nt", reason="Windows opens its shares by such names")
def test_a_share_as_windows_names_it_is_to_be_mounted():
    with pytest.raises(ConfigError, match="Mount it"):
        refuse_elsewhere("\\\\server\\share\\checked")


@pytest.mark.parametrize(
    "use",
    [
        find_database,
        make_folders,
        lambda place: Workspace.open(place),
        lambda place: Workspace.open(output=place),
        lambda place: connect(place).__enter__(),
        lambda place: connect(place, read_only=True).__enter__(),
    ],
    ids=["export", "run", "path", "output", "write", "read"],
)
@pytest.mark.parametrize("place", ["md:team", "postgres://server/team"])
def test_every_way_to_a_database_refuses_them(use, place, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    with pytest.raises(ConfigError, match=re.compile("MotherDuck|Postgres")):
        use(Path(place))
    assert list(tmp_path.iterdir()) == []


@pytest.mark.posix
def test_a_file_with_a_colon_is_no_extension_of_duckdbs(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    with connect(Path("returns:2025.duckdb")) as connection:
        connection.execute("create table t (a int)")
    assert (tmp_path / "returns:2025.duckdb").is_file()
