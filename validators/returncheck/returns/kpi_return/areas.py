"""Names of areas in the place of their codes: England, a region, an authority.

Letter case, `&` and words such as council or city of do not count. A name that can be
two areas, or none, is no code; what is said of it stands here too.
"""

import re
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Final

from returncheck.catalogue.authorities import Authority, authorities, imported_now
from returncheck.project import kept_for_project
from returncheck.returns.kpi_return.numbers import LONGEST
from returncheck.returns.tables import within_years

ENGLAND: Final = "england"
NEIGHBOURS: Final = "statistical_neighbours"
_LONDON: Final = ("E12000007", "London")
_ENGLAND_TOO: Final = ("england", "national", "eng", "all england", "e92000001")
_NEIGHBOURS_TOO: Final = (
    "statistical neighbours",
    "statistical neighbour",
    "statistical neighbour group",
    "stat neighbours",
    "stat neighbour",
    "neighbours",
    "sn",
    "sns",
)
# Short names that do not begin like the official one.
_ALSO_CALLED: Final = {"hull": "810", "bcp": "839"}
_FIRST_PART: Final = re.compile(r" (?:and|on|under|upon|with) ")
_NOT_NAMING: Final = """
authority average avg bc borough cc city council county district la lb local london mbc
mean median metropolitan of region royal the unitary
"""
_NO_NAMES: Final = frozenset(_NOT_NAMING.split())
_AVERAGES: Final = re.compile(r" (average|avg|mean|median)\Z")
_PREFIX: Final = re.compile(r"(authority|region) ?: ?(.+)", re.IGNORECASE)
_NEAR, _MOST = 0.7, 3


@dataclass(frozen=True, slots=True, kw_only=True)
class _Area:
    """One area, and the return years in which it is there."""

    code: str
    name: str
    first_year: int | None = None
    last_year: int | None = None

    @property
    def label(self) -> str:
        """Code and name, and years where there is another of the name."""
        if self.last_year is not None:
            return f"{self.code} ({self.name}, to {self.last_year})"
        return f"{self.code} ({self.name})"


def comparator_code(text: str, year: int | None) -> str | None:
    """Whose figure is quoted, as its code.

    Args:
        text: What stands in the column, blanks as single spaces and none around it.
        year: Year of the figure, ending 31 March, which tells areas of one name apart;
            None where it is not known.

    Returns:
        `england`, `statistical_neighbours`, `region:<GSS code>` or
        `authority:<la_code>`; None for a text that is none of them or can be two.
    """
    found = _areas_meant(text, year)
    return found[0].code if len(found) == 1 else None


def authority_code(text: str, year: int | None) -> str | None:
    """The three-digit code of an authority by its name.

    Args:
        text: What stands in the column, blanks as single spaces and none around it.
        year: Year of the figure, ending 31 March; None where it is not known.

    Returns:
        The code; None for a text that is no authority's name or can be two.
    """
    found = [
        area for area in _areas_meant(text, year) if area.code.startswith("authority:")
    ]
    return found[0].code.removeprefix("authority:") if len(found) == 1 else None


def about_comparator(text: str) -> str:
    """What is said of a text that is no area: what is wrong, and what to do."""
    found = _areas_meant(" ".join(text.split()), None)
    if len(found) > 1:
        labels = " or ".join(area.label for area in found)
        return f"can be two areas. Write {labels}."
    if found:
        return f"is the name of an area. Write its code, {found[0].code}."
    return (
        f"is no area that is known. Write {ENGLAND}, {NEIGHBOURS}, or the name or code "
        f"of a region or authority{_nearest(text)}."
    )


def about_authority(text: str) -> str:
    """What is said of a text that is no authority: what is wrong, and what to do."""
    return (
        "is no authority that is known. Write its three-digit code or its name"
        f"{_nearest(text)}."
    )


def near_names(text: str) -> list[str]:
    """The names of areas that are most like a text, at most three."""
    if len(text) > LONGEST:
        return []
    names = {_letters(area.name): area.name for area in _areas()}
    body = _letters(_body(text)[1])
    return [names[each] for each in get_close_matches(body, names, _MOST, _NEAR)]


def _nearest(text: str) -> str:
    near = near_names(text)
    return f" (the nearest: {', '.join(near)})" if near else ""


def _areas_meant(text: str, year: int | None) -> list[_Area]:
    """The areas that a text can be; of several of one name those of the year."""
    kind, body = _body(text)
    found = [area for area in _found(body) if area.code.startswith(kind)]
    if len(found) > 1 and year is not None:
        return [
            area
            for area in found
            if within_years(year, area.first_year, area.last_year)
        ]
    return found


def _body(text: str) -> tuple[str, str]:
    """What kind of area a text says that it is, and the rest of it."""
    prefixed = _PREFIX.fullmatch(text.strip())
    return (f"{prefixed[1].lower()}:", prefixed[2]) if prefixed else ("", text)


def _found(body: str) -> list[_Area]:
    by_code, by_name, by_short_name, by_first_part = _indexes(imported_now())
    name = _AVERAGES.sub("", _letters(body))
    short = _short(name)
    for index, key in (
        (by_code, name),
        (by_name, name),
        (by_short_name, short),
        (by_first_part, short),
    ):
        if key and key in index:
            return list(index[key])
    return []


_Index = dict[str, tuple[_Area, ...]]


@kept_for_project
def _indexes(
    _imported: tuple[Authority, ...],
) -> tuple[_Index, _Index, _Index, _Index]:
    """The areas by code, by name, by what is left of it, and by the first part."""
    by_code: _Index = {}
    by_name: _Index = {}
    by_short_name: _Index = {}
    by_first_part: _Index = {}
    for area in _areas():
        code = area.code.rpartition(":")[2]
        _add(by_code, code.lower(), area)
        _add(by_name, _letters(area.name), area)
        short = _short(_letters(area.name))
        _add(by_short_name, short, area)
        _add(by_first_part, _FIRST_PART.split(short)[0], area)
    for each in authorities().values():
        by_code[each.gss_code.lower()] = by_code[each.la_code]
    for short, la_code in _ALSO_CALLED.items():
        by_name[short] = by_code[la_code]
    for names, code in ((_ENGLAND_TOO, ENGLAND), (_NEIGHBOURS_TOO, NEIGHBOURS)):
        for name in names:
            by_name[name] = (_Area(code=code, name=name),)
    return by_code, by_name, by_short_name, by_first_part


def _add(index: _Index, key: str, area: _Area) -> None:
    index[key] = (*index.get(key, ()), area)


def _areas() -> tuple[_Area, ...]:
    regions: dict[str, str] = dict([_LONDON])
    found = []
    for each in authorities().values():
        regions[each.region_code] = each.region_name
        found.append(
            _Area(
                code=f"authority:{each.la_code}",
                name=each.name,
                first_year=each.first_year,
                last_year=each.last_year,
            )
        )
    listed = (_Area(code=f"region:{code}", name=name) for code, name in regions.items())
    return (*found, *listed)


def _letters(text: str) -> str:
    """A name in small letters, its words with single spaces between."""
    words = text.casefold().replace("&", " and ").replace("'", "")
    return " ".join(re.split(r"[^a-z0-9]+", words)).strip()


def _short(name: str) -> str:
    return " ".join(word for word in name.split() if word not in _NO_NAMES)
