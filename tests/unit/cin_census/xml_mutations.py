"""Breaks a valid XML file in every way that its own elements suggest, one at a time.

Knows nothing of the census: what is wrong and what is not is for a schema to say.
"""

from collections.abc import Callable, Iterator
from copy import deepcopy
from dataclasses import dataclass

from lxml import etree

WRONG_VALUES = ("2025-02-30", "1.5", "zz\u00a0", " ", " 1A")


@dataclass(frozen=True, slots=True, kw_only=True)
class Mutant:
    """A file with one change.

    Attributes:
        name: What was done where.
        content: The file.
    """

    name: str
    content: bytes


def mutants(content: bytes) -> Iterator[Mutant]:
    """Every mutant of a file, one a path and change.

    Args:
        content: A file; the first element of each path is changed.
    """
    for path in _paths(etree.fromstring(content)):
        yield from _changed(content, path, 0)


def later_mutants(content: bytes) -> Iterator[Mutant]:
    """The mutants of a file in which the last of several elements is changed.

    Args:
        content: A file; paths of a single element are passed over.
    """
    root = etree.fromstring(content)
    for path in _paths(root):
        if len(_found(root, path)) > 1:
            yield from _changed(content, path, -1)


def _changed(content: bytes, path: str, place: int) -> Iterator[Mutant]:
    for name, change in _CHANGES.items():
        root = etree.fromstring(content)
        if change(_found(root, path)[place]):
            where = path if place == 0 else f"the last {path}"
            yield Mutant(name=f"{name} {where}", content=etree.tostring(root))


def _found(root, path: str) -> list:
    return [root] if path == root.tag else root.findall(path.partition("/")[2])


def _paths(root) -> list[str]:
    paths: dict[str, None] = {}
    for element in root.iter():
        above = [each.tag for each in element.iterancestors()]
        paths["/".join([*reversed(above), element.tag])] = None
    return list(paths)


def _removed(element) -> bool:
    parent = element.getparent()
    if parent is not None:
        parent.remove(element)
    return parent is not None


def _all_removed(element) -> bool:
    parent = element.getparent()
    if parent is None or len(parent.findall(element.tag)) < 2:
        return False
    for each in parent.findall(element.tag):
        parent.remove(each)
    return True


def _repeated(element) -> bool:
    if element.getparent() is None:
        return False
    element.addnext(deepcopy(element))
    return True


def _emptied(element) -> bool:
    for inner in list(element):
        element.remove(inner)
    element.text = None
    return True


def _renamed(element) -> bool:
    element.tag = f"{element.tag}X"
    return True


def _lower_case(element) -> bool:
    element.tag = element.tag.lower()
    return True


def _namespaced(element) -> bool:
    element.tag = f"{{urn:made-up}}{element.tag}"
    return True


def _first(element) -> bool:
    parent = element.getparent()
    if parent is None or parent[0].tag == element.tag:
        return False
    parent.insert(0, element)
    return True


def _last(element) -> bool:
    parent = element.getparent()
    if parent is None or parent[-1].tag == element.tag:
        return False
    parent.append(element)
    return True


def _swapped(element) -> bool:
    following = element.getnext()
    if following is None or following.tag == element.tag:
        return False
    following.addnext(element)
    return True


def _wrapped(element) -> bool:
    parent = element.getparent()
    if parent is None:
        return False
    wrapper = etree.Element("Wrapper")
    parent.replace(element, wrapper)
    wrapper.append(element)
    return True


def _nested(element) -> bool:
    element.insert(0, etree.Element("Stray"))
    return True


def _text_inside(element) -> bool:
    if not len(element):
        return False
    element.text = "stray"
    return True


def _text_after(element) -> bool:
    if element.getparent() is None:
        return False
    element.tail = "stray"
    return True


def _attribute(element) -> bool:
    element.set("made-up", "1")
    return True


def _nil(element) -> bool:
    element.set("{http://www.w3.org/2001/XMLSchema-instance}nil", "true")
    return True


def _value(text: str) -> Callable[..., bool]:
    def change(element) -> bool:
        if len(element):
            return False
        element.text = text
        return True

    return change


_CHANGES: dict[str, Callable[..., bool]] = {
    "removed": _removed,
    "all removed": _all_removed,
    "repeated": _repeated,
    "emptied": _emptied,
    "renamed": _renamed,
    "in lower case": _lower_case,
    "in a namespace": _namespaced,
    "moved to the front": _first,
    "moved to the end": _last,
    "moved after the next": _swapped,
    "wrapped": _wrapped,
    "with an element inside": _nested,
    "with text inside": _text_inside,
    "with text after": _text_after,
    "with an attribute": _attribute,
    "nil": _nil,
    **{f"set to {text!r}": _value(text) for text in WRONG_VALUES},
}
