"""The form of `indicators.yml`, key by key; `local_indicators` reads it.

Imported only where such a file is read.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Annotated, Literal

from pydantic import AfterValidator, BeforeValidator, Field, Strict, model_validator
from pydantic_core import PydanticCustomError

from returncheck.catalogue.count_links import indicator_parts
from returncheck.catalogue.indicators import indicators
from returncheck.catalogue.local_indicators import TOPIC
from returncheck.catalogue.near_ids import near_ids
from returncheck.settings.told import Path, ToldModel, tell, told, told_at

_ID = re.compile(r"[a-z][a-z0-9_]{0,59}")
_UNITS = "'count', 'percent', 'per_10k', 'number', 'weeks' or 'days'"
_OVER = ("percent", "per_10k", "number")
_PART_FORM = "{id: contacts, by: how they came in, all: false}"

Fault = tuple[Path, PydanticCustomError]


def _id(value: str) -> str:
    if not _ID.fullmatch(value):
        raise told(
            "has the id '{value}'. Use up to 60 lower-case letters, digits and _, a "
            "letter first.",
            value=value,
        )
    return value


def _one_line(value: object) -> object:
    return " ".join(value.split()) if isinstance(value, str) else value


def _as_mapping(value: object) -> object:
    return {"id": value} if isinstance(value, str) else value


_OtherId = Annotated[
    str, Strict(), tell("names '{value}' as `{key}`, which is no id. Give one.")
]
_Name = Annotated[
    str,
    Strict(),
    Field(min_length=1, max_length=120),
    BeforeValidator(_one_line),
    tell("has no text of 1 to 120 characters as `{key}`. Write one."),
]
_Words = Annotated[
    str,
    Strict(),
    Field(min_length=1, max_length=500),
    BeforeValidator(_one_line),
    tell("has no text of 1 to 500 characters as `{key}`. Write one."),
]


class PartEntry(ToldModel):
    """The total that an indicator is a part of."""

    unknown_key = "has the unknown key '{key}' in `part_of`. Known keys: {known}."
    missing_key = "names no `{key}` in `part_of`. Write {{id: contacts}}."
    no_mapping = f"has no total as `part_of`. Write an id, or {{{_PART_FORM}}}."
    blank_is_missing = True

    id: _OtherId
    by: _Name = "local indicators"
    all: Annotated[
        bool, Strict(), tell("has '{value}' as `all`. Write true or false.")
    ] = False


class IndicatorEntry(ToldModel):
    """What the file says of one indicator."""

    unknown_key = "has the unknown key '{key}'. Known keys: {known}."
    missing_key = "has no `{key}`. Give it; the keys are {known}."
    no_mapping = "is no indicator. Give it an id, a name, a unit and what it counts."
    blank_is_missing = True

    id: Annotated[
        str,
        Strict(),
        AfterValidator(_id),
        tell("has the id '{value}', no text. Write one, such as family_hubs."),
    ]
    name: _Name
    unit: Annotated[
        Literal["count", "percent", "per_10k", "number", "weeks", "days"],
        tell("has the unit '{value}'. Write {units}.", units=_UNITS),
    ]
    better: Annotated[
        Literal["higher", "lower", "none"],
        tell("has '{value}' as the better side. Write 'higher', 'lower' or 'none'."),
    ]
    period: Annotated[
        Literal["year", "snapshot"],
        tell(
            "has the period '{value}'. Write 'year' for what happens in a period, "
            "'snapshot' for a state on a day."
        ),
    ]
    counts: _Words
    over: _Words | None = None
    topic: _Name = TOPIC
    part_of: Annotated[PartEntry, BeforeValidator(_as_mapping)] | None = None
    numerator: _OtherId | None = None
    denominator: _OtherId | None = None

    @model_validator(mode="after")
    def _fits_its_unit(self) -> "IndicatorEntry":
        found = list(_unit_faults(self))
        if found:
            raise told_at(*found)
        return self


def _unit_faults(entry: IndicatorEntry) -> Iterator[Fault]:
    unit, has_links = entry.unit, entry.numerator or entry.denominator
    if unit not in _OVER and (entry.over or has_links):
        key = next(k for k in ("over", "numerator", "denominator") if getattr(entry, k))
        yield (
            (key,),
            told("is in {unit} and is over nothing. Take `{key}` out.", unit=unit),
        )
    if unit == "percent" and not (entry.over or entry.denominator or entry.part_of):
        yield (
            ("unit",),
            told(
                "is a percentage and does not say of what. Give `over` in words, or "
                "`denominator` as an id."
            ),
        )
    for key in ("over", "denominator"):
        if unit == "per_10k" and getattr(entry, key):
            yield (
                (key,),
                told(
                    "is a rate of all children aged 0 to 17. Take `{key}` out, or "
                    "write the unit 'number'."
                ),
            )
    if entry.part_of and unit not in ("count", "percent"):
        yield (
            ("part_of",),
            told(
                "is in {unit}, which adds to no total. Take `part_of` out.", unit=unit
            ),
        )
    if entry.part_of and entry.denominator:
        yield (
            ("denominator",),
            told("is over what it is part of. Take `denominator` out."),
        )


def _fit_together(entries: list[IndicatorEntry]) -> list[IndicatorEntry]:
    found = [*_id_faults(entries), *_link_faults(entries), *_part_faults(entries)]
    if found:
        raise told_at(*found)
    return entries


def _id_faults(entries: Sequence[IndicatorEntry]) -> Iterator[Fault]:
    taken = {each.indicator_id for each in indicators()}
    seen: set[str] = set()
    for place, each in enumerate(entries):
        if each.id in taken:
            yield (
                (place, "id"),
                told("is in the catalogue. Use that one, or choose another id."),
            )
        elif each.id in seen:
            yield (place, "id"), told("stands twice. Rename one, or take it out.")
        seen.add(each.id)


def _link_faults(entries: Sequence[IndicatorEntry]) -> Iterator[Fault]:
    units = {each.indicator_id: each.unit for each in indicators()}
    units |= {each.id: each.unit for each in entries}
    for place, each in enumerate(entries):
        for key, total in _totals(each).items():
            if total == each.id:
                fault = told("names itself as `{link}`. Name another.", link=key)
            elif total not in units:
                fault = told(
                    "names the unknown indicator '{total}' as `{link}`. {near}",
                    total=total,
                    link=key,
                    near=near_ids(total, units),
                )
            elif units[total] != "count":
                fault = told(
                    "names '{total}' as `{link}`, which is no count. Name one.",
                    total=total,
                    link=key,
                )
            else:
                continue
            yield (place, key), fault


def _totals(entry: IndicatorEntry) -> Mapping[str, str]:
    named = {
        "part_of": entry.part_of.id if entry.part_of else None,
        "numerator": entry.numerator,
        "denominator": entry.denominator,
    }
    return {key: name for key, name in named.items() if name}


def _part_faults(entries: Sequence[IndicatorEntry]) -> Iterator[Fault]:
    above = {each.id: each.part_of.id for each in entries if each.part_of}
    taken = {(each.total_id, each.breakdown) for each in indicator_parts()}
    breakdowns: dict[tuple[str, str], bool] = {}
    for place, each in enumerate(entries):
        if each.part_of is None:
            continue
        path: list[str] = [each.id]
        while path[-1] in above and above[path[-1]] not in path:
            path.append(above[path[-1]])
        if path[-1] in above and above[path[-1]] == each.id and len(path) > 1:
            yield (
                (place, "part_of"),
                told("is a part of its own part '{part}'. Correct one.", part=path[-1]),
            )
        key = (each.part_of.id, each.part_of.by)
        if key in taken:
            yield (
                (place, "part_of", "by"),
                told(
                    "is a part of '{total}' by '{by}', as the catalogue breaks it "
                    "down. Call it otherwise.",
                    total=key[0],
                    by=key[1],
                ),
            )
        if breakdowns.setdefault(key, each.part_of.all) != each.part_of.all:
            yield (
                (place, "part_of", "all"),
                told(
                    "and another part of '{total}' by '{by}' differ in `all`. Write "
                    "the same for both.",
                    total=key[0],
                    by=key[1],
                ),
            )


Entries = Annotated[
    list[IndicatorEntry],
    tell(
        "holds no list of indicators. Write '- id: ...' for each.",
    ),
    AfterValidator(_fit_together),
]
"""All of the file."""
