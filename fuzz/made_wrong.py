"""Ways in which a right file goes wrong: nearly right, or broken outright."""

import io
import re
import zipfile
from collections.abc import Sequence

from hypothesis import strategies as st

XML_PIECES = (
    "<!-- a -->",
    "<?php a?>",
    "<![CDATA[<Child>]]>",
    "&undefined;",
    "&#0;",
    "&#x1b;",
    "&#xD800;",
    "&#x202e;",
    '<!DOCTYPE Message [<!ENTITY a "b">]>',
    '<?xml version="1.0" encoding="utf-16"?>',
    "<Child/>",
    "<Child>",
    "</Child>",
    "<Children>",
    "</Message>",
    "<Header><Source><LEA>\u00b2\u00b3\u00b9</LEA></Source></Header>",
    '<a:b xmlns:a="urn:a" a:c="\u2028"/>',
    '<x xmlns="urn:b">1</x>',
    "<\u00e9l\u00e9ment\u3164>\u0085</\u00e9l\u00e9ment\u3164>",
    "<LAchildID>" + "9" * 5000 + "</LAchildID>",
    "<d>" * 300,
    "<e>" * 200 + "</e>" * 200,
    "\ufeff",
    "\x1b[31m",
    "]]>",
)
CELL_PIECES = (
    '"',
    '""',
    ",",
    ";",
    "\t",
    "\r",
    "\n",
    "\n\n",
    "\x00",
    "\x1b[31m",
    "\u2028",
    "\u0085",
    "\ufeff",
    "=1+1",
    "1e999",
    "NaN",
    "-",
    "31/02/2025",
    "0001-01-01",
    "9999-12-31",
    "\u0661\u0662",
    "9" * 5000,
    "\U0010ffff",
)
SHEET_PIECES = (
    '<c r="XFD1"><v>1</v></c>',
    '<c r="A1048576"><v>1</v></c>',
    '<c r="1A"><v>1</v></c>',
    "<v>1e999</v>",
    "<v>NaN</v>",
    "<v>-1e300</v>",
    "<v></v>",
    ' t="d"',
    ' t="e"',
    ' t="s"',
    ' t="inlineStr"',
    ' s="1"',
    ' s="999"',
    ' s="-1"',
    "_x0000_",
    "_xD800_",
    "_x001B_",
    "&#x2028;",
    "<f>1+1</f>",
    "&undefined;",
    '<row r="0"/>',
    '<row r="-1"/>',
    '<row r="99999999"/>',
    "9" * 400,
)
_XML_TOKEN = re.compile(r"(<[^>]*>)")
_CELL_TOKEN = re.compile(r"([,\n])")


@st.composite
def nearly(draw: st.DrawFn, content: bytes, pieces: Sequence[str]) -> bytes:
    """A text with one to three of its parts gone, doubled, moved, or something added.

    Args:
        draw: How hypothesis chooses.
        content: A right file, in UTF-8.
        pieces: What may be added.
    """
    text = content.decode()
    is_xml = text.lstrip("\ufeff").startswith("<")
    tokens = (_XML_TOKEN if is_xml else _CELL_TOKEN).split(text)
    for _ in range(draw(st.integers(1, 3))):
        place = draw(st.integers(0, max(0, len(tokens) - 1)))
        last = min(len(tokens), place + draw(st.sampled_from((1, 2, 5))))
        part = tokens[place:last]
        match draw(st.sampled_from(("add", "remove", "double", "move", "replace"))):
            case "add":
                tokens[place:place] = [draw(st.sampled_from(pieces))]
            case "replace":
                tokens[place:last] = [draw(st.sampled_from(pieces))]
            case "remove":
                tokens[place:last] = []
            case "double":
                tokens[place:place] = part
            case "move":
                tokens[place:last] = []
                to = draw(st.integers(0, len(tokens)))
                tokens[to:to] = part
    return "".join(tokens).encode("utf-8", "surrogatepass")


@st.composite
def broken(draw: st.DrawFn, content: bytes) -> bytes:
    """Bytes cut off, changed, put in, doubled, or of another encoding.

    Args:
        draw: How hypothesis chooses.
        content: A right file.
    """
    place = draw(st.integers(0, len(content)))
    way = draw(st.sampled_from(("cut", "change", "put in", "double", "recode")))
    match way:
        case "cut":
            return content[:place]
        case "change":
            changed = bytearray(content)
            for _ in range(draw(st.integers(1, 8))):
                at = draw(st.integers(0, len(content) - 1))
                changed[at] = draw(st.integers(0, 255))
            return bytes(changed)
        case "put in":
            added = draw(st.binary(min_size=1, max_size=40))
            return content[:place] + added + content[place:]
        case "double":
            return content + content
        case _:
            encoding = draw(st.sampled_from(("utf-16", "utf-16-be", "cp037", "utf-7")))
            return content.decode("latin-1").encode(encoding)


@st.composite
def wrong_workbook(draw: st.DrawFn, content: bytes) -> bytes:
    """A workbook with one part of it nearly right, broken or gone.

    Args:
        draw: How hypothesis chooses.
        content: A right workbook.
    """
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    name = draw(st.sampled_from(sorted(parts)))
    way = draw(st.sampled_from(("nearly", "nearly", "broken", "gone")))
    if way == "nearly":
        parts[name] = draw(nearly(parts[name], SHEET_PIECES))
    elif way == "broken":
        parts[name] = draw(broken(parts[name]))
    else:
        del parts[name]
    memory = io.BytesIO()
    with zipfile.ZipFile(memory, "w") as archive:
        for each, data in parts.items():
            archive.writestr(each, data)
    return memory.getvalue()
