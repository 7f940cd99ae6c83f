"""True indicator values of whole returns, recounted from the files."""

import json

import pytest

from cin_census.days import working_days
from cin_census.flags import is_true
from cin_census.records import Tables
from returncheck.catalogue.indicators import indicators
from returncheck.synth import generate_cin_census
from returncheck.synth.cin_census.truth import months_after


@pytest.fixture(scope="module")
def planted(tmp_path_factory):
    result = generate_cin_census(
        authority="887",
        year=2025,
        children=600,
        seed=5,
        plants={"8608": 5, "8510": 2, "8500": 2, "2885": 2, "8720": 2, "8816": 3},
        out=tmp_path_factory.mktemp("truth") / "a.xml",
    )
    return Tables.from_xml(result.path), json.loads(result.truth.read_text())[
        "indicators"
    ]


def test_truth_has_every_indicator_of_the_return(planted):
    known = [
        each.indicator_id for each in indicators() if each.computed_from == "cin_census"
    ]
    assert list(planted[1]) == known


def test_truth_is_of_the_file_as_written(planted):
    data, truth = planted
    done = [
        (row.day("AssessmentActualStartDate"), row.day("AssessmentAuthorisationDate"))
        for row in data["Assessments"]
        if row["AssessmentAuthorisationDate"]
    ]
    within = [s <= e and working_days(s, e) <= 45 for s, e in done]
    assert truth["assessments_within_45_days"]["numerator"] == sum(within)
    assert truth["assessments_within_45_days"]["denominator"] == len(done)


def test_truth_counts_the_referrals_of_the_file(planted):
    data, truth = planted
    rows = [
        row for row in data["CINdetails"] if row.day("CINreferralDate") >= data.start
    ]
    named = {(r["LAchildID"], r["CINreferralDate"]) for r in rows if r["LAchildID"]}
    nameless = [row for row in rows if not row["LAchildID"]]
    assert truth["referrals"]["value"] == len(named) + len(nameless)


def test_truth_counts_the_starts_of_the_file(planted):
    data, truth = planted
    rows = [
        row for row in data["CINdetails"] if row.day("CINreferralDate") >= data.start
    ]
    started = [row for row in rows if not is_true(row["ReferralNFA"])]
    assert truth["cin_starts"]["value"] == len(started)


def test_truth_with_the_previous_return_is_the_truth_of_both_files(tmp_path):
    both = [
        generate_cin_census(
            authority="887",
            year=year,
            children=400,
            seed=5,
            plants=plants,
            out=tmp_path / f"{year}.xml",
        )
        for year, plants in ((2024, {}), (2025, {"8510": 2}))
    ]
    data = [Tables.from_xml(result.path) for result in both]
    rows = [row for each in data for row in each["CINdetails"] if row["LAchildID"]]
    days = {(row["LAchildID"], row.day("CINreferralDate")) for row in rows}
    again = [
        any(n == name and months_after(d, -12) <= other < d for n, other in days)
        for name, d in days
        if d >= data[1].start
    ]
    truth = json.loads(both[1].truth.read_text())["indicators"]
    value = truth["rereferrals_within_12_months"]["with_previous_return"]
    assert (value["numerator"], value["denominator"]) == (sum(again), len(again))
    assert value["numerator"] > truth["rereferrals_within_12_months"]["numerator"]


def test_truth_of_the_first_year_has_no_previous_return(tmp_path):
    result = generate_cin_census(
        authority="887", year=2017, children=60, seed=5, out=tmp_path / "a.xml"
    )
    truth = json.loads(result.truth.read_text())["indicators"]
    value = truth["rereferrals_within_12_months"]["with_previous_return"]
    assert set(value.values()) == {None}
