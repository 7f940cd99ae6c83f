"""A figure walks one way: no model reads what stands above it."""

import re

import pytest

from returncheck.catalogue.rules import rule_versions
from returncheck.generate.notice import NOTICE
from returncheck.returns.registry import kinds_with_rules

WITH_RULES = [kind.collection for kind in kinds_with_rules()]

ORDER = (
    "staging",
    "intermediate/calendar",
    "intermediate/areas",
    "intermediate/published",
    "intermediate/returns",
    "intermediate/kpi_return",
    "intermediate/<return>",
    "intermediate/rules",
    "rules",
    "intermediate/<return>/results",
    "intermediate/results",
    "intermediate/findings",
    "intermediate/same_children",
    "intermediate/indicators",
    "intermediate/periods",
    "intermediate/figures",
    "intermediate/control_charts",
    "intermediate/reconciliation",
    "intermediate/evidence",
    "intermediate/explanations",
    "intermediate/benchmarks",
    "intermediate/comparisons",
    "marts",
)
"""The folders of models from the bottom up: each reads itself and those before it, so
that no two read each other. Staging, rules and marts are one each, with all inside; a
return with rules has the same two folders as every other.
"""

_WHOLE = ("staging", "rules", "marts")
_REF = re.compile(r"\bref\('returncheck', '(\w+)'\)")
_LISTED = re.compile(r"'(\w+)'")
_OF_EACH = re.compile(r"ref\('returncheck', 'int_' ~ name ~ '(__\w+)'\)")
_SOURCE = re.compile(r"\bsource\(\s*['\"](\w+)['\"]")


@pytest.fixture(scope="module")
def texts(root):
    return {
        path: path.read_text(encoding="utf-8")
        for path in sorted((root / "models").rglob("*.sql"))
    }


@pytest.fixture(scope="module")
def rooms(root, texts):
    """The folder of each model, as the order names it."""

    def room(path):
        parts = path.parent.relative_to(root / "models").parts
        if parts[0] in _WHOLE:
            return parts[0]
        return "/".join("<return>" if part in WITH_RULES else part for part in parts)

    return {path.stem: room(path) for path in texts}


@pytest.fixture(scope="module")
def readings(texts, rooms):
    """Pairs of models of which the first reads the second; seeds are left out."""
    return [
        (path.stem, read)
        for path, text in texts.items()
        for read in _read_in(text)
        if read in rooms
    ]


def _read_in(text):
    """What a model names in `ref`, and what stands in the lists of a generated one."""
    of_each = [
        f"int_{name}{what}" for what in _OF_EACH.findall(text) for name in WITH_RULES
    ]
    listed = _LISTED.findall(text) if NOTICE in text else []
    return {*_REF.findall(text), *listed, *of_each}


def test_what_generated_models_list_is_seen(readings):
    read = {model for _, model in readings}
    for name in WITH_RULES:
        assert {rule.model for rule in rule_versions(name)} <= read
        assert f"int_{name}__rule_results" in read


def test_every_folder_of_models_has_its_place_in_the_order(rooms):
    assert set(rooms.values()) == set(ORDER)


def test_every_model_reads_only_from_below(readings, rooms):
    above = [
        f"{model} in {rooms[model]} reads {read} in {rooms[read]}"
        for model, read in readings
        if ORDER.index(rooms[read]) > ORDER.index(rooms[model])
    ]
    assert above == []


def test_no_model_reads_a_mart(readings, rooms):
    assert [pair for pair in readings if rooms[pair[1]] == "marts"] == []


def test_staging_reads_seeds_and_sources_alone(readings, rooms):
    assert [pair for pair in readings if rooms[pair[0]] == "staging"] == []


def test_only_staging_and_the_results_of_rules_read_sources(texts, rooms):
    reading = {rooms[path.stem] for path, text in texts.items() if _SOURCE.search(text)}
    assert reading <= {"staging", "intermediate/<return>/results"}
