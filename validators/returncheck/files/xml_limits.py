"""What is too deep, too long or too much in XML that is still being read."""

from functools import lru_cache
from pathlib import Path

from lxml import etree

from returncheck.files.limits import beyond, limits
from returncheck.files.xml_files import XmlNode


def check_open(path: Path, outermost: XmlNode) -> None:
    """Look along the elements that have begun and not ended, after a piece of a file.

    Args:
        path: The file, for messages.
        outermost: The outermost element.

    Raises:
        InputError: They stand too deep in each other, hold too long a text, or too
            many elements.
    """
    bounds = limits()
    depth, element = 1, outermost
    while True:
        check_text(path, element, element.text)
        last = next(element.iterchildren(reversed=True), None)
        if last is None or not isinstance(last.tag, str):
            return
        check_text(path, last, last.tail)
        depth += 1
        if depth > bounds.element_depth:
            raise too_deep(path, last)
        element = last


def check_text(path: Path, element: XmlNode, text: str | None) -> None:
    """Refuse a text that is too long to be a value.

    Raises:
        InputError: It is.
    """
    most = limits().text_length
    if text is not None and len(text) > most and not text.isspace():
        raise beyond(
            f"{path}, line {element.sourceline}",
            f"has a text that is too long, at the element {element.tag}",
            "text_length",
            "characters",
        )


def check_below(path: Path, element: XmlNode) -> None:
    """Refuse an element that is too deep and that nobody will walk through.

    Raises:
        InputError: What it holds is deeper than may be.
    """
    above = sum(1 for _ in element.iterancestors())
    if _is_deeper(limits().element_depth - above)(element):
        raise too_deep(path, element)


def check_count(path: Path, element: XmlNode) -> None:
    """Refuse a record that holds more elements than can be one record's.

    Raises:
        InputError: It does.
    """
    if len(element) > limits().elements:
        raise beyond(
            f"{path}, line {element.sourceline}",
            f"has an element {element.tag} with too much in it",
            "elements",
            "elements in one",
        )


def too_deep(path: Path, element: XmlNode) -> Exception:
    """The refusal of elements that stand too deep in each other."""
    return beyond(
        f"{path}, line {element.sourceline}",
        "has elements that stand too deep in each other",
        "element_depth",
        "levels",
    )


@lru_cache
def _is_deeper(levels: int) -> XmlNode:
    # One step a level, so that the parser's library walks, not Python.
    steps = "/".join("*" * levels) if levels > 0 else "."
    return etree.XPath(f"boolean({steps})")
