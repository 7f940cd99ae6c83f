"""A copy of the project with extensions laid over it.

dbt, the catalogue and the suites read it as they read the project: nothing else knows
that a rule or an indicator is a team's own.
"""

import csv
import io
import json
import shutil
from collections.abc import Iterable, Sequence
from pathlib import Path

import yaml

from returncheck.errors import ConfigError, InternalError
from returncheck.extensions.case_files import own_cases
from returncheck.extensions.folder import Extension, files_of
from returncheck.extensions.words import mapping_of, text_of, with_names
from returncheck.generate.return_unions import return_union_files
from returncheck.generate.rule_catalogue import rule_catalogue_files
from returncheck.generate.rule_examples import with_examples
from returncheck.generate.rule_models import rule_model_files
from returncheck.project import EXTENSION_FILES, project_at, project_root
from returncheck.returns import LAYOUTS

_COPIED = ("models", "macros", "seeds", "expectations", "examples")
_FILES = ("dbt_project.yml", "profiles.yml")
_MODELS = Path("models/intermediate/extensions")
_CATALOGUE = Path("seeds/catalogue")
_MEMBERS = Path("models/intermediate/indicators/int_indicator_members.sql")
_END_OF_RETURNS = "    {% endfor %}\n"
_MEMBER_COLUMNS = (
    ("table_name", "string"),
    ("row_number", "bigint"),
    ("counted_on", "date"),
    ("is_counted", "boolean"),
)


def lay_over(extensions: Sequence[Extension], target: Path) -> None:
    """Write the project with extensions into an empty folder.

    Args:
        extensions: What is laid over it; their namespaces differ.
        target: The folder, of the user alone.

    Raises:
        ConfigError: A model has a name that the project has already.
    """
    root = project_root()
    for name in _COPIED:
        shutil.copytree(root / name, target / name)
    for name in _FILES:
        shutil.copy(root / name, target / name)
    known = {path.stem for path in (target / "models").rglob("*.sql")}
    for extension in extensions:
        for name, file in files_of(extension):
            if name in known:
                raise ConfigError(
                    f"{file} would be the model {name}, which there is already. "
                    "Rename the file."
                )
            known.add(name)
        _write_models(extension, target)
        _write_indicators(extension, target)
        _write_suites(extension, target)
    _write_index(extensions, target)
    with project_at(target):
        _generate(extensions, target)


def _write_models(extension: Extension, target: Path) -> None:
    names = extension.names
    for rule in extension.rules:
        shown = f"{extension.shown}/rules/{rule.file.name}"
        folder = target / "models" / "rules" / rule.collection
        sql = with_names(text_of(rule.file, shown), names)
        _write(folder / f"{rule.model}.sql", sql)
        model = {
            "name": rule.model,
            "description": rule.description,
            "config": {"meta": dict(rule.meta)},
        }
        text = yaml.safe_dump({"models": [model]}, allow_unicode=True)
        _write(folder / f"{rule.model}.yml", text)
    for name, path in extension.models.items():
        shown = f"{extension.shown}/models/{path.name}"
        sql = with_names(text_of(path, shown), names)
        own = extension.model_name(name)
        _write(target / _MODELS / extension.namespace / f"{own}.sql", sql)


def _write_indicators(extension: Extension, target: Path) -> None:
    _append(
        target / _CATALOGUE / "rc_indicators.csv",
        (each.row for each in extension.indicators),
    )
    _append(
        target / _CATALOGUE / "rc_indicator_tables.csv",
        (
            {
                "indicator_id": each.row["indicator_id"],
                "collection": each.row["computed_from"],
                "table_name": table,
                "needed_in": "this_year",
            }
            for each in extension.indicators
            for table in each.tables
        ),
    )


def _append(seed: Path, rows: Iterable[dict[str, str] | object]) -> None:
    """Add rows to a seed, in the order of its headings."""
    text = seed.read_text(encoding="utf-8")
    headings = next(csv.reader(io.StringIO(text)))
    added = io.StringIO()
    writer = csv.DictWriter(added, headings, lineterminator="\n")
    writer.writerows(rows)  # type: ignore[arg-type]
    _write(seed, text + added.getvalue())


def _write_suites(extension: Extension, target: Path) -> None:
    folder = target / "expectations" / extension.namespace
    names = extension.names
    for path in extension.suites:
        shown = f"{extension.shown}/expectations/{path.name}"
        text = _with_tables(text_of(path, shown), path, shown, names)
        _write(folder / f"{extension.namespace}__{path.name}", text)


def _with_tables(text: str, path: Path, shown: str, names: dict[str, str]) -> str:
    """A suite whose tables are the extension's own models, by the project's names."""
    document = mapping_of(path, shown)
    listed = document.get("expectations")
    parts = [document, *(listed if isinstance(listed, list) else [])]
    tables = {
        part["table"]
        for part in parts
        if isinstance(part, dict) and part.get("table") in names
    }
    for table in tables:
        text = text.replace(f"table: {table}\n", f"table: {names[table]}\n")
    return text


def _write_index(extensions: Sequence[Extension], target: Path) -> None:
    modules = [each.expectation_module for each in extensions]
    index = {
        "files": dict(pair for each in extensions for pair in files_of(each)),
        "expectation_modules": [str(path) for path in modules if path is not None],
    }
    _write(target / EXTENSION_FILES, json.dumps(index))


def _generate(extensions: Sequence[Extension], target: Path) -> None:
    """The files that follow from the rules and indicators, with those of extensions."""
    files = rule_catalogue_files() | return_union_files()
    for layout in LAYOUTS.values():
        files |= rule_model_files(layout)
    files[_MEMBERS] = _with_members(files[_MEMBERS], extensions)
    for path, text in files.items():
        _write(target / path, text)
    for collection in dict.fromkeys(r.collection for e in extensions for r in e.rules):
        path = target / "examples" / "rules" / f"{collection}.yml"
        cases = {
            rule.code: own_cases(extension, rule)
            for extension in extensions
            for rule in extension.rules
            if rule.collection == collection
        }
        _write(path, with_examples(path.read_text(encoding="utf-8"), collection, cases))


def _with_members(text: str, extensions: Sequence[Extension]) -> str:
    """The union of who is counted, with those of extensions under their namespaces."""
    parts = [
        _members(extension, collection, name)
        for extension in extensions
        for collection, name in extension.members.items()
    ]
    if text.count(_END_OF_RETURNS) != 1:
        raise InternalError(f"{_MEMBERS} is no union that can be added to.")
    return text.replace(_END_OF_RETURNS, "".join([_END_OF_RETURNS, *parts]))


def _members(extension: Extension, collection: str, name: str) -> str:
    columns = ",\n".join(
        f"            cast({column} as {kind}) as {column}"
        for column, kind in _MEMBER_COLUMNS
    )
    return (
        "        union all\n"
        "        select\n"
        f"            '{collection}' as collection,\n"
        "            cast(return_id as string) as return_id,\n"
        f"            '{extension.namespace}:' || indicator_id as indicator_id,\n"
        f"{columns}\n"
        f"        from {{{{ ref('{extension.model_name(name)}') }}}}\n"
    )


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8", newline="\n")
