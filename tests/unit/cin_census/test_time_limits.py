"""The 45 and 15 working days stand in the catalogue, and nowhere else."""

import ast
import re

import pytest

from returncheck.catalogue.time_limits import working_day_limit

LIMITS = {"assessments_within_45_days": 45, "icpc_within_15_days": 15}
# Counted with the reference date as day 1, the days before it, and the cut-offs.
LITERALS = {day - less for day in LIMITS.values() for less in (-1, 0, 1, 2)}
COMMENT = re.compile(r"--[^\n]*|\{#.*?#\}", re.DOTALL)
NUMBER = re.compile(r"(?<![\w.'])\d+(?![\w.'])")


@pytest.mark.parametrize(("indicator", "days"), LIMITS.items())
def test_limits_are_those_of_the_guidance(indicator, days):
    assert working_day_limit(indicator) == days


def numbers_in_sql(text):
    return {int(found) for found in NUMBER.findall(COMMENT.sub("", text))}


def numbers_in_python(text):
    """Numbers that are compared with, or are arguments of a call by position."""
    found = set()
    for node in ast.walk(ast.parse(text)):
        parts = []
        if isinstance(node, ast.Compare):
            parts = [node.left, *node.comparators]
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            parts = node.args if node.func.attr in {"add", "working_day"} else []
        elif isinstance(node, ast.keyword) and node.arg in {"assessment", "conference"}:
            parts = [node.value]
        found |= {
            part.value
            for part in parts
            if isinstance(part, ast.Constant) and isinstance(part.value, int)
        }
    return found


def test_no_sql_about_working_days_names_a_limit(root):
    files = [*root.glob("models/**/*.sql"), *root.glob("macros/**/*.sql")]
    texts = {path: path.read_text(encoding="utf-8") for path in files}
    looked_at = {
        path: text
        for path, text in texts.items()
        if "working_day" in text or "cut_off" in text or "within_" in text
    }
    assert len(looked_at) > 5
    named = {
        path.name: numbers_in_sql(text) & LITERALS for path, text in looked_at.items()
    }
    assert {name: found for name, found in named.items() if found} == {}


def test_no_suite_names_a_limit_in_its_sql(root):
    for path in root.glob("expectations/**/*.yml"):
        text = path.read_text(encoding="utf-8")
        for place in re.findall(r"value: \|-\n((?: {10}.*\n)+)", text):
            assert numbers_in_sql(place) & LITERALS == set(), path.name


def test_no_python_about_working_days_names_a_limit(root):
    texts = {
        path: path.read_text(encoding="utf-8")
        for path in root.glob("validators/returncheck/**/*.py")
    }
    looked_at = {path: text for path, text in texts.items() if "working" in text}
    assert len(looked_at) > 3
    named = {
        path.name: numbers_in_python(text) & LITERALS
        for path, text in looked_at.items()
    }
    assert {name: found for name, found in named.items() if found} == {}


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("working_days <= 45", {45}),
        ("before - 43 = number", {43}),
        ("between 11 and 15", {11, 15}),
        ("is_within_45_days -- 45 days", set()),
        ("working_day_44_date, 1.15, '15'", set()),
    ],
)
def test_scan_of_sql_finds_numbers_and_no_names(text, found):
    assert numbers_in_sql(text) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("taken <= 45", {45}),
        ("calendar().add(start, 15)", {15}),
        ("write(assessment=46)", {46}),
        ("'45' == DAYS", set()),
    ],
)
def test_scan_of_python_finds_numbers(text, found):
    assert numbers_in_python(text) == found
