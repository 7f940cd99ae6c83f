"""Nothing outside the folders of a return names it: a return is a plug."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from returncheck.returns.kind import ReturnKind
from returncheck.returns.registry import kinds_with_rules

ROOTS = ("benchmarks", "expectations", "macros", "models", "tests", "validators")
"""The folders that are read; documents, seeds and examples speak of returns."""

WITH_COLUMNS = "validators"
"""Where the tables and columns of a return are not named either."""

SUFFIXES = (".css", ".html", ".py", ".sql", ".yml")


def words_of(kind: ReturnKind) -> list[str]:
    """How a return may be written: its collection, its title and its command."""
    return [kind.collection.replace("_", "[_ -]?"), re.escape(kind.layout.title)]


def columns_of(kind: ReturnKind) -> set[str]:
    """Its tables and columns whose names are no words of the house as well."""
    tables = kind.layout.tables
    names = {column.name for table in tables for column in table.columns}
    names |= {table.name for table in tables}
    return {name for name in names if re.search("[a-z][A-Z]|[A-Z]{2}[a-z]", name)}


def naming_lines(folder: Path, root: Path, kind: ReturnKind) -> Iterator[str]:
    """The lines outside the return's own folders that name it: file, line and text."""
    named = re.compile("|".join(words_of(kind)), re.IGNORECASE)
    columns = re.compile(rf"\b({'|'.join(sorted(columns_of(kind)))})\b")
    for path in sorted(folder.rglob("*")):
        below = path.relative_to(root)
        if path.suffix not in SUFFIXES or kind.collection in below.parts:
            continue
        text = path.read_text(encoding="utf-8")
        # A generated file names what it is generated from.
        if "do not edit" in text[:200]:
            continue
        for number, line in enumerate(text.splitlines(), start=1):
            is_code = below.parts[0] == WITH_COLUMNS
            if named.search(line) or (is_code and columns.search(line)):
                yield f"{below}:{number}: {line.strip()}"


@pytest.mark.parametrize("name", ROOTS)
@pytest.mark.parametrize("kind", kinds_with_rules(), ids=lambda kind: kind.collection)
def test_nothing_outside_its_folders_names_a_return(root, kind, name):
    found = list(naming_lines(root / name, root, kind))
    assert not found, "\n".join(found)


def test_a_line_that_names_a_return_is_told_with_its_place(tmp_path):
    for kind in kinds_with_rules():
        column = sorted(columns_of(kind))[0]
        lines = [
            f"a {kind.layout.title.upper()}",
            f"the-{kind.command}",
            column,
            "none",
        ]
        path = tmp_path / WITH_COLUMNS / "some.py"
        path.parent.mkdir(exist_ok=True)
        path.write_text("\n".join(lines), encoding="utf-8")
        assert list(naming_lines(path.parent, tmp_path, kind)) == [
            f"{WITH_COLUMNS}/some.py:{number}: {line}"
            for number, line in enumerate(lines[:3], start=1)
        ]


def test_the_folders_of_a_return_may_name_it(tmp_path):
    for kind in kinds_with_rules():
        path = tmp_path / WITH_COLUMNS / kind.collection / "some.py"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(kind.collection, encoding="utf-8")
        assert list(naming_lines(tmp_path, tmp_path, kind)) == []
