"""Returns that are clean but for one wrong value, of every kind in every field."""

from collections.abc import Container, Iterator
from copy import deepcopy
from dataclasses import dataclass

from lxml import etree

from returncheck.returns.cin_census.layout import LAYOUT
from returncheck.returns.cin_census.structure import CHILD, HEADER, Element
from returncheck.returns.tables import Column, Kind

IDENTITY = ("Collection", "Year", "LEA")
"""Fields that say whose return it is; a wrong one is refused or makes it another's."""

LISTED = (
    ("Disabilities", "Disability"),
    ("AssessmentFactorsList", "AssessmentFactor"),
    ("Reviews", "CPPreviewDate"),
)
"""Fields of which a record may have several, or none."""

FREE_TEXT = ("SoftwareCode", "Release")

FIRST_RULES = 2023
FIRST_FORM_OF_IDENTIFIER = 2025

_WRONG = {
    Kind.DATE: ("2024-02-30", "30/06/2024"),
    Kind.DATETIME: ("2024-06-03",),
    Kind.FLAG: ("maybe",),
    Kind.INTEGER: ("many", "1.5"),
    Kind.YEAR: (),
    Kind.TEXT: (),
    Kind.NUMBER: (),
}

_OF_FIELD = {
    "UPN": ("A123", "too short", "with a letter inside", "with a digit first"),
    "FormerUPN": ("A123", "with a letter inside"),
    "SerialNo": ("1", "abc"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class WrongValue:
    """A return with one wrong value.

    Attributes:
        name: The year, the field, and what was done to it.
        content: The file.
    """

    name: str
    content: bytes


def wrong_values(
    content: bytes, year: int, tables: Container[str]
) -> Iterator[WrongValue]:
    """Every kind of wrong value, in the last place of each field.

    Args:
        content: A clean return.
        year: Its year.
        tables: The tables whose fields are made wrong.
    """
    for table, name in _places(etree.fromstring(content)):
        if table not in tables:
            continue
        for kind in _kinds(table, LAYOUT.table(table).column(name), year):
            root = etree.fromstring(content)
            element = _places(root)[table, name][-1]
            if _change(element, kind):
                label = f"{year} {table}.{name} {kind}"
                yield WrongValue(name=label, content=etree.tostring(root))


def _places(root) -> dict[tuple[str, str], list]:
    """The elements that hold values, by table and column."""
    fields = {HEADER.tag: _fields(HEADER), CHILD.tag: _fields(CHILD)}
    places: dict[tuple[str, str], list] = {}
    for record in root.iter(*fields):
        for path, key in fields[record.tag].items():
            places.setdefault(key, []).extend(record.iterfind(path))
    return {key: found for key, found in places.items() if found}


def _fields(element: Element, path: str = "", table: str = "") -> dict:
    """The path from a header or child of each element with a value: its field."""
    table = element.table or table
    fields = {}
    if element.column is not None and element.column not in IDENTITY:
        fields[path] = (table, element.column)
    for inner in element.children:
        fields |= _fields(inner, f"{path}/{inner.tag}".lstrip("/"), table)
    return fields


def _kinds(table: str, column: Column, year: int) -> Iterator[str]:
    is_listed = (table, column.name) in LISTED
    if not is_listed:
        yield "repeated"
    if column.name not in FREE_TEXT:
        yield "emptied"
    # Without a reference date the schema is content, and rule 100 is not.
    is_needed = column.required or (column.is_period_end and year >= FIRST_RULES)
    if is_needed and not is_listed:
        yield "removed"
    yield from _WRONG[column.kind]
    if column.is_period_end:
        yield from (f"{year - 1}-03-31", f"{year}-03-30", f"{year + 9}-03-31")
    if column.code_list is not None:
        yield from ("ZZZ", "in lower case", "with a blank")
    yield from _OF_FIELD.get(column.name, ())
    if column.name == "LAchildID" and year >= FIRST_FORM_OF_IDENTIFIER:
        yield from ("A-1", "A" * 21)


def _change(element, kind: str) -> bool:
    text = element.text or ""
    match kind:
        case "repeated":
            element.addnext(deepcopy(element))
        case "emptied":
            element.text = None
        case "removed":
            element.getparent().remove(element)
        case "in lower case":
            element.text = text.lower()
        case "with a blank":
            element.text = f"{text} "
        case "too short":
            element.text = text[:-1]
        case "with a letter inside":
            element.text = f"{text[:8]}X{text[9:]}"
        case "with a digit first":
            element.text = f"1{text[1:]}"
        case _:
            element.text = kind
    return kind in ("repeated", "emptied", "removed") or element.text != text
