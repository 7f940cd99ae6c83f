"""What a run can be measured by, and what is refused as its baseline."""

import json

import pytest
from history_databases import (
    RETURN,
    add_run,
    database_of,
    found_frame,
    made_frame,
    run_of,
)

from returncheck import warehouse
from returncheck.errors import ConfigError
from returncheck.findings.pseudonyms import Pseudonyms
from returncheck.results.baseline import (
    finding_hash,
    key_mark,
    measured,
    read_baseline,
)
from returncheck.warehouse.erasure import purge
from returncheck.warehouse.seen_findings import compared

HASHES = Pseudonyms("a key of the council")
RUN = "ab" * 16


def document(**values):
    history = {
        "key_mark": key_mark(HASHES),
        "finding_hashes": [finding_hash(HASHES, "f1")],
    }
    whole = {"format": 1, "version": "0.1.0", "run_id": RUN, "history": history}
    return {**whole, "started_at": "2026-01-02T09:00:00+00:00", **values}


@pytest.fixture
def connection(tmp_path):
    path = database_of(tmp_path / "w.duckdb", (RUN, 1, {"f1": "A", "f2": "A"}, "A"))
    with warehouse.connect(path) as opened:
        yield opened


def new_ids(connection, name, findings):
    """Enter a run with findings of check A; the ids that its baseline lacks."""
    known = read_baseline(connection, str(name), HASHES)
    found = found_frame(dict.fromkeys(findings, "A"))
    run = run_of("cd" * 16, 2, found)
    at = run.started_at.replace(tzinfo=None)
    states, _ = compared(connection, run.run_id, at, found, made_frame("A"))
    return measured(known, found, states, None).new_ids


@pytest.mark.parametrize("name", ["last", RUN, RUN[:4]])
def test_findings_of_a_run_are_known(connection, name):
    assert new_ids(connection, name, ["f1", "f3"]) == {"f3"}


def test_run_that_saw_another_finding_last_is_the_one_named(connection):
    add_run(connection, "ef" * 16, 1.5, {"f3": "A"}, "A")
    assert new_ids(connection, RUN, ["f1", "f3"]) == {"f3"}
    assert new_ids(connection, "last", ["f1", "f3"]) == {"f1"}


def test_everything_is_new_without_an_earlier_run(tmp_path):
    path = database_of(tmp_path / "w.duckdb")
    with warehouse.connect(path) as connection:
        assert new_ids(connection, "last", ["f1"]) == {"f1"}
        with pytest.raises(ConfigError, match="The history is empty"):
            read_baseline(connection, "ab12", HASHES)


@pytest.mark.parametrize("version", ["0.1.0", "9.9.9"])
def test_file_of_any_version_with_this_layout(connection, tmp_path, version):
    file = tmp_path / "results.json"
    file.write_text(json.dumps(document(version=version)), encoding="utf-8")
    assert new_ids(connection, file, ["f1", "f2"]) == {"f2"}
    known = read_baseline(connection, str(file), HASHES)
    assert (known.run_id, known.at.isoformat()) == (RUN, "2026-01-02T09:00:00+00:00")


def test_hashes_in_a_file_are_not_the_ids(connection):
    assert finding_hash(HASHES, "f1") != finding_hash(Pseudonyms("another"), "f1")
    assert len(finding_hash(HASHES, "f1")) == 16


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ("", "is no results.json of returncheck"),
        ("[1, 2]", "is no results.json of returncheck"),
        ("{}", "is no results.json of returncheck"),
        ("[" * 5000, "is no results.json of returncheck"),
        (b"\xff\xfe\x00", "is no results.json of returncheck"),
        (document(format=2, version="7.0"), "was written by returncheck 7.0"),
        (document(history=None), "did not list its findings there"),
        (document(history={"key_mark": 1}), "did not list its findings there"),
        (document(run_id=None), "is of a run that gave no result"),
        (
            document(history={"key_mark": "0" * 16, "finding_hashes": []}),
            "hashes of another database. Set one `redaction_key`",
        ),
    ],
)
def test_file_that_is_no_baseline_is_said(connection, tmp_path, content, words):
    file = tmp_path / "results.json"
    if isinstance(content, bytes):
        file.write_bytes(content)
    else:
        text = content if isinstance(content, str) else json.dumps(content)
        file.write_text(text, encoding="utf-8")
    with pytest.raises(ConfigError) as told:
        read_baseline(connection, str(file), HASHES)
    assert words in str(told.value)
    assert "\n" not in str(told.value)


@pytest.mark.parametrize("name", ["no/results.json", "results.json"])
def test_file_that_is_not_there_is_said(connection, name):
    with pytest.raises(ConfigError, match=f"There is no file {name}"):
        read_baseline(connection, name, HASHES)


def test_run_whose_findings_are_erased_is_said(tmp_path):
    path = database_of(tmp_path / "w.duckdb", (RUN, 1, {"f1": "A"}, "A", RETURN))
    purge(path)
    with (
        warehouse.connect(path) as connection,
        pytest.raises(ConfigError, match="are no longer kept"),
    ):
        read_baseline(connection, RUN, HASHES)
