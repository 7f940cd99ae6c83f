"""Ofsted's lists of registered providers, as workbooks, and what each row says.

There are three: children's homes, social care providers, and one that combines them.
How they become the table of a return stands in `providers`.

Source:
    Ofsted, lists of children's social care providers, in the layouts of 2023 to 2025.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Final, TypeAlias

import polars as pl

from returncheck.errors import InputError
from returncheck.files.childless import told, told_list
from returncheck.files.csv_files import frame_of_rows
from returncheck.files.workbook import Sheet, SheetHeadings, read_sheets

COLUMNS: Final = (
    "URN",
    "LA_NAME_FROM_FILE",
    "PLACE_CODES",
    "PROVIDER_CODES",
    "REG_END",
    "POSTCODE",
)
"""What a list says of a provider, as columns of text."""

_Fields: TypeAlias = Mapping[str, tuple[str, ...]]
"""Heading by column, in small letters; the first that a sheet has is taken."""

_TITLES: Final = (
    "Provider information",
    "Settings and Inspection Info",
    "Address Details",
    "Providers",
    "SA providers",
    "SA Providers",
)
"""Names of sheets that a message may show."""

_HOMES: Final = "provider information"
_OLD_HOMES: Final = ("settings and inspection info", "address details")
_PROVIDERS: Final = "providers"
_ACCOMMODATION: Final = "sa providers"
_PROVIDER_TYPE: Final = "provider type"
_CHILDRENS_HOME: Final = "children's home"
# Any list has these, so a sheet with them is one, if perhaps of a layout not known.
_OF_ANY_LIST: Final = frozenset({"urn", "local authority"})
_OF_SOCIAL_CARE: Final = frozenset({"urn", "placement code"})

_HOME_FIELDS: Final[_Fields] = {
    "URN": ("urn",),
    "LA_NAME_FROM_FILE": ("local authority",),
    "PLACE_CODES": ("provider code",),
    "PROVIDER_CODES": ("provider placement code",),
    "REG_END": ("closed date",),
}
_ADDRESS: Final = ("setting postcode", "setting address postcode", "provider postcode")
_OPEN_FIELDS: Final[_Fields] = {
    "URN": ("urn",),
    "LA_NAME_FROM_FILE": ("local authority",),
    "PLACE_CODES": ("placement code",),
    "PROVIDER_CODES": ("placement provider code",),
    "POSTCODE": _ADDRESS,
}
_CLOSED_FIELDS: Final[_Fields] = {
    **_OPEN_FIELDS,
    "REG_END": ("deregistration date",),
}
_ACCOMMODATION_FIELDS: Final[_Fields] = {
    "URN": ("urn",),
    "LA_NAME_FROM_FILE": ("local authority",),
    "REG_END": ("closed date", "deregistration date"),
    "POSTCODE": _ADDRESS,
}
_ACCOMMODATION_CODE: Final = "K3"
_ACCOMMODATION_PROVIDER: Final = "PR4"


class ListKind(StrEnum):
    """Which list a workbook is, as a message names it."""

    HOMES = "list of children's homes"
    SOCIAL_CARE = "list of social care providers"
    COMBINED = "combined list of providers"


@dataclass(frozen=True, slots=True, kw_only=True)
class ProviderList:
    """One list that was read.

    Attributes:
        path: The workbook.
        source_name: Its name in results.
        kind: Which list it is.
        frame: `COLUMNS`, one row a row of the list that has a URN.
    """

    path: Path
    source_name: str
    kind: ListKind
    frame: pl.DataFrame


def is_provider_list(sheets: Sequence[SheetHeadings]) -> bool:
    """Whether a workbook is one of Ofsted's lists, by the headings of its sheets."""
    return any(_small(sheet.headings) >= _OF_ANY_LIST for sheet in sheets)


def read_provider_list(path: Path, source_name: str) -> ProviderList:
    """Read one list.

    Args:
        path: The workbook.
        source_name: Its name in results.

    Raises:
        InputError: It is none of the lists, or a sheet of it lacks a column.
    """
    sheets = read_sheets(path)
    kind = _kind(path, sheets)
    match kind:
        case ListKind.HOMES:
            parts = [_homes(path, sheets)]
        case ListKind.COMBINED:
            parts = [
                _accommodation(path, sheet)
                if sheet.title.strip().casefold() == _ACCOMMODATION
                else _rows(path, sheet, _CLOSED_FIELDS)
                for sheet in sheets
            ]
        case ListKind.SOCIAL_CARE:
            fields = (_OPEN_FIELDS, _CLOSED_FIELDS)
            parts = [
                _rows(path, sheet, wanted)
                for sheet, wanted in zip(sheets, fields, strict=False)
            ]
    return ProviderList(
        path=path, source_name=source_name, kind=kind, frame=pl.concat(parts)
    )


def _kind(path: Path, sheets: Sequence[Sheet]) -> ListKind:
    titles = {sheet.title.strip().casefold() for sheet in sheets}
    if _HOMES in titles or titles.issuperset(_OLD_HOMES):
        return ListKind.HOMES
    is_pair = titles == {_PROVIDERS, _ACCOMMODATION}
    if is_pair or (len(sheets) == 1 and _has_homes(sheets[0])):
        return ListKind.COMBINED
    if sheets and _small(sheets[0].headings) >= _OF_SOCIAL_CARE:
        return ListKind.SOCIAL_CARE
    shown = told_list([sheet.title for sheet in sheets], _TITLES)
    raise InputError(
        f"{path} looks like a list of Ofsted's, but is none that is known: its sheets "
        f"are {shown}. Give the list of children's homes with that of social care "
        "providers, or the combined list."
    )


def _has_homes(sheet: Sheet) -> bool:
    """Whether a single sheet is a list of providers of several types."""
    headings = [heading.casefold() for heading in sheet.headings]
    if _PROVIDER_TYPE not in headings or len(sheet.rows) < 2:
        return False
    place = headings.index(_PROVIDER_TYPE)
    types = (
        row[place].casefold().replace("\N{RIGHT SINGLE QUOTATION MARK}", "'")
        for _, row in sheet.rows
    )
    return any(_CHILDRENS_HOME in each for each in types)


def _homes(path: Path, sheets: Sequence[Sheet]) -> pl.DataFrame:
    named = {sheet.title.strip().casefold(): sheet for sheet in sheets}
    if _HOMES in named:
        fields = {**_HOME_FIELDS, "POSTCODE": _ADDRESS}
        return _rows(path, named[_HOMES], fields)
    settings, addresses = (named[title] for title in _OLD_HOMES)
    homes = _rows(path, settings, _HOME_FIELDS).drop("POSTCODE")
    places = _rows(path, addresses, {"URN": ("urn",), "POSTCODE": _ADDRESS})
    joined = homes.join(
        places.select("URN", "POSTCODE").unique("URN", keep="first"),
        on="URN",
        how="left",
        maintain_order="left",
    )
    return joined.select(COLUMNS)


def _accommodation(path: Path, sheet: Sheet) -> pl.DataFrame:
    """Supported accommodation, whose placement code is always the same."""
    fields = dict(_ACCOMMODATION_FIELDS)
    code = "placement provider code"
    if code in _small(sheet.headings):
        fields["PROVIDER_CODES"] = (code,)
    return _rows(path, sheet, fields).with_columns(
        pl.lit(_ACCOMMODATION_CODE).alias("PLACE_CODES"),
        pl.col("PROVIDER_CODES").fill_null(_ACCOMMODATION_PROVIDER),
    )


def _rows(path: Path, sheet: Sheet, fields: _Fields) -> pl.DataFrame:
    """The rows of a sheet that have a URN, under our names."""
    headings = tuple(heading.casefold() for heading in sheet.headings)
    chosen: dict[str, str] = {}
    for column, names in fields.items():
        found = [name for name in names if name in headings]
        if not found:
            raise InputError(
                f"{path}, sheet {told(sheet.title, _TITLES)}, lacks the column "
                f"'{names[0].capitalize()}' of Ofsted's list. Give the workbook as "
                "Ofsted published it."
            )
        chosen[column] = found[0]
    numbered = tuple(
        name if name and name not in headings[:place] else f"{name} {place}"
        for place, name in enumerate(headings)
    )
    frame = frame_of_rows(sheet.rows, numbered, tuple(chosen.values()))
    return frame.select(
        _cleaned(column, chosen[column]) if column in chosen else _nothing(column)
        for column in COLUMNS
    ).filter(pl.col("URN").is_not_null())


def _nothing(column: str) -> pl.Expr:
    return pl.lit(None, pl.String).alias(column)


def _cleaned(column: str, heading: str) -> pl.Expr:
    """The text of a cell as the rules compare it; null where nothing is left."""
    text = pl.col(heading).str.strip_chars()
    match column:
        case "URN":
            text = text.str.to_uppercase()
        case "PLACE_CODES" | "PROVIDER_CODES":
            text = text.str.to_uppercase().str.replace_all(r"\s", "")
            text = text.str.replace_all("/", ",", literal=True)
        case "POSTCODE":
            text = text.str.to_uppercase().str.replace_all(" ", "", literal=True)
        case "REG_END":
            # A spreadsheet's day comes as YYYY-MM-DD, with a time or without.
            day = text.str.slice(0, 10).str.to_date("%Y-%m-%d", strict=False)
            text = pl.coalesce(day.dt.strftime("%d/%m/%Y"), text)
        case _:
            pass
    return pl.when(text != "").then(text).alias(column)


def _small(headings: Sequence[str]) -> frozenset[str]:
    return frozenset(heading.casefold() for heading in headings)
