"""Whose return it is and of which year: what the file says, what the options add."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches

from returncheck.catalogue.authorities import authorities, known_authorities
from returncheck.errors import ConfigError, InputError
from returncheck.files.childless import told
from returncheck.returns.tables import Layout

# With a time zone, as the schema lets a year have one.
_YEAR = re.compile(r"([0-9]{4})(Z|[+-][0-9]{2}:[0-9]{2})?")
_NEAR = 0.7


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """What the user says of files that do not say it themselves.

    Attributes:
        authority: Three-digit code of a known authority, or None.
        year: Year ending 31 March, or None; of files that name no year.
        beside: What is said of the files by what lies beside them: settings in their
            folder, or this year's return for those of the year before.
    """

    authority: str | None = None
    year: int | None = None
    beside: "Carried | None" = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Carried:
    """What a file says of itself.

    Attributes:
        where: File and place, as a message names it.
        la_code: Text of the authority, or None.
        year: Text of the year, or None.
    """

    where: str
    la_code: str | None
    year: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Identity:
    """The authority and the year of a return."""

    la_code: str
    return_year: int


def check_options(options: Options, layouts: Iterable[Layout]) -> None:
    """Refuse options that no return could have.

    Args:
        options: What the user gave.
        layouts: The collections that may be meant; the first year of any bounds the
            year.

    Raises:
        ConfigError: The authority is unknown or no layout of the year is.
    """
    authority, year = options.authority, options.year
    if authority is not None and authority not in known_authorities():
        raise ConfigError(
            f"Unknown authority {told(authority)} in --authority or "
            "returncheck.yml. Give the three-digit code of an English local authority."
        )
    dated = [layout for layout in layouts if layout.first_year is not None]
    if year is None or not dated or any(_has_layout(year, each) for each in dated):
        return
    longest = min(dated, key=lambda layout: layout.first_year or 0)
    raise ConfigError(
        f"No layout of the {longest.title} of {year} is known (--year). "
        f"{_known_years(longest)}"
    )


def identify(carried: Carried, options: Options, layout: Layout) -> Identity:
    """The authority and year of a return.

    Args:
        carried: What the file says; surrounding blanks do not count.
        options: What the user says; only fills in what the file leaves out.
        layout: The collection, for the years whose layout is known.

    Returns:
        A known authority and a year with a known layout or a later one.

    Raises:
        InputError: The file and the options say nothing, name different authorities,
            or name an unknown authority or year.
    """
    of_authority, of_year = carried, carried
    if options.beside is not None:
        of_authority = of_authority if _stripped(carried.la_code) else options.beside
        of_year = of_year if _stripped(carried.year) else options.beside
    unsaid = not _stripped(of_authority.la_code) and options.authority is None
    if unsaid and not _stripped(of_year.year) and options.year is None:
        raise InputError(
            f"{carried.where} names no authority and no year. "
            "Give --authority and --year."
        )
    la_code = resolve_authority(of_authority, options)
    return Identity(la_code=la_code, return_year=_year(of_year, options, layout))


def resolve_authority(carried: Carried, options: Options) -> str:
    """The authority of a return that carries one, or that an option names.

    Args:
        carried: What the file says; its year is not looked at.
        options: What the user says.

    Raises:
        InputError: There is none, it is unknown, or the option names another.
    """
    text = _stripped(carried.la_code)
    if not text:
        if options.authority is None:
            raise InputError(f"{carried.where} names no authority. Give --authority.")
        return options.authority
    if text not in known_authorities():
        raise InputError(
            f"{carried.where} names the unknown authority {told(text)}. "
            f"Correct it to the authority's three-digit code{_nearest(text)}."
        )
    if options.authority not in (None, text):
        raise InputError(
            f"{carried.where} names authority '{text}', but --authority or "
            f"returncheck.yml says '{options.authority}'. "
            "Leave that out or give the right file."
        )
    return text


def _nearest(text: str) -> str:
    """The authorities whose names are like a text, at most three of them."""
    codes = {each.name.casefold(): each for each in authorities().values()}
    near = [codes[name] for name in get_close_matches(text.casefold(), codes, 3, _NEAR)]
    listed = ", ".join(f"{each.la_code} for {each.name}" for each in near)
    return f" ({listed}?)" if near else ""


def _stripped(text: str | None) -> str:
    return (text or "").strip()


def _year(carried: Carried, options: Options, layout: Layout) -> int:
    text = _stripped(carried.year)
    if not text:
        if options.year is None:
            raise InputError(f"{carried.where} names no year. Give --year.")
        return options.year
    written = _YEAR.fullmatch(text)
    if not written:
        raise InputError(
            f"{carried.where} names the year {told(text)}, which is not a year of "
            "four digits. Write the year in which the return ends, such as 2025."
        )
    year = int(written[1])
    if not _has_layout(year, layout):
        raise InputError(
            f"{carried.where} names the year '{text}', of which no layout of the "
            f"{layout.title} is known. {_known_years(layout)}"
        )
    return year


def _has_layout(year: int, layout: Layout) -> bool:
    return layout.first_year is None or year >= layout.first_year


def _known_years(layout: Layout) -> str:
    return f"Years from {layout.first_year} on can be read."
