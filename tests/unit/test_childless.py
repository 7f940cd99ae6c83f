"""What of a file may stand in an output without children, word by word."""

import re

import pytest
from lxml import etree

from returncheck.cli.saying import plain, plain_lines
from returncheck.files.childless import file_name, told, told_list, without_names
from returncheck.files.xml_faults import fault_words


@pytest.mark.parametrize(
    "text",
    ["2031", "99", "LEA", "html", "urn:x", "a return", "reportRows", "{urn:x}a"],
)
def test_words_that_name_nobody_are_shown(text):
    assert told(text) == f"'{text}'"


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Jane Doe", "a text of 8 characters"),
        ("12 High Street", "a text of 14 characters"),
        ("SW1A 1AA", "a text of 8 characters"),
        ("17052011", "a text of 8 characters"),
        ("MADEUP887000008711", "a text of 18 characters"),
        ("\u0661\u0662\u0663", "a text of 3 characters"),
        ("\x1b[31m", "a text of 5 characters"),
        ("\x1b", "a text of 1 character"),
        ("", "''"),
        ("year " * 50, "a text of 250 characters"),
        ("report's", "'report's'"),
    ],
)
def test_other_texts_are_described(text, shown):
    assert told(text) == shown


def test_official_name_is_shown_in_any_letter_case():
    assert told("lachildid", ["LAchildID"]) == "'lachildid'"
    assert told("LAchildIDs", ["LAchildID"]) == "a text of 10 characters"


def test_list_is_short():
    assert told_list(["a", "Jane", "b", "c", "d", "e", "f"]) == (
        "'a', a text of 4 characters, 'b', 'c', 'd' and 2 more"
    )


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("cin-2025.xml", "cin-2025.xml"),
        ("ChildIdentifiers.csv", "ChildIdentifiers.csv"),
        ("census/Header.csv", "census/Header.csv"),
        ("medway-2018-06.csv", "medway-2018-06.csv"),
        ("Smith_John_2011.xml", "Sm\u2026_Jo\u2026_2011.xml"),
        ("born 17052011.csv", "bo\u2026 17\u2026.csv"),
        ("Jane", "Ja\u2026"),
        ("x.Jane", "x.\u2026"),
        ("\x1b[31mmred.csv", "\u2026[31mm\u2026.csv"),
        ("a\nb.csv", "a\u2026b.csv"),
        (".csv", ".csv"),
    ],
)
def test_name_of_a_file_keeps_what_names_nobody(name, shown):
    assert file_name(name) == shown


def test_names_are_replaced_in_a_message_the_longest_first():
    names = [("Jane.csv", "Ja.csv"), ("/in/Jane.csv", "/in/Ja.csv"), ("a.csv", "a.csv")]
    text = "/in/Jane.csv and Jane.csv and a.csv"
    assert without_names(text, names) == "/in/Ja.csv and Ja.csv and a.csv"
    assert without_names(text, []) == text


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("plain \u00e9", "plain \u00e9"),
        ("\x1b]0;title\x07", "\ufffd]0;title\ufffd"),
        ("a\rb\x08\x9b1m", "a\ufffdb\ufffd\ufffd1m"),
        ("\u202egnp.exe\u2028", "\ufffdgnp.exe\ufffd"),
        ("two\nlines", "two\ufffdlines"),
    ],
)
def test_terminal_is_told_nothing_that_it_obeys(text, shown):
    assert plain(text) == shown
    assert plain_lines("a\n\x1bb") == "a\n\ufffdb"


@pytest.mark.parametrize(
    "content",
    [
        "<a><Jane></Doe></a>",
        "<a><Jane:Doe:x/></a>",
        "<a><Jane:Doe/></a>",
        "<a Jane='1' Jane='2'/>",
        "<a Jane=1/>",
        "<a Jane/>",
        "<a>&Jane;</a>",
        "<a>& Jane</a>",
        "<a>< Jane</a>",
        "<a><Jane",
        "<a>\x01Jane</a>",
        "<a/>Jane",
        "<!-- Jane",
        "<a><![CDATA[Jane</a>",
        "<?Jane",
    ],
)
def test_fault_of_the_markup_is_told_without_its_names(content):
    with pytest.raises(etree.XMLSyntaxError) as fault:
        etree.fromstring(content.encode())
    words = fault_words(fault.value.code)
    assert words
    assert "Jane" not in words


def test_undefined_entity_is_called_that():
    with pytest.raises(etree.XMLSyntaxError) as fault:
        etree.fromstring(b"<a>&nbsp;</a>")
    assert fault_words(fault.value.code) == "an entity is not defined"


def test_nothing_is_said_but_through_the_one_place(root):
    """Whatever a command says may hold a file's name, and so a terminal's escapes."""
    commands = root / "validators" / "returncheck" / "cli"
    saying = {
        path.name
        for path in commands.glob("*.py")
        if re.search(r"\b(echo|secho|print)\(", path.read_text(encoding="utf-8"))
    }
    assert saying == {"saying.py"}
