"""Rules on girls who are mothers and on their first child."""

import re
from decimal import Decimal

from ssda903.plain import (
    SHORT_BREAKS,
    before,
    each,
    rule,
    together,
    until,
    years_after,
)


def name_of(row):
    """What a finding of a child goes by; a row without CHILD stands for itself."""
    return row.place if row["CHILD"] is None else row["CHILD"]


def failing(data, is_failing):
    return each(row for row in data["Header"] if is_failing(row))


def unanswered(data, female):
    girls = data.by_child("Header")

    def is_leaving(row):
        day = row.day("DEC")
        return (
            until(data.start, day)
            and until(day, data.end)
            and row["REC"] not in (None, "X1")
            and row["LS"] not in SHORT_BREAKS
        )

    return together(
        (row["CHILD"], one)
        for row in data["Episodes"]
        for girl in girls.get(row["CHILD"], [])
        if is_leaving(row) and girl["SEX"] == female and girl["MOTHER"] is None
        for one in (row, girl)
    )


@rule("607", "Episodes", "Header", last=2024)
def unanswered_to_2024(data):
    return unanswered(data, "2")


@rule("607", "Episodes", "Header", first=2025)
def unanswered_since_2025(data):
    return unanswered(data, "F")


@rule("611", "Header")
def mother_without_child(data):
    return failing(data, lambda row: row["MOTHER"] == "1" and not row.has("MC_DOB"))


def child_without_mother(data, female):
    return failing(
        data,
        lambda row: (
            row["SEX"] == female and row["MOTHER"] in ("0", None) and row.has("MC_DOB")
        ),
    )


@rule("612", "Header", last=2024)
def child_without_mother_to_2024(data):
    return child_without_mother(data, "2")


@rule("612", "Header", first=2025)
def child_without_mother_since_2025(data):
    return child_without_mother(data, "F")


@rule("620", "Header")
def mother_under_eleven(data):
    return failing(
        data,
        lambda row: (
            row["MOTHER"] == "1" and before(data.start, years_after(row.day("DOB"), 11))
        ),
    )


@rule("621", "Header")
def mother_not_older(data):
    return failing(data, lambda row: until(row.day("MC_DOB"), row.day("DOB")))


@rule("624", "Header", previous=("Header",))
def child_differs_from_last_year(data):
    old = data.previous.by_child("Header")
    return failing(
        data,
        lambda row: any(
            was.day("MC_DOB") and row.day("MC_DOB") != was.day("MC_DOB")
            for was in old.get(row["CHILD"], [])
        ),
    )


@rule("625", "Header", "Episodes")
def child_born_too_late(data):
    episodes = data.by_child("Episodes")
    found = []
    for row in data["Header"]:
        own = episodes.get(row["CHILD"], [])
        last = None
        if own and all(episode.day("DEC") for episode in own):
            last = max(own, key=lambda e: (e.day("DEC"), -e.number))
        born = row.day("MC_DOB")
        if before(data.end, born) or (last and before(last.day("DEC"), born)):
            found.append((name_of(row), row))
            if last:
                found.append((name_of(row), last))
    return together(found)


@rule("626", "Header", previous=("Header",))
def new_mother_of_an_older_child(data):
    old = data.previous.by_child("Header")

    def is_number(text, number):
        is_numeric = re.fullmatch("-?[0-9]+([.][0-9]+)?", text or "")
        return bool(is_numeric) and Decimal(text) == number

    return failing(
        data,
        lambda row: (
            is_number(row["MOTHER"], 1)
            and before(row.day("MC_DOB"), data.start)
            and any(is_number(was["MOTHER"], 0) for was in old.get(row["CHILD"], []))
        ),
    )


@rule("628", "Header", "Episodes", "OC3")
def motherhood_of_a_care_leaver(data):
    episodes, care_leavers = data.by_child("Episodes"), data.by_child("OC3")
    return failing(
        data,
        lambda row: (
            row.has("MOTHER")
            and row["CHILD"] not in episodes
            and any(
                leaver.has("IN_TOUCH", "ACTIV", "ACCOM")
                for leaver in care_leavers.get(row["CHILD"], [])
            )
        ),
    )
