"""What `--to` means, and that no password comes in with it."""

import pytest

from returncheck.errors import ConfigError
from returncheck.export.targets import SCHEMA, postgres_target

SECRET = "geheim"
USUAL = "fallback_application_name=returncheck&connect_timeout=10"


@pytest.fixture(autouse=True)
def no_timeout_of_the_users(monkeypatch):
    monkeypatch.delenv("PGCONNECT_TIMEOUT", raising=False)


@pytest.mark.parametrize("to", ["postgres", "postgresql", "Postgres"])
def test_the_bare_name_is_the_server_of_the_environment(to):
    target = postgres_target(to)
    assert (target.address, target.schema) == (f"postgresql://?{USUAL}", SCHEMA)


@pytest.mark.parametrize(
    ("to", "address"),
    [
        ("postgresql://host/team", f"postgresql://host/team?{USUAL}"),
        ("postgres://me@host:5433/team", f"postgres://me@host:5433/team?{USUAL}"),
        ("postgresql:///?service=marts", f"postgresql:///?service=marts&{USUAL}"),
        (
            "postgresql://a:1,b:2/team?connect_timeout=3",
            "postgresql://a:1,b:2/team?connect_timeout=3"
            "&fallback_application_name=returncheck",
        ),
    ],
)
def test_an_address_goes_to_libpq_as_it_is(to, address):
    assert postgres_target(to).address == address


def test_the_users_own_timeout_stays(monkeypatch):
    monkeypatch.setenv("PGCONNECT_TIMEOUT", "60")
    assert "timeout" not in postgres_target("postgres").address


@pytest.mark.parametrize(
    "to",
    [
        f"postgresql://me:{SECRET}@host/team",
        f"postgresql://me:{SECRET}@a:1,b:2/team",
        f"POSTGRES://me:{SECRET}@host",
        f"postgresql://host/team?password={SECRET}",
        f"postgresql://host/team?p%61ssword={SECRET}",
        f"postgresql://host/team?sslpassword={SECRET}",
        "postgresql://me:@host/team",
    ],
)
def test_a_password_is_refused_and_not_repeated(to):
    with pytest.raises(ConfigError, match="PGPASSWORD") as told:
        postgres_target(to)
    assert SECRET not in str(told.value)


@pytest.mark.parametrize(
    "to", ["", "mysql://host", "checked", f"host=h password={SECRET}", "pg.duckdb"]
)
def test_anything_else_is_refused_and_not_repeated(to):
    with pytest.raises(ConfigError, match="--to takes `postgres`") as told:
        postgres_target(to)
    assert SECRET not in str(told.value)


def test_an_address_that_is_none():
    with pytest.raises(ConfigError, match="cannot be read") as told:
        postgres_target(f"postgresql://[{SECRET}/team")
    assert SECRET not in str(told.value)


def test_motherduck_is_refused_with_the_way_round():
    with pytest.raises(ConfigError, match="MotherDuck"):
        postgres_target("md:team")


@pytest.mark.parametrize("schema", ["a", "Our Marts", "x" * 63, 'quo"ted'])
def test_schemas(schema):
    assert postgres_target("postgres", schema).schema == schema


@pytest.mark.parametrize(
    "schema", ["", "x" * 64, "ü" * 32, "pg_marts", "information_schema", "a\0b"]
)
def test_schemas_that_postgres_does_not_take(schema):
    with pytest.raises(ConfigError, match="--schema takes"):
        postgres_target("postgres", schema)
