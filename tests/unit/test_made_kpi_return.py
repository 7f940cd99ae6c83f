"""A made-up KPI return: what it prints is published, and its truth says what is not."""

import csv
import json
from decimal import Decimal

import pytest

from returncheck.errors import ConfigError
from returncheck.synth.kpi_return import (
    FAULTS,
    PLANTABLE,
    TWINS,
    Council,
    Expected,
    generate_kpi_return,
    published,
    spans,
    true_stories,
)

MEDWAY = "887"


def made(folder, *plants, seed=1, year=2022):
    out = folder / "made"
    return generate_kpi_return(
        authority=MEDWAY, year=year, seed=seed, out=out, plants=plants
    )


def rows_of(path):
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def told(path):
    return json.loads(path.read_text(encoding="utf-8"))


def test_return_has_both_tables_and_says_what_is_true(tmp_path):
    found = made(tmp_path)
    assert sorted(path.name for path in found.path.iterdir()) == [
        "comparators.csv",
        "figures.csv",
    ]
    assert found.findings == 0
    assert {each["expected"] for each in told(found.truth)["figures"]} == {"true"}
    assert told(found.expected) == {"findings": []}


def test_truth_names_the_rows_of_the_files(tmp_path):
    found = made(tmp_path, ("quarters-and-year", 1))
    rows = {
        "Figures": rows_of(found.path / "figures.csv"),
        "Comparators": rows_of(found.path / "comparators.csv"),
    }
    named = [
        (row, rows[row["table"]][row["row"] - 1])
        for story in told(found.truth)["figures"]
        for row in story["rows"]
    ]
    assert len(named) == sum(len(each) for each in rows.values())
    assert all(
        (row["indicator_id"], row["value"]) == (there["indicator_id"], there["value"])
        for row, there in named
    )


def test_same_seed_makes_the_same_files(tmp_path):
    texts = []
    for name in ("one", "other"):
        (tmp_path / name).mkdir()
        found = made(tmp_path / name, ("digits-swapped", 2))
        files = (*sorted(found.path.iterdir()), found.truth, found.expected)
        texts.append([path.read_bytes() for path in files])
    assert texts[0] == texts[1]


def test_own_figures_are_those_that_are_published():
    council = Council(MEDWAY, 2022)
    found = [each for each in true_stories(council) if each.kind == "as published"]
    assert len(found) > 30
    for story in found:
        (line,) = story.lines
        year = int(line.cells["period_end"][:4])
        text = published.value(line.cells["indicator_id"], year, MEDWAY)
        assert (line.cells["value"], year) == (text, 2022)


def test_quoted_figures_were_out():
    in_june = Council(MEDWAY, 2022)
    in_march = Council(MEDWAY, 2022, is_late=True)
    assert (in_june.latest_out, in_march.latest_out) == (2021, 2022)
    for council in (in_june, in_march):
        for story in true_stories(council):
            for line in story.lines:
                if line.table == "Comparators" and line.cells["comparator_year"]:
                    named = int(line.cells["comparator_year"])
                    assert named <= council.latest_out


def test_parts_of_a_year_add_to_it():
    stories = true_stories(Council(MEDWAY, 2022))
    (quarters,) = [each for each in stories if each.kind == "quarters of a year"]
    *parts, year = (int(line.cells["value"]) for line in quarters.lines)
    assert sum(parts) == year


@pytest.mark.parametrize(
    ("at", "start", "end"),
    [
        pytest.param(spans.month(2024, 10), "2024-02-01", "2024-02-29", id="leap"),
        pytest.param(spans.quarter(2024, 3), "2024-01-01", "2024-03-31", id="quarter"),
        pytest.param(spans.to_date(2024, 4), "2023-04-01", "2023-08-31", id="to-date"),
        pytest.param(spans.rolling(2024, 11), "2023-04-01", "2024-03-31", id="rolling"),
        pytest.param(
            spans.whole_year(2024, "09-30"), "2023-10-01", "2024-09-30", id="workforce"
        ),
    ],
)
def test_periods_are_whole_months(at, start, end):
    assert (at.start.isoformat(), at.end.isoformat()) == (start, end)


def story_of(kind):
    """A story of a kind, from the first council that has figures for it."""
    councils = (Council(code, 2022) for code in published.authorities())
    return next(story for story in map(kind.story, councils) if story is not None)


@pytest.mark.parametrize("kind", FAULTS.values(), ids=lambda kind: kind.name)
def test_fault_has_a_line_in_question(kind):
    story = story_of(kind)
    assert any(line.in_question for line in story.lines)
    assert story.expected is not Expected.TRUE


OWN_VALUES = (
    *("wrong-value", "wrong-by-a-little", "digits-swapped", "share-as-fraction"),
    *("ten-times", "rate-per-thousand", "share-above-100", "half-a-child"),
    *("last-years-figure", "other-authoritys-figure", "englands-figure"),
)


@pytest.mark.parametrize("name", OWN_VALUES)
def test_wrong_figure_is_not_the_published_one(name):
    (line,) = story_of(FAULTS[name]).lines
    cells = line.cells
    year = int(cells["period_end"][:4])
    right = published.value(cells["indicator_id"], year, cells["la_code"])
    assert right is not None
    assert Decimal(cells["value"]) != Decimal(right)


def test_kinds_say_what_is_wrong_or_odd():
    for kind in (*FAULTS.values(), *TWINS.values()):
        assert kind.about
        assert not kind.about.endswith(".")
    assert not {*FAULTS} & {*TWINS}
    assert {*PLANTABLE} == {*FAULTS, *TWINS}


def test_planted_faults_take_the_place_of_true_figures(tmp_path):
    found = made(tmp_path, ("digits-swapped", 2), ("england-quoted-wrong", 1))
    figures = told(found.truth)["figures"]
    false = [each for each in figures if each["expected"] != Expected.TRUE]
    wrong = [row["indicator_id"] for each in false for row in each["rows"]]
    assert len(false) == found.findings == 3
    assert len({*wrong}) == 3
    others = [
        row["indicator_id"]
        for each in figures
        if each["expected"] == Expected.TRUE
        for row in each["rows"]
    ]
    assert not {*wrong} & {*others}


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        pytest.param({"authority": "12"}, "is not the number", id="digits"),
        pytest.param({"authority": "999"}, "Nothing is published", id="nobody"),
        pytest.param({"year": 2012}, "No report can be made up on 2012", id="year"),
        pytest.param(
            {"plants": [("nonsense", 1)]}, "planted for kind 'nonsense'", id="kind"
        ),
        pytest.param(
            {"plants": [("parts-swapped", 9)]}, "No further 'parts-swapped'", id="full"
        ),
    ],
)
def test_what_cannot_be_made_up_is_refused(tmp_path, changes, message):
    usual = {"authority": MEDWAY, "year": 2022, "seed": 1, "out": tmp_path / "made"}
    with pytest.raises(ConfigError, match=message):
        generate_kpi_return(**{**usual, **changes})


def test_folder_with_files_is_not_written_to(tmp_path):
    (tmp_path / "made").mkdir()
    (tmp_path / "made" / "ours.csv").write_text("ours", encoding="utf-8")
    with pytest.raises(ConfigError, match="is not an empty folder"):
        made(tmp_path)
