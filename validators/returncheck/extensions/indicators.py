"""The indicators of an extension: rows of the catalogue, and who is counted."""

import csv
import io
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from returncheck.catalogue.indicators import indicators
from returncheck.errors import ConfigError
from returncheck.extensions.words import text_of, twice
from returncheck.returns.registry import LAYOUTS

FILE = "indicators.csv"
MODELS = "models"
_ID = re.compile(r"[a-z][a-z0-9_]*")
_MODEL = re.compile(r"[a-z][a-z0-9_]*")
_MEMBERS = "indicator_members_"
_NEEDED = (
    "indicator_id",
    "topic",
    "title",
    "unit",
    "polarity",
    "computed_from",
    "period_type",
    "numerator",
    "tables",
)
_DEFAULTS = {
    "plain_title": "",
    "is_published": "false",
    "year_end": "03-31",
    "published_decimals": "",
    "first_year": "",
    "last_year": "",
    "window_days": "",
    "window_start": "",
    "window_end": "",
    "denominator": "",
    "needs": "",
    "is_settled_later": "false",
    "is_yearly": "false",
    "note": "",
}
_CHOICES = {
    "unit": ("percent", "count", "per_10k"),
    "polarity": ("higher", "lower", "none"),
    "period_type": ("year", "snapshot"),
    "is_published": ("false",),
    "is_settled_later": ("true", "false"),
    "is_yearly": ("true", "false"),
}
_WHOLE = ("first_year", "last_year", "window_days")


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnIndicator:
    """One indicator of an extension.

    Attributes:
        row: Its row of the catalogue, the id with the namespace.
        tables: The tables that it is counted from.
    """

    row: Mapping[str, str]
    tables: tuple[str, ...]


def own_indicators(
    folder: Path, shown: str, namespace: str
) -> tuple[OwnIndicator, ...]:
    """Read the indicators of an extension.

    Args:
        folder: The extension.
        shown: The folder as messages name it.
        namespace: Its namespace.

    Raises:
        ConfigError: A row cannot be one of the catalogue.
    """
    path = folder / FILE
    if not path.is_file():
        return ()
    name = f"{shown}/{FILE}"
    reader = csv.DictReader(io.StringIO(text_of(path, name)))
    headings = reader.fieldnames or ()
    lacking = [each for each in _NEEDED if each not in headings]
    if lacking:
        raise ConfigError(f"{name} has no column '{lacking[0]}'. Add it.")
    strange = [each for each in headings if each not in {*_NEEDED, *_DEFAULTS}]
    if strange:
        raise ConfigError(f"{name} has the unknown column '{strange[0]}'. Take it out.")
    found = [
        _indicator(row, f"{name} (line {line})", namespace)
        for line, row in enumerate(reader, start=2)
    ]
    if (again := twice(each.row["indicator_id"] for each in found)) is not None:
        raise ConfigError(f"{name} has two rows of {again}. Rename one.")
    return tuple(_with_count(each, found, name) for each in found)


def _with_count(
    each: OwnIndicator, others: Sequence[OwnIndicator], shown: str
) -> OwnIndicator:
    """A rate names the indicator that is its count: one of the catalogue or its own."""
    if each.row["unit"] != "per_10k":
        return each
    namespace = each.row["indicator_id"].partition(":")[0]
    counts = {other.row["indicator_id"] for other in others}
    given = each.row["numerator"]
    for count in (f"{namespace}:{given.removeprefix(f'{namespace}:')}", given):
        if count in counts | {known.indicator_id for known in indicators()}:
            return replace(each, row={**each.row, "numerator": count})
    raise ConfigError(
        f"{shown} has the rate {each.row['indicator_id']} of '{given}', which is no "
        "indicator. Name the id of the indicator that is its count."
    )


def _indicator(
    given: Mapping[str, str | None], shown: str, namespace: str
) -> OwnIndicator:
    if None in given or None in given.values():
        raise ConfigError(f"{shown} has not as many cells as headings. Correct it.")
    row = {key: (value or "").strip() for key, value in given.items()}
    row = {**_DEFAULTS, **{key: value for key, value in row.items() if value}}
    for key in _NEEDED:
        if not row.get(key):
            raise ConfigError(f"{shown} has no {key}. Give it.")
    bare = row["indicator_id"].removeprefix(f"{namespace}:")
    _check_cells(row, bare, shown)
    layout = LAYOUTS.get(row["computed_from"])
    if layout is None:
        raise ConfigError(
            f"{shown} is computed_from '{row['computed_from']}'. Choose from: "
            f"{', '.join(LAYOUTS)}."
        )
    tables = tuple(row.pop("tables").split())
    known = [table.name for table in layout.tables]
    for table in tables:
        if table not in known:
            raise ConfigError(
                f"{shown} names the unknown table '{table}'. "
                f"Choose from: {', '.join(known)}."
            )
    row["indicator_id"] = f"{namespace}:{bare}"
    return OwnIndicator(row=row, tables=tables)


def _check_cells(row: Mapping[str, str], bare: str, shown: str) -> None:
    if not _ID.fullmatch(bare):
        raise ConfigError(
            f"{shown} has the indicator_id '{row['indicator_id']}'. Use lower-case "
            "letters, digits and _."
        )
    for key, choices in _CHOICES.items():
        if row[key] not in choices:
            raise ConfigError(
                f"{shown} has the {key} '{row[key]}'. Choose from: "
                f"{', '.join(choices)}."
            )
    for key in _WHOLE:
        if row[key] and not re.fullmatch(r"[0-9]{1,4}", row[key]):
            raise ConfigError(f"{shown} has the {key} '{row[key]}', no whole number.")
    if (row["unit"] == "count") == bool(row["denominator"]):
        raise ConfigError(
            f"{shown} has to have a denominator if its unit is percent or per_10k, and "
            "none if it is count. Correct it."
        )


def own_models(folder: Path, shown: str) -> Mapping[str, Path]:
    """The models of an extension that are no rules, by their names in the folder.

    Raises:
        ConfigError: A name that no model can have.
    """
    found = {path.stem: path for path in sorted((folder / MODELS).glob("*.sql"))}
    for name, path in found.items():
        if not _MODEL.fullmatch(name):
            raise ConfigError(
                f"{shown}/{MODELS}/{path.name} is no name of a model. Use lower-case "
                "letters, digits and _."
            )
    return found


def members_models(
    models: Mapping[str, Path], listed: Sequence[OwnIndicator], shown: str
) -> Mapping[str, str]:
    """Which model says who is counted, by return.

    Args:
        models: The extension's models.
        listed: Its indicators.
        shown: The folder as messages name it.

    Raises:
        ConfigError: An indicator's return has none, or one is of no indicator.
    """
    named = {
        name.removeprefix(_MEMBERS): name
        for name in models
        if name.startswith(_MEMBERS)
    }
    counted = dict.fromkeys(each.row["computed_from"] for each in listed)
    for collection in counted:
        if collection not in named:
            raise ConfigError(
                f"{shown} has indicators of {collection} and no model that says who is "
                f"counted. Write {MODELS}/{_MEMBERS}{collection}.sql."
            )
    for collection, name in named.items():
        if collection not in counted:
            raise ConfigError(
                f"{shown}/{MODELS}/{name}.sql counts for no indicator of "
                f"{collection} in {FILE}. Add a row, or take it out."
            )
    return named
