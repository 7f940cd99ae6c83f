"""The child process that runs dbt: what it inherits, what it tells."""

import json

from returncheck import transform


def line(**data):
    return json.dumps({"info": {"level": "info", "msg": "done"}, "data": data})


def test_environment_leaves_a_teams_own_dbt_settings_out(monkeypatch, tmp_path):
    monkeypatch.setenv("DBT_TARGET", "production")
    monkeypatch.setenv("DBT_PROFILES_DIR", "elsewhere")
    environment = transform._environment(tmp_path / "w.duckdb")
    assert "DBT_TARGET" not in environment
    assert "DBT_PROFILES_DIR" not in environment
    assert environment["RETURNCHECK_DATABASE"] == str(tmp_path / "w.duckdb")


def test_environment_switches_usage_statistics_off(monkeypatch, tmp_path):
    monkeypatch.setenv("DBT_SEND_ANONYMOUS_USAGE_STATS", "true")
    environment = transform._environment(tmp_path / "w.duckdb")
    assert environment["DBT_SEND_ANONYMOUS_USAGE_STATS"] == "false"
    assert environment["DO_NOT_TRACK"] == "1"


def test_follow_tells_the_finished_nodes():
    told = []
    transform._follow(
        line(index=3, total=9, status="OK"), lambda *pair: told.append(pair), []
    )
    assert told == [(3, 9)]


def test_follow_keeps_errors_and_what_is_no_event():
    failures = []
    error = {"info": {"level": "error", "msg": " it broke "}, "data": {}}
    transform._follow(json.dumps(error), None, failures)
    transform._follow("a plain line\n", None, failures)
    transform._follow("\n", None, failures)
    assert failures == ["it broke", "a plain line"]
