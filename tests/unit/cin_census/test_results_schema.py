"""What `results.json` promises machines: every key is in the schema, and no other."""

import copy
import json
from datetime import UTC, datetime

import jsonschema
import pytest
from report_results import CENSUS, explained, finding, result, rule

from returncheck.findings.exits import ExitCode
from returncheck.report import write_outputs
from returncheck.report.outputs.unfinished import Failure, write_unfinished
from returncheck.results.results_schema import (
    SCHEMA_FORMAT,
    SCHEMA_VERSION,
    results_schema_text,
)
from returncheck.settings.config import FailOn

SCHEMA = json.loads(results_schema_text())
BEGUN = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)


def faults(document):
    checker = jsonschema.Draft202012Validator(SCHEMA)
    return [error.message for error in checker.iter_errors(document)]


def objects(node, path="#"):
    """Every part of the schema that says what an object holds, with its place."""
    if isinstance(node, dict):
        if node.get("type") == "object":
            yield path, node
        for key, each in node.items():
            yield from objects(each, f"{path}/{key}")
    elif isinstance(node, list):
        for number, each in enumerate(node):
            yield from objects(each, f"{path}/{number}")


@pytest.fixture(scope="module")
def document(tmp_path_factory):
    found = result(findings=[finding(1), explained(2)], rules=[rule()])
    outputs = write_outputs(
        found,
        tmp_path_factory.mktemp("out"),
        fail_on=FailOn.ERROR,
        exit_code=ExitCode.FINDINGS,
        refused=["bad.xml is not XML."],
    )
    return json.loads(outputs.results.read_text(encoding="utf-8"))


def test_the_schema_is_one_itself():
    jsonschema.Draft202012Validator.check_schema(SCHEMA)
    assert SCHEMA["$id"].endswith(f":{SCHEMA_VERSION}")
    assert SCHEMA["$defs"]["schema_version"]["const"] == SCHEMA_VERSION
    assert SCHEMA["$defs"]["format"]["const"] == SCHEMA_FORMAT


def test_no_object_lets_in_what_is_not_named():
    listed = list(objects(SCHEMA))
    assert len(listed) > 10
    for path, node in listed:
        is_closed = node.get("additionalProperties") is False
        is_map = isinstance(node.get("additionalProperties"), dict)
        is_empty = node.get("maxProperties") == 0
        assert is_closed or is_map or is_empty, path
        if is_map and path != "#/$defs/outputs":
            assert "propertyNames" in node, path
        if is_closed:
            assert set(node["required"]) <= set(node["properties"]), path


def test_a_result_is_as_promised(document):
    assert faults(document) == []
    assert document["schema_version"] == SCHEMA_VERSION


def test_nothing_found_is_as_promised(tmp_path):
    outputs = write_outputs(
        result(returns=(CENSUS,)),
        tmp_path,
        fail_on=FailOn.NEVER,
        exit_code=ExitCode.CLEAN,
    )
    assert faults(json.loads(outputs.results.read_text(encoding="utf-8"))) == []


@pytest.mark.parametrize(
    "failure",
    [
        pytest.param(None, id="unfinished"),
        *(
            pytest.param(Failure(reasons=("why",), exit_code=code), id=code.name)
            for code in ExitCode
            if code not in (ExitCode.CLEAN, ExitCode.FINDINGS)
        ),
    ],
)
def test_a_run_without_a_result_is_as_promised(tmp_path, failure):
    write_unfinished(tmp_path, BEGUN, failure)
    document = json.loads((tmp_path / "results.json").read_text(encoding="utf-8"))
    assert faults(document) == []


def places(node, path=()):
    """Every object of a document, by its path; of each list the first alone."""
    if isinstance(node, dict):
        yield path
        for key, each in node.items():
            yield from places(each, (*path, key))
    elif isinstance(node, list) and node:
        yield from places(node[0], (*path, 0))


def at(document, path):
    for key in path:
        document = document[key]
    return document


def test_a_key_more_is_refused_everywhere(document):
    paths = list(places(document))
    assert ("returns", 0, "rules") in paths
    for path in paths:
        changed = copy.deepcopy(document)
        at(changed, path)["more"] = 1
        assert faults(changed), path


def test_a_key_less_is_refused_everywhere(document):
    optional = {"files", *document["outputs"], *document["counts"]["by_layer"]}
    for path in places(document):
        for key in at(document, path):
            if key in optional:
                continue
            changed = copy.deepcopy(document)
            del at(changed, path)[key]
            assert faults(changed), (*path, key)


@pytest.mark.parametrize(
    ("path", "value"),
    [
        pytest.param(("schema_version",), "2.0", id="another version"),
        pytest.param(("exit_code",), 6, id="an exit code that there is not"),
        pytest.param(("exit_code",), None, id="no exit code"),
        pytest.param(("status",), "unfinished", id="unfinished with a result"),
        pytest.param(("started_at",), "2026-03-02 09:30", id="another form of time"),
        pytest.param(("counts", "locations"), -1, id="below nothing"),
        pytest.param(("checks", 0, "layer"), "page", id="unknown layer"),
        pytest.param(("checks", 0, "findings"), "2", id="a number as text"),
    ],
)
def test_a_wrong_value_is_refused(document, path, value):
    changed = copy.deepcopy(document)
    at(changed, path[:-1])[path[-1]] = value
    assert faults(changed)
