"""The XML Schema of one return year, made from the tree and layout that read a file.

It states what the reader, the contract and the rules hold a file against, in a form
that any validator can judge by itself.
"""

from collections.abc import Iterator
from typing import Final
from xml.sax.saxutils import quoteattr

from returncheck.returns.cin_census.layout import LAYOUT
from returncheck.returns.cin_census.steps import (
    element_column,
    is_in_layout,
    is_required,
)
from returncheck.returns.cin_census.structure import (
    CHILD,
    CHILDREN,
    HEADER,
    ROOT,
    Element,
)
from returncheck.returns.code_lists import codes
from returncheck.returns.tables import Column, Kind

_FLAG: Final = "0|1|[Tt][Rr][Uu][Ee]|[Ff][Aa][Ll][Ss][Ee]"
_TYPES: Final = {
    Kind.TEXT: "xs:string",
    Kind.DATE: "xs:date",
    Kind.DATETIME: "xs:dateTime",
    Kind.INTEGER: "xs:integer",
    Kind.NUMBER: "xs:decimal",
    Kind.YEAR: "xs:gYear",
}
_CONTENT: Final = Element(
    tag=ROOT,
    required=True,
    children=(HEADER, Element(tag=CHILDREN, required=True, children=(CHILD,))),
)


def xml_schema(year: int) -> str:
    """The XML Schema of the CIN census of one year.

    Args:
        year: Year ending 31 March, 2017 or later; later than the latest layout takes
            the latest.

    Returns:
        An XML Schema 1.0 document. Flags are `1`, `0`, `true` and `false` in any
        letter case, as everywhere; DfE's own schemas may list fewer.

    Source:
        DfE, Children in need census guide and its XML schema, 2016-17 to 2025-26; for
        2026-27 the public draft of module 5.
    """
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        '<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema">',
        *_element(_CONTENT, None, year, 1, is_root=True),
        "</xs:schema>",
    ]
    return "\n".join([*lines, ""])


def _element(
    element: Element, owner: str | None, year: int, depth: int, *, is_root: bool = False
) -> Iterator[str]:
    column = element_column(element, owner)
    indent = "  " * depth
    opening = f"{indent}<xs:element name={quoteattr(element.tag)}"
    if not is_root:
        least = 1 if is_required(element, column) else 0
        most = "unbounded" if element.repeats else "1"
        opening += f' minOccurs="{least}" maxOccurs="{most}"'
    if column is None:
        yield f"{opening}>"
        yield from _content(element, element.table or owner, year, f"{indent}  ")
        yield f"{indent}</xs:element>"
    elif facets := _facets(column, year):
        yield f"{opening}>"
        yield from _restriction(column, facets, f"{indent}  ")
        yield f"{indent}</xs:element>"
    else:
        yield f'{opening} type="{_TYPES[column.kind]}"/>'


def _content(
    element: Element, owner: str | None, year: int, indent: str
) -> Iterator[str]:
    yield f"{indent}<xs:complexType>"
    yield f"{indent}  <xs:sequence>"
    for inner in element.children:
        if is_in_layout(inner, owner, year):
            yield from _element(inner, owner, year, len(indent) // 2 + 2)
    yield f"{indent}  </xs:sequence>"
    yield f"{indent}</xs:complexType>"


def _facets(column: Column, year: int) -> list[str]:
    if column.kind is Kind.FLAG:
        return [f'<xs:pattern value="{_FLAG}"/>']
    if column.code_list is not None:
        allowed = codes(LAYOUT.collection, column.code_list, year)
        return [f"<xs:enumeration value={quoteattr(code)}/>" for code in allowed]
    if column.pattern is not None:
        # The digits 0 to 9 alone, as the contract reads the pattern.
        pattern = column.pattern.replace(r"\d", "[0-9]")
        return [f"<xs:pattern value={quoteattr(pattern)}/>"]
    return []


def _restriction(column: Column, facets: list[str], indent: str) -> Iterator[str]:
    base = "xs:token" if column.kind is Kind.FLAG else _TYPES[column.kind]
    yield f"{indent}<xs:simpleType>"
    yield f'{indent}  <xs:restriction base="{base}">'
    yield from (f"{indent}    {facet}" for facet in facets)
    yield f"{indent}  </xs:restriction>"
    yield f"{indent}</xs:simpleType>"
