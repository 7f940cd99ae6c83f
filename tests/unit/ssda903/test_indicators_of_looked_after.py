"""What is counted from the SSDA903: its rates, its time limit, what it cannot tell."""

import csv

from returncheck.catalogue.indicators import indicators
from returncheck.catalogue.time_limits import working_day_limit

FOLDER = "models/intermediate/ssda903"
YEARLY = {
    "cla_health_assessments",
    "cla_dental_checks",
    "cla_immunisations",
    "cla_convicted",
}


def counted():
    return [each for each in indicators() if each.computed_from == "ssda903"]


def seed(root, name):
    path = root / "seeds" / "catalogue" / f"{name}.csv"
    with path.open(encoding="utf-8", newline="") as handle:
        return list(csv.DictReader(handle))


def test_thirty_six_indicators_are_counted_three_of_them_rates():
    assert len(counted()) == 36
    assert {each.indicator_id for each in counted() if each.unit == "per_10k"} == {
        "cla_rate",
        "cla_start_rate",
        "cla_cease_rate",
    }


def test_every_count_has_members(root):
    texts = "\n".join(
        path.read_text(encoding="utf-8")
        for path in sorted((root / FOLDER).glob("*_members.sql"))
    )
    for each in counted():
        assert each.unit == "per_10k" or f"'{each.indicator_id}'" in texts


def test_first_reviews_have_twenty_working_days():
    assert working_day_limit("cla_reviews_in_timescale") == 20


def test_records_tell_of_31_march_alone_for_care_leavers_and_outcomes():
    leavers = {each.indicator_id for each in counted() if each.topic == "Care leavers"}
    found = {each.indicator_id for each in counted() if each.is_yearly}
    assert found == YEARLY | leavers
    assert all(each.period_type == "snapshot" for each in counted() if each.is_yearly)


def test_who_is_counted_once_is_what_the_models_say(root):
    once = {
        row["indicator_id"]: row["stands_for"]
        for row in seed(root, "rc_counted_once")
        if row["stands_for"]
    }
    flows = {
        each.indicator_id
        for each in counted()
        if each.period_type == "year" and each.unit != "per_10k"
    }
    assert once.keys() == flows
    assert once["cla_starts"] == "first"
    assert once["cla_ceased"] == once["cla_adopted"] == "last"


def test_no_return_can_do_without_children_and_their_episodes(root):
    needed = {
        row["table_name"]
        for row in seed(root, "rc_needed_tables")
        if row["collection"] == "ssda903"
    }
    assert needed == {"Header", "Episodes"}
