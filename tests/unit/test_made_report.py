"""The report that the demo makes up quotes true figures, and one wrong one."""

import csv
import json

import pytest

from returncheck.returns.registry import kinds
from returncheck.settings.said_in_folders import said_in, say_in
from returncheck.synth.made_report import Quote, write_report

SHOWN = [kind for kind in kinds() if kind.made_up and kind.made_up.demo]

FIGURES = {
    "cin_starts": {"numerator": 12, "denominator": None, "value": 12},
    "care_leavers_in_touch": {"numerator": 60, "denominator": 65, "value": 92.3076923},
}


def rows_of(folder, *quoted):
    """The rows of a report that quotes indicators, each with what it is off by."""
    truth = folder / "a.truth.json"
    truth.write_text(json.dumps({"indicators": FIGURES}), encoding="utf-8")
    quotes = [Quote(indicator_id=a, truth=truth, off_by=off) for a, off in quoted]
    path = folder / "report.csv"
    write_report(path, authority="887", year=2025, quotes=quotes)
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_count_of_a_year_is_quoted_without_a_denominator(tmp_path):
    (row,) = rows_of(tmp_path, ("cin_starts", 0))
    told = [row[name] for name in ("numerator", "denominator", "value")]
    assert told == ["12", "", "12"]
    assert row["period_type"] == "year"
    assert (row["period_start"], row["period_end"]) == ("2024-04-01", "2025-03-31")


def test_share_on_a_day_is_quoted_with_one_digit_and_its_parts(tmp_path):
    (row,) = rows_of(tmp_path, ("care_leavers_in_touch", 0))
    told = [row[name] for name in ("numerator", "denominator", "value")]
    assert told == ["60", "65", "92.3"]
    assert row["period_type"] == "snapshot"
    assert row["period_start"] == row["period_end"] == "2025-03-31"


def test_wrong_figure_follows_from_its_own_parts(tmp_path):
    (row,) = rows_of(tmp_path, ("care_leavers_in_touch", 3))
    told = [row[name] for name in ("numerator", "denominator", "value")]
    assert told == ["63", "65", "96.9"]


def test_figures_stand_in_the_order_of_their_paragraphs(tmp_path):
    rows = rows_of(tmp_path, ("cin_starts", 0), ("care_leavers_in_touch", 0))
    assert [row["paragraph"] for row in rows] == ["1", "2"]
    assert [row["indicator_id"] for row in rows] == [
        "cin_starts",
        "care_leavers_in_touch",
    ]


def test_figure_that_the_return_does_not_tell_cannot_be_quoted(tmp_path):
    with pytest.raises(KeyError, match="cla_rate"):
        rows_of(tmp_path, ("cla_rate", 0))


def test_what_is_said_in_a_folder_is_read_back(tmp_path):
    say_in(tmp_path, authority="080", year=2025)
    told = said_in(tmp_path)
    assert (told.la_code, told.year) == ("080", "2025")


def test_demo_shows_every_return_that_can_be_made_up_for_one_authority():
    assert [
        kind for kind in kinds() if kind.made_up and kind.made_up.has_children
    ] == SHOWN
    last = {(k.made_up.demo.authority, k.made_up.demo.years[-1]) for k in SHOWN}
    assert len(last) == 1


def test_one_figure_of_the_demo_is_wrong_and_each_return_has_a_right_one():
    quoted = [kind.made_up.demo.quoted for kind in SHOWN]
    assert sum(off != 0 for each in quoted for _, off in each) == 1
    assert all(any(off == 0 for _, off in each) for each in quoted)
