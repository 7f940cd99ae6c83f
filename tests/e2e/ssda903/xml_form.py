"""A set of CSV files as the XML export of the same return."""

import csv
from collections import defaultdict
from pathlib import Path
from xml.etree import ElementTree as ET

# What stands in HEADER beside the child's own items, and what are elements in it.
_IN_HEADER = ("OC3", "AD1")
_RECORDS = {
    "Reviews": "AREVIEW",
    "OC2": "OC2",
    "PlacedAdoption": "AD_PLACED",
    "PrevPerm": "PERMANENCE",
    "Missing": "AMISSING",
}
_TAGS = {"CHILD": "CHILDID", "PLACE": "PL"}
_OF_THE_CHILD = ("CHILD", "DOB")


def write_xml(folder: Path, path: Path) -> Path:
    """The return in a folder as one XML file.

    Args:
        folder: CSV files, a table each; social workers have no place in XML.
        path: The file to write.
    """
    by_child = defaultdict(lambda: defaultdict(list))
    for source in sorted(folder.glob("*.csv")):
        with source.open(encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file):
                by_child[row["CHILD"]][source.stem].append(row)
    root = ET.Element("EXPSSDA903")
    for tables in by_child.values():
        _add_child(root, tables)
    ET.indent(root)
    ET.ElementTree(root).write(path, encoding="utf-8", xml_declaration=True)
    return path


def _add_child(root: ET.Element, tables: dict[str, list[dict[str, str]]]) -> None:
    child = ET.SubElement(root, "CHILD")
    header = ET.SubElement(child, "HEADER")
    _add_items(header, tables["Header"][0], inherited=())
    asylum = tables.get("UASC", [])
    _add_items(header, {"UASC": "1" if asylum else "0"})
    for row in asylum:
        _add_items(header, {"DUC": row["DUC"]})
    for table in _IN_HEADER:
        for row in tables.get(table, []):
            _add_items(header, row)
    for table, tag in _RECORDS.items():
        for row in tables.get(table, []):
            _add_items(ET.SubElement(header, tag), row)
    for row in tables.get("Episodes", []):
        _add_items(ET.SubElement(child, "EPISODE"), row)


def _add_items(
    element: ET.Element,
    row: dict[str, str],
    inherited: tuple[str, ...] = _OF_THE_CHILD,
) -> None:
    for name, text in row.items():
        if text and name not in inherited:
            ET.SubElement(element, _TAGS.get(name, name)).text = text
