"""Rules on placements: their providers, and why a child moved from one to another."""

from datetime import date
from itertools import pairwise

from ssda903.plain import before, each, rule, until, years_after

TEMPORARY = ("T0", "T1", "T2", "T3", "T4")
OTHER_2026 = ("Z11", "Z12", "Z13", "Z14")
# Placements that have no provider with a number, from each year on.
NO_PROVIDER = {
    2023: "H5 P1 P2 P3 R1 R2 R5 T0 T1 T2 T3 T4 Z1",
    2024: "P1 P2 P3 R1 R2 R5 T0 T1 T2 T3 T4 Z1",
    2025: "P1 P3 R1 R2 R5 T0 T1 T2 T3 T4 Z1",
    2026: "P1 P3 R1 R2 R5 T0 T1 T2 T3 T4 Z11 Z12 Z13 Z14",
}


def provider_of_none(data, places):
    return each(
        row
        for row in data["Episodes"]
        if row["PLACE"] in places and row.has("PLACE_PROVIDER")
    )


@rule("213", "Episodes", last=2025)
def provider_of_temporary_placement(data):
    return provider_of_none(data, TEMPORARY)


@rule("213", "Episodes", first=2026)
def provider_of_temporary_or_other_placement(data):
    return provider_of_none(data, TEMPORARY + OTHER_2026)


@rule("214", "Episodes")
def short_break_at_a_place(data):
    return each(
        row
        for row in data["Episodes"]
        if row["LS"] in ("V3", "V4") and row.has("PL_POST", "URN")
    )


@rule("217", "Episodes")
def adoption_by_carer_with_other_reason(data):
    return each(
        row
        for row in data["Episodes"]
        if row["PLACE"] in ("A3", "A5")
        and until(date(2015, 4, 1), row.day("DECOM"))
        and row["RNE"] not in ("S", "T", "U")
    )


@rule("217t", "Episodes", first=2024, last=2024)
def withdrawn_placement(data):
    return each(
        row
        for row in data["Episodes"]
        if row["PLACE"] == "P2" and not until(row.day("DEC"), date(2023, 10, 28))
    )


def number_missing(data, places, is_in_scope):
    return each(
        row
        for row in data["Episodes"]
        if row["URN"] is None
        and row["PLACE"] not in places.split()
        and (row["DEC"] is None or until(data.start, row.day("DEC")))
        and is_in_scope(row["PL_LA"])
    )


def in_england(authority):
    return authority is not None and authority[:1].upper() not in ("C", "N", "S", "W")


def not_elsewhere(authority):
    return (authority or "").upper() not in ("CON", "NIR", "SCO", "WAL", "NUK")


@rule("218", "Episodes", "Episodes.PL_LA", last=2024)
def number_missing_in_england(data):
    return number_missing(data, NO_PROVIDER[2023], in_england)


@rule("218", "Episodes", "Episodes.PL_LA", first=2025, last=2025)
def number_missing_in_england_2025(data):
    return number_missing(data, NO_PROVIDER[2025], in_england)


@rule("218", "Episodes", "Episodes.PL_LA", first=2026)
def number_missing_2026(data):
    return number_missing(data, NO_PROVIDER[2026], not_elsewhere)


def known_numbers(data):
    """Each episode with a known URN, and the rows of the list with that URN."""
    for row in data["Episodes"]:
        number = row["URN"]
        if number is not None and number != "XXXXXXX":
            yield row, [each for each in data["ProviderInfo"] if each["URN"] == number]


def codes_of(providers, name):
    texts = [row[name].replace("/", ",") for row in providers if row[name] is not None]
    return {code for text in texts for code in text.split(",")}


@rule("219", "Episodes", "ProviderInfo")
def placement_not_listed(data):
    return each(
        row
        for row, providers in known_numbers(data)
        if row["PLACE"] not in codes_of(providers, "PLACE_CODES")
    )


@rule("224", "Episodes", "ProviderInfo")
def kind_of_provider_not_listed(data):
    return each(
        row
        for row, providers in known_numbers(data)
        if row["PLACE_PROVIDER"] not in codes_of(providers, "PROVIDER_CODES")
    )


def plain_postcode(text):
    return None if text is None else text.upper().replace(" ", "")


def other_postcode(data, places):
    return each(
        row
        for row, providers in known_numbers(data)
        if row["PLACE"] in places
        and row["LS"] not in ("V3", "V4")
        and row["PL_POST"] is not None
        and plain_postcode(row["PL_POST"])
        not in [plain_postcode(provider["POSTCODE"]) for provider in providers]
    )


@rule("221", "Episodes", "ProviderInfo", last=2023)
def other_postcode_2023(data):
    return other_postcode(data, ("K1", "K2", "R3", "S1"))


@rule("221", "Episodes", "ProviderInfo", first=2024, last=2024)
def other_postcode_2024(data):
    return other_postcode(data, ("H5", "K1", "K2", "R3", "S1"))


@rule("221", "Episodes", "ProviderInfo", first=2025)
def other_postcode_2025(data):
    return other_postcode(data, ("K1", "K2", "K3", "R3", "S1"))


def number_of_none(data, places):
    return each(
        row
        for row in data["Episodes"]
        if row["PLACE"] in places.split() and row["URN"] not in (None, "XXXXXXX")
    )


@rule("222", "Episodes", last=2023)
def number_of_none_2023(data):
    return number_of_none(data, NO_PROVIDER[2023])


@rule("222", "Episodes", first=2024, last=2024)
def number_of_none_2024(data):
    return number_of_none(data, NO_PROVIDER[2024])


@rule("222", "Episodes", first=2025, last=2025)
def number_of_none_2025(data):
    return number_of_none(data, NO_PROVIDER[2025])


@rule("222", "Episodes", first=2026)
def number_of_none_2026(data):
    return number_of_none(data, NO_PROVIDER[2026])


@rule("225", "Episodes")
def change_without_reason(data):
    return each(
        row
        for rows in data.in_order().values()
        for row, following in pairwise(rows)
        if row["REC"] == "X1"
        and row["REASON_PLACE_CHANGE"] is None
        and row["PLACE"] not in TEMPORARY
        and following["RNE"] in ("P", "B", "T", "U")
        and following["PLACE"] not in TEMPORARY
    )


def reason_at_temporary_placement(data):
    before_it = {}
    for rows in data.in_order().values():
        for earlier, row in pairwise(rows):
            before_it[row.place] = earlier
    return each(
        row
        for row in data["Episodes"]
        if row["PLACE"] in TEMPORARY
        and any(
            one.has("REASON_PLACE_CHANGE")
            for one in (row, before_it.get(row.place, row))
        )
    )


rule("226", "Episodes", last=2025)(reason_at_temporary_placement)
rule("226", "Episodes", first=2026)(reason_at_temporary_placement)


@rule("227", "Episodes", "ProviderInfo")
def begun_after_closing(data):
    return each(
        row
        for row, providers in known_numbers(data)
        if any(until(one.day("REG_END"), row.day("DECOM")) for one in providers)
    )


@rule("228", "Episodes", "ProviderInfo")
def lasts_beyond_closing(data):
    return each(
        row
        for row, providers in known_numbers(data)
        if any(
            before(one.day("REG_END"), row.day("DEC") or data.end) for one in providers
        )
    )


@rule("229", "Episodes", "ProviderInfo", "ProviderInfo.LA_CODE_INFERRED")
def provider_of_other_authority(data):
    def fails(kind, authority):
        is_own = authority == data.authority
        return (kind == "PR1" and not is_own) or (kind == "PR2" and is_own)

    return each(
        row
        for row, providers in known_numbers(data)
        for authority in [one["LA_CODE_INFERRED"] for one in providers] or [None]
        if fails(row["PLACE_PROVIDER"], authority)
    )


@rule("230", "Episodes", "Episodes.PL_LA", first=2024, last=2024)
def semi_independent_without_number(data):
    return each(
        row
        for row in data["Episodes"]
        if row["PLACE"] == "H5"
        and not before(row.day("DEC"), date(2023, 10, 29))
        and row["URN"] in (None, "XXXXXXX")
        and row["PL_LA"] is not None
        and row["PL_LA"][:1].upper() not in ("N", "W", "S")
    )


@rule("233", "Episodes", first=2026)
def reason_while_open(data):
    return each(
        row
        for row in data["Episodes"]
        if row["DEC"] is None and row.has("REASON_PLACE_CHANGE")
    )


@rule("234", "Episodes", "Header", first=2026)
def custody_of_young_child(data):
    headers = data.by_child("Header")
    findings = []
    for row in data["Episodes"]:
        young = [
            header
            for header in headers.get(row["CHILD"], [])
            if before(row.day("DECOM"), years_after(header.day("DOB"), 10))
        ]
        if row["REASON_PLACE_CHANGE"] == "CUSTOD" and young:
            findings.append([row, *young])
    return findings


@rule("336", "Episodes")
def adoption_by_no_foster_carer(data):
    fostered = ("A3", "A4", "A5", "A6", "U1", "U2", "U3", "U4", "U5", "U6")
    return each(
        row
        for rows in data.in_order().values()
        for earlier, row in pairwise(rows)
        if row["PLACE"] in ("A3", "A5") and earlier["PLACE"] not in fostered
    )
