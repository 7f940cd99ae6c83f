"""The rules of an extension: SQL and YAML as those that returncheck ships."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from returncheck.errors import ConfigError
from returncheck.extensions.words import mapping_of
from returncheck.returns.registry import LAYOUTS, kind_of, kinds_with_rules
from returncheck.returns.tables import Layout

FOLDER, CASES = "rules", "cases"
CODE = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,30}")
_FILE = re.compile(r"rule_(?P<collection>[a-z0-9_]+?)__(?P<rest>[a-z0-9_]+)")
_NEEDED = ("code", "title", "severity", "first_year", "fields", "needs", "advice")
_MAPPINGS = ("fields", "faults", "missing", "wrong")
_LISTS = ("needs", "needs_previous", "optional")
_KNOWN = {
    *_NEEDED,
    *_MAPPINGS,
    *_LISTS,
    *("last_year", "scope", "missing_at_least", "covers"),
    *("joins_findings", "provisional"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnRule:
    """One version of a rule of an extension.

    Attributes:
        file: Its SQL.
        collection: The return that it checks.
        model: Name of its model in the project.
        code: Its code with the namespace.
        first_year: First return year in force.
        description: What exactly fails.
        meta: What the catalogue reads of it, with the code as in the project.
    """

    file: Path
    collection: str
    model: str
    code: str
    first_year: int
    description: str
    meta: Mapping[str, Any]


def own_rules(folder: Path, shown: str, namespace: str) -> tuple[OwnRule, ...]:
    """Read the rules of an extension.

    Args:
        folder: The extension.
        shown: The folder as messages name it.
        namespace: Its namespace.

    Raises:
        ConfigError: A rule lacks a part, or does not fit its return; one line.
    """
    found: list[OwnRule] = []
    places: dict[tuple[str, str, int], str] = {}
    paths = sorted((folder / FOLDER).glob("*.yml"))
    for path in [*paths, *_lonely_sql(folder)]:
        name = f"{shown}/{FOLDER}/{path.name}"
        rule = _rule(path, name, namespace)
        key = (rule.collection, rule.code.casefold(), rule.first_year)
        if key in places:
            raise ConfigError(
                f"{name} and {places[key]} both declare the rule {rule.code} from "
                f"{rule.first_year}. Give one of them another code."
            )
        places[key] = name
        found.append(rule)
    return tuple(found)


def _lonely_sql(folder: Path) -> Iterator[Path]:
    """Where a rule's YAML should be and is not."""
    for path in sorted((folder / FOLDER).glob("*.sql")):
        if not path.with_suffix(".yml").is_file():
            yield path.with_suffix(".yml")


def _rule(path: Path, shown: str, namespace: str) -> OwnRule:
    sql = path.with_suffix(".sql")
    known = {kind.collection for kind in kinds_with_rules()}
    named = _FILE.fullmatch(path.stem)
    if named is None or named["collection"] not in known:
        raise ConfigError(
            f"{shown} is no name of a rule. Call it rule_<return>__<code>.yml, the "
            f"return being one of: {', '.join(sorted(known))}."
        )
    if not sql.is_file():
        raise ConfigError(f"{shown} has no SQL beside it. Write {sql.name}.")
    if not path.is_file():
        raise ConfigError(f"{shown} is missing: what {sql.name} checks. Write it.")
    model = _model(mapping_of(path, shown), path.stem, shown)
    collection = named["collection"]
    meta = _meta(model, shown)
    layout = LAYOUTS[collection]
    _refuse_strangers(meta, layout, shown)
    code = _code(meta["code"], namespace, shown)
    return OwnRule(
        file=sql,
        collection=collection,
        model=f"rule_{collection}__{namespace}__{named['rest']}",
        code=code,
        first_year=meta["first_year"],
        description=str(model.get("description") or meta["title"]).strip(),
        meta={"scope": "record", **meta, "code": code},
    )


def _model(document: Mapping[str, Any], stem: str, shown: str) -> Mapping[str, Any]:
    models = document.get("models")
    if (
        not isinstance(models, list)
        or len(models) != 1
        or not isinstance(models[0], Mapping)
        or models[0].get("name") != stem
    ):
        raise ConfigError(
            f"{shown} has to list one model under `models`, by the name {stem}. "
            "Correct it."
        )
    return models[0]


def _meta(model: Mapping[str, Any], shown: str) -> Mapping[str, Any]:
    config = model.get("config")
    meta = config.get("meta") if isinstance(config, Mapping) else None
    meta = meta if isinstance(meta, Mapping) else {}
    for key in _NEEDED:
        if meta.get(key) in (None, ""):
            raise ConfigError(
                f"{shown} lacks the key '{key}'. Give it under config, meta."
            )
    if unknown := sorted(map(str, set(meta) - _KNOWN)):
        raise ConfigError(
            f"{shown} has the unknown key '{unknown[0]}' under config, meta. "
            f"Known keys: {', '.join(sorted(_KNOWN))}."
        )
    if meta["severity"] not in ("error", "query"):
        raise ConfigError(
            f"{shown} has the severity '{meta['severity']}'. Choose error or query."
        )
    for key in ("first_year", "last_year"):
        year = meta.get(key)
        if year is not None and (isinstance(year, bool) or not isinstance(year, int)):
            raise ConfigError(f"{shown} has the {key} '{year}'. Write a year: 2025.")
    for key in ("title", "advice"):
        if not isinstance(meta[key], str):
            raise ConfigError(f"{shown} has a {key} that is no text. Write a sentence.")
    return meta


def _code(given: object, namespace: str, shown: str) -> str:
    code = str(given).removeprefix(f"{namespace}:")
    if not CODE.fullmatch(code):
        raise ConfigError(
            f"{shown} has the code '{given}'. Use letters, digits, - and _; the "
            f"namespace {namespace}: goes before it by itself."
        )
    return f"{namespace}:{code}"


def _refuse_strangers(meta: Mapping[str, Any], layout: Layout, shown: str) -> None:
    """A table or field that the return does not have would find nothing, silently."""
    from returncheck.catalogue.rules import PREVIOUS

    tables = [table.name for table in layout.tables]
    derived = [
        f"{table.name}.{column.name}"
        for table in layout.tables
        for column in table.columns
        if column.derived
    ]
    before = [f"{name}{PREVIOUS}" for name in tables] if _looks_back(layout) else []
    for key in _LISTS:
        names = meta.get(key, [])
        if not isinstance(names, list):
            raise ConfigError(f"{shown} has '{key}' that is no list of tables.")
        _refuse_tables(names, tables, derived, key, shown)
    for key in _MAPPINGS:
        fields = meta.get(key, {})
        if not isinstance(fields, Mapping) or not all(
            isinstance(names, list) for names in fields.values()
        ):
            raise ConfigError(
                f"{shown} has '{key}' that is no mapping. Write Table: [Field, Field]."
            )
        _refuse_tables(fields, tables, before, key, shown)


def _looks_back(layout: Layout) -> bool:
    return kind_of(layout.collection).looks_back


def _refuse_tables(
    names: Iterable[object],
    tables: Sequence[str],
    others: Sequence[str],
    key: str,
    shown: str,
) -> None:
    """Refuse what is neither a table nor one of the other names that a key takes."""
    for name in names:
        if name not in tables and name not in others:
            raise ConfigError(
                f"{shown} names the unknown table '{name}' in '{key}'. "
                f"Choose from: {', '.join(tables)}."
            )
