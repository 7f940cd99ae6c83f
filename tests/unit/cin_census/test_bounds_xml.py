"""However large and odd XML is, little of it is held, and one line refuses it."""

from itertools import repeat

import pytest
from bounded_reading import read_apart
from readers_files import child, header, message, read_tables, write

from returncheck.errors import InputError
from returncheck.files.limits import Limits, limited

IDENTIFIED = "<ChildIdentifiers><LAchildID>{}</LAchildID></ChildIdentifiers>"
MEGABYTES = 3
MOST = 110
"""Mebibytes that reading a file of some `MEGABYTES` may take, imports included."""


def large(path, before, piece, after, megabytes=MEGABYTES):
    """A file in the middle of which a piece is repeated."""
    count = megabytes * 1_000_000 // len(piece)
    block = piece.encode() * 1_000
    with path.open("wb") as handle:
        handle.write(before.encode())
        handle.writelines(repeat(block, count // 1_000))
        handle.write(after.encode())
    return path


CHILDREN = f"<Children>{child()}</Children>"
TREES = [
    pytest.param("", f"{CHILDREN}</Message>", "<J><a>x</a></J>", id="before children"),
    pytest.param(CHILDREN, "</Message>", "<J><a>x</a></J>", id="after children"),
    pytest.param("<J>", f"</J>{CHILDREN}</Message>", "<a><b>x</b></a>", id="in one"),
    pytest.param("", f"{CHILDREN}</Message>", "<Header/>", id="headers"),
    pytest.param(
        "<Children>", f"{child()}</Children></Message>", "<J>x</J>", id="beside a child"
    ),
    pytest.param(
        f"<Children><Child>{IDENTIFIED.format('1')}",
        "</Child></Children></Message>",
        "<J>x</J>",
        id="in a child",
    ),
    pytest.param(
        "<Children><Child><ChildIdentifiers><LAchildID>1</LAchildID><UPN>",
        "</UPN></ChildIdentifiers></Child></Children></Message>",
        "<J>x</J>",
        id="in a value",
    ),
]


@pytest.mark.parametrize(("before", "after", "piece"), TREES)
def test_unknown_elements_are_not_held(tmp_path, before, after, piece):
    path = large(tmp_path / "cin.xml", f"<Message>{header()}{before}", piece, after)
    assert read_apart(path).peak < MOST


def test_a_file_of_unknown_elements_is_refused_in_one_line(open_file):
    content = message(head=header() + "<J>x</J>" * 1_001)
    with pytest.raises(InputError) as caught:
        read(open_file, content, faulty_elements=1_000)
    assert "is for the most part no CIN census" in str(caught.value)
    assert "`faulty_elements` under `limits` in returncheck.yml" in str(caught.value)
    assert "\n" not in str(caught.value)


TEXTS = [
    pytest.param(
        f"<Message>{header()}<Children><Child><ChildIdentifiers><LAchildID>",
        "</LAchildID></ChildIdentifiers></Child></Children></Message>",
        id="identifier",
    ),
    pytest.param("<Message>", f"{header()}{CHILDREN}</Message>", id="before all"),
    pytest.param(
        f"<Message>{header()}<J>", f"</J>{CHILDREN}</Message>", id="unknown element"
    ),
    pytest.param(f"<Message>{header()}<!--", f"-->{CHILDREN}</Message>", id="comment"),
    pytest.param(
        f'<Message>{header()}<J a="', f'"/>{CHILDREN}</Message>', id="attribute"
    ),
]


@pytest.mark.parametrize(("before", "after"), TEXTS)
def test_a_text_that_is_too_long_is_refused_before_it_is_read(tmp_path, before, after):
    # More than the parser lets a comment or an attribute have.
    path = large(tmp_path / "cin.xml", before, "1234567890", after, megabytes=12)
    reading = read_apart(path)
    assert len(reading.lines) == 1
    assert "too long" in reading.lines[0]
    assert reading.peak < MOST + 100


def read(open_file, content, **changed):
    with limited(Limits(**changed)):
        return read_tables(open_file(content))


@pytest.mark.parametrize("length", [9, 10])
def test_a_value_may_be_as_long_as_the_limit(open_file, length):
    content = message(child(identifiers=IDENTIFIED.format("x" * length)))
    tables = read(open_file, content, text_length=10)
    assert tables["ChildIdentifiers"]["LAchildID"].to_list() == ["x" * length]


def test_a_longer_value_is_refused_with_its_line_and_its_limit(open_file):
    content = message(child(identifiers="\n" + IDENTIFIED.format("x" * 11)))
    with pytest.raises(InputError) as caught:
        read(open_file, content, text_length=10)
    assert "line 2 has a text that is too long" in str(caught.value)
    assert "the limit is 10 characters" in str(caught.value)
    assert "\n" not in str(caught.value)


def test_blanks_between_elements_are_no_long_text(open_file):
    tables = read(open_file, message(" " * 200_000 + child()), text_length=100)
    assert tables["ChildIdentifiers"].height == 1


@pytest.mark.parametrize("depth", [10_000, 300, 63])
def test_elements_that_stand_too_deep_are_refused(tmp_path, depth):
    deep = "<J>" * (depth + 1) + "</J>" * (depth + 1)
    path = write(tmp_path / "cin.xml", message(child(), head=header() + deep))
    (line,) = read_apart(path).lines
    assert "too deep in each other" in line


def test_elements_may_stand_as_deep_as_the_limit(tmp_path):
    deep = "<J>" * 63 + "</J>" * 63
    path = write(tmp_path / "cin.xml", message(child(), head=header() + deep))
    assert any("Message/J is not in the layout" in x for x in read_apart(path).lines)


def test_a_record_of_too_many_elements_is_refused(open_file):
    episodes = "<CINdetails><CINreferralDate>2024-05-01</CINreferralDate></CINdetails>"
    with pytest.raises(InputError, match="an element Child with too much in it"):
        read(open_file, message(child(episodes * 5_000)), elements=1_000)


def children(count):
    return message(
        "".join(child(identifiers=IDENTIFIED.format(n)) for n in range(count))
    )


def test_a_table_may_have_as_many_records_as_the_limit(open_file):
    tables = read(open_file, children(3), rows=3)
    assert tables["ChildIdentifiers"].height == 3


def test_a_table_with_more_records_is_refused(open_file):
    with pytest.raises(InputError, match="too many records in ChildIdentifiers"):
        read(open_file, children(4), rows=3)


def test_an_entity_that_is_not_defined_is_called_that(open_file):
    content = message(child(identifiers=IDENTIFIED.format("&nbsp;")))
    with pytest.raises(InputError) as caught:
        read_tables(open_file(content))
    assert "uses the entity 'nbsp' at line 1, which is not defined" in str(caught.value)


def test_a_name_that_a_file_made_up_is_cut(seen_in):
    (line,) = (
        text
        for text in seen_in(message(child(), after=f"<{'J' * 5_000}/>"))["message"]
        if "JJJ" in text
    )
    assert len(line) < 300
