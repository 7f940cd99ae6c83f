"""Returns that are clean but for one wrong value, of every kind in every field."""

from collections.abc import Iterator
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

_WRONG = {
    Kind.DATE: ("2024-02-30", "30/06/2024", "soon", "2024-6-3", "0000-01-01"),
    Kind.DATETIME: ("2024-06-03", "soon"),
    Kind.FLAG: ("maybe", "2", "yes"),
    Kind.INTEGER: ("many", "1.5"),
    Kind.YEAR: (),
    Kind.TEXT: (),
    Kind.NUMBER: (),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class WrongValue:
    """A return with one wrong value.

    Attributes:
        name: The path of the element, which of them, and what was done to it.
        content: The file.
    """

    name: str
    content: bytes


def wrong_values(content: bytes, year: int) -> Iterator[WrongValue]:
    """Every kind of wrong value, in the first and the last place of each field.

    Args:
        content: A clean return.
        year: Its year.
    """
    places = _places(etree.fromstring(content))
    for (table, name), found in places.items():
        column = LAYOUT.table(table).column(name)
        for place in dict.fromkeys((0, len(found) - 1)):
            for kind in _kinds(table, column):
                root = etree.fromstring(content)
                path = root.getroottree().getpath
                element = _places(root)[table, name][place]
                label = f"{kind} {path(element)}"
                if _change(element, kind):
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


def _kinds(table: str, column: Column) -> Iterator[str]:
    is_listed = (table, column.name) in LISTED
    if not is_listed:
        yield "repeated"
    if column.required or column.name not in FREE_TEXT:
        yield "emptied"
    if column.required and not is_listed:
        yield "removed"
    yield from _WRONG[column.kind]
    if column.code_list is not None:
        yield from ("ZZZ", "lower", " blank")
    if column.name == "UPN":
        yield from ("A123", "short", "letter", "digits first")
    if column.name == "FormerUPN":
        yield from ("A123", "letter")
    if column.name == "SerialNo":
        yield from ("1", "abc")
    if column.name == "ReferenceDate":
        yield from ("2024-12-31", "2035-03-31", "removed")
    if column.name == "LAchildID":
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
        case "lower":
            element.text = text.lower()
        case " blank":
            element.text = f"{text} "
        case "short":
            element.text = text[:-1]
        case "letter":
            element.text = f"{text[:8]}X{text[9:]}"
        case "digits first":
            element.text = f"1{text[1:]}"
        case _:
            element.text = kind
    return kind in ("repeated", "emptied", "removed") or element.text != text
