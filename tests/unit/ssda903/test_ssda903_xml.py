"""The SSDA903 as one XML file."""

from itertools import repeat

import pytest
from ssda903_files import OF_2025, only_source, read_tables, refusals, write, write_set

from returncheck.errors import InputError
from returncheck.files.limits import Limits, limited
from returncheck.returns.discover import discover
from returncheck.returns.ssda903 import walk as walk_module

IDENTITY = "<CHILDID>Made-Up-1</CHILDID><SEX>m</SEX><DOB>01/02/2012</DOB>"


def header(inner="", identity=IDENTITY):
    return f"<HEADER>{identity}{inner}</HEADER>"


def child(*parts):
    return f"<CHILD>{''.join(parts) or header()}</CHILD>"


def export(*children):
    return f"<EXPSSDA903>{''.join(children)}</EXPSSDA903>"


@pytest.fixture
def tables(tmp_path):
    """Reads the tables of an export."""

    def read(*children):
        path = write(tmp_path / "r.xml", export(*children))
        return read_tables(only_source(path))

    return read


@pytest.fixture
def faults(tmp_path):
    """What is said of the elements of an export: check, path and count."""

    def read(*children):
        source = only_source(write(tmp_path / "r.xml", export(*children)))
        read_tables(source)
        found = source.observations().select("check_id", "field", "value").rows()
        return [(check.rpartition(".")[2], *rest) for check, *rest in found]

    return read


def rows(frame):
    """The values of each row that are there."""
    return [
        {name: value for name, value in row.items() if value is not None}
        for row in frame.drop("row_number").iter_rows(named=True)
    ]


def test_export_is_one_return_of_the_authority_and_year_that_the_user_names(tmp_path):
    source = only_source(write(tmp_path / "r.xml", export(child())))
    assert (source.return_id, source.source_name, source.file_format) == (
        "ssda903-887-2025",
        "r.xml",
        "xml",
    )
    assert source.derived_columns == (("Header", "UASC"),)


def test_tables_that_xml_has_are_present_even_without_rows(tmp_path):
    source = only_source(write(tmp_path / "r.xml", export(child())))
    assert source.present_tables == (
        "Header",
        "Episodes",
        "Reviews",
        "UASC",
        "OC2",
        "OC3",
        "AD1",
        "PlacedAdoption",
        "PrevPerm",
        "Missing",
    )
    assert list(read_tables(source)) == ["Header"]


def test_header_takes_its_items_and_the_flag_in_capitals(tables):
    read = tables(child(header("<ETHNIC>wbri</ETHNIC><UPN>un1</UPN><UASC>0</UASC>")))
    assert rows(read["Header"]) == [
        {
            "CHILD": "MADE-UP-1",
            "SEX": "M",
            "DOB": "01/02/2012",
            "ETHNIC": "WBRI",
            "UPN": "UN1",
            "UASC": "0",
        }
    ]


def test_episode_takes_the_child_and_the_placement_from_its_own_tag(tables):
    episode = "<EPISODE><DECOM>03/05/2024</DECOM><PL>u1</PL><URN>7</URN></EPISODE>"
    read = tables(child(header(), episode, "<EPISODE><PL>K2</PL></EPISODE>"))
    assert rows(read["Episodes"]) == [
        {"CHILD": "MADE-UP-1", "DECOM": "03/05/2024", "PLACE": "U1", "URN": "7"},
        {"CHILD": "MADE-UP-1", "PLACE": "K2"},
    ]
    assert read["Episodes"]["row_number"].to_list() == [1, 2]


@pytest.mark.parametrize(
    ("table", "record", "own"),
    [
        ("Reviews", "<AREVIEW><REVIEW>1/5/2024</REVIEW></AREVIEW>", "REVIEW"),
        ("Missing", "<AMISSING><MISSING>1/5/2024</MISSING></AMISSING>", "MISSING"),
        ("OC2", "<OC2><SDQ_SCORE>1/5/2024</SDQ_SCORE></OC2>", "SDQ_SCORE"),
        (
            "PrevPerm",
            "<PERMANENCE><DATE_PERM>1/5/2024</DATE_PERM></PERMANENCE>",
            "DATE_PERM",
        ),
        (
            "PlacedAdoption",
            "<AD_PLACED><DATE_PLACED>1/5/2024</DATE_PLACED></AD_PLACED>",
            "DATE_PLACED",
        ),
    ],
)
def test_record_in_the_header_takes_child_and_birth_from_it(tables, table, record, own):
    read = tables(child(header(record + record)))
    row = {"CHILD": "MADE-UP-1", "DOB": "01/02/2012", own: "1/5/2024"}
    assert rows(read[table]) == [row, row]


@pytest.mark.parametrize("place", ["before", "after"])
def test_child_is_taken_from_the_header_wherever_its_items_stand(tables, place):
    record = "<AREVIEW><REVIEW>01/05/2024</REVIEW></AREVIEW>"
    parts = (record, IDENTITY) if place == "before" else (IDENTITY, record)
    read = tables(child("<EPISODE/>", f"<HEADER>{''.join(parts)}</HEADER>"))
    assert read["Reviews"]["CHILD"].to_list() == ["MADE-UP-1"]
    assert read["Episodes"]["CHILD"].to_list() == ["MADE-UP-1"]


@pytest.mark.parametrize(
    ("table", "told_by", "others"),
    [
        ("OC3", "IN_TOUCH", "<ACTIV>f1</ACTIV><ACCOM>u1</ACCOM>"),
        ("AD1", "DATE_INT", "<FOSTER_CARE>0</FOSTER_CARE>"),
        ("UASC", "UASC", "<DUC>01/09/2029</DUC>"),
    ],
)
@pytest.mark.parametrize(
    ("value", "count"),
    [
        pytest.param("<{0}>YES</{0}>", 1, id="value"),
        pytest.param("<{0}>0</{0}>", 1, id="nought"),
        pytest.param("<{0}></{0}>", 0, id="empty"),
        pytest.param("<{0}/>", 0, id="closed"),
        pytest.param("<{0}>\n</{0}>", 0, id="blanks"),
        pytest.param("", 0, id="absent"),
    ],
)
def test_row_of_items_in_the_header_is_there_with_its_first_item(
    tables, table, told_by, others, value, count
):
    read = tables(child(header(value.format(told_by) + others)))
    assert (read[table].height if table in read else 0) == count


def test_items_in_the_header_go_to_their_own_tables(tables):
    items = "<UASC>1</UASC><DUC>1/9/2029</DUC><IN_TOUCH>yes</IN_TOUCH><ACTIV>f1</ACTIV>"
    read = tables(child(header(items)))
    shared = {"CHILD": "MADE-UP-1", "DOB": "01/02/2012"}
    assert rows(read["UASC"]) == [shared | {"SEX": "M", "DUC": "1/9/2029"}]
    assert rows(read["OC3"]) == [shared | {"IN_TOUCH": "YES", "ACTIV": "F1"}]
    assert rows(read["Header"])[0]["UASC"] == "1"


def test_item_that_is_absent_is_never_taken_from_a_neighbour(tables):
    other = header(identity="<CHILDID>Made-Up-2</CHILDID>")
    record = "<AREVIEW><REVIEW>01/05/2024</REVIEW></AREVIEW><AREVIEW/>"
    read = tables(child(header(record + "<MOTHER>1</MOTHER>")), child(other))
    assert read["Header"].select("DOB", "MOTHER").rows() == [
        ("01/02/2012", "1"),
        (None, None),
    ]
    assert read["Reviews"]["REVIEW"].to_list() == ["01/05/2024", None]


def test_text_is_not_trimmed(tables):
    read = tables(child(header("<UPN> un1 </UPN>")))
    assert read["Header"]["UPN"].to_list() == [" UN1 "]


def test_row_numbers_run_on_across_batches(tmp_path, monkeypatch):
    monkeypatch.setattr("returncheck.returns.ssda903.reader.BATCH_ROWS", 2)
    path = write(tmp_path / "r.xml", export(*[child(header(), "<EPISODE/>")] * 3))
    frame = read_tables(only_source(path))["Episodes"]
    assert frame["row_number"].to_list() == [1, 2, 3]


def test_return_in_the_form_that_is_asked_for_has_nothing_said_of_it(faults):
    record = "<AREVIEW><REVIEW>01/05/2024</REVIEW></AREVIEW>"
    assert faults("\n", child("\n", header(record), "\n<EPISODE>\n</EPISODE>\n")) == []


@pytest.mark.parametrize(
    ("children", "found"),
    [
        pytest.param(
            child(header("<J>x</J><J/>")),
            ("unknown_element", "EXPSSDA903/CHILD/HEADER/J", "2"),
            id="in the header",
        ),
        pytest.param(
            child(header(), "<EPISODE><PLACE>U1</PLACE></EPISODE>"),
            ("unknown_element", "EXPSSDA903/CHILD/EPISODE/PLACE", "1"),
            id="in an episode",
        ),
        pytest.param(
            child(header(), "<J/>"),
            ("unknown_element", "EXPSSDA903/CHILD/J", "1"),
            id="in the child",
        ),
        pytest.param(
            "<J/>" + child(),
            ("unknown_element", "EXPSSDA903/J", "1"),
            id="before the child",
        ),
        pytest.param(
            child() + "<J/>",
            ("unknown_element", "EXPSSDA903/J", "1"),
            id="after the child",
        ),
        pytest.param(
            child(header(), "<EPISODE><AREVIEW/></EPISODE>"),
            ("unknown_element", "EXPSSDA903/CHILD/EPISODE/AREVIEW", "1"),
            id="record elsewhere",
        ),
        pytest.param(
            child(header("<UPN>x<J/></UPN>")),
            ("unknown_element", "EXPSSDA903/CHILD/HEADER/UPN/J", "1"),
            id="in a value",
        ),
        pytest.param(
            child(header('<UPN a="1">x</UPN>')),
            ("unknown_attribute", "EXPSSDA903/CHILD/HEADER/UPN/@a", "1"),
            id="attribute",
        ),
        pytest.param(
            child("stray", header()),
            ("stray_text", "EXPSSDA903/CHILD", "1"),
            id="text in a child",
        ),
        pytest.param(
            child() + "stray",
            ("stray_text", "EXPSSDA903", "1"),
            id="text after a child",
        ),
        pytest.param(
            child("<EPISODE/>"),
            ("missing_element", "EXPSSDA903/CHILD/HEADER", "1"),
            id="no header",
        ),
        pytest.param(
            child(header(), header()),
            ("repeated_element", "EXPSSDA903/CHILD/HEADER", "1"),
            id="two headers",
        ),
        pytest.param(
            child(header("<DOB>03/03/2013</DOB>")),
            ("repeated_element", "EXPSSDA903/CHILD/HEADER/DOB", "1"),
            id="item twice",
        ),
    ],
)
def test_element_that_is_not_as_asked_for_is_found(faults, children, found):
    assert faults(children) == [found]


def test_first_of_two_items_counts(tables):
    read = tables(child(header("<DOB>03/03/2013</DOB>")))
    assert read["Header"]["DOB"].to_list() == ["01/02/2012"]


def test_finding_says_where_and_what_to_do(tmp_path):
    path = write(tmp_path / "r.xml", export(child(header("\n<J>x</J>"))))
    source = only_source(path)
    read_tables(source)
    assert source.observations()["message"].to_list() == [
        "The element EXPSSDA903/CHILD/HEADER/J is not one that the return has, once, "
        "at line 2. It is not read. Check its name and its place."
    ]


@pytest.mark.parametrize(
    ("content", "message"),
    [
        pytest.param(
            "<EXPSSDA903></EXPSSDA903>",
            "{path} has no children: EXPSSDA903 holds no CHILD. "
            "Export the return again with its children.",
            id="no children",
        ),
        pytest.param(
            export(child()).removesuffix("</EXPSSDA903>"),
            "{path} breaks off at line 1: its end is missing. "
            "Export or copy the file again.",
            id="breaks off",
        ),
        pytest.param(
            '<!DOCTYPE a [<!ENTITY e "x">]>' + export(child(header("<UPN>&e;</UPN>"))),
            "{path} uses the entity '&e;' at line 1, which is not read for safety. "
            "Export the file with plain text.",
            id="entity",
        ),
    ],
)
def test_export_that_cannot_be_read_is_told_in_one_line(tmp_path, content, message):
    path = write(tmp_path / "r.xml", content)
    with pytest.raises(InputError) as caught:
        read_tables(only_source(path))
    assert str(caught.value) == message.format(path=path)


@pytest.mark.parametrize(
    ("content", "message"),
    [
        pytest.param(
            '<EXPSSDA903 xmlns="urn:x"><CHILD/></EXPSSDA903>',
            "in the namespace",
            id="namespace",
        ),
        pytest.param("<Census/>", "is XML of no known return", id="other root"),
    ],
)
def test_other_xml_is_refused(tmp_path, content, message):
    (told,) = refusals(write(tmp_path / "r.xml", content))
    assert message in told
    assert "\n" not in told


def test_nobody_says_whose_the_export_is(tmp_path):
    path = write(tmp_path / "r.xml", export(child()))
    assert refusals(path, authority=None, year=None) == [
        f"{path} names no authority and no year. Give --authority and --year."
    ]


def test_export_and_set_of_one_return_are_refused(tmp_path):
    folder = write_set(tmp_path / "r")
    path = write(folder / "r.xml", export(child()))
    (told,) = refusals(folder)
    assert told.startswith(
        f"There are 2 files for the same return ssda903-887-2025: {path} and {folder}."
    )


def test_export_of_the_year_before_lies_in_previous(tmp_path):
    folder = tmp_path / "r"
    write(folder / "now.xml", export(child()))
    write(folder / "previous" / "then.xml", export(child()))
    found = discover([folder], **OF_2025)
    assert [(each.return_id, each.is_context) for each in found.sources] == [
        ("ssda903-887-2025", None),
        ("ssda903-887-2024", True),
    ]


LARGE = [
    pytest.param("", "<J><a>x</a></J>", child(), id="beside children"),
    pytest.param("<J>", "<a><b>x</b></a>", "</J>" + child(), id="in a stranger"),
    pytest.param("<CHILD>", "<J>x</J>", "<HEADER/></CHILD>", id="in a child"),
    pytest.param("<CHILD><HEADER>", "<J><a/></J>", "</HEADER></CHILD>", id="in header"),
    pytest.param(
        "<CHILD><HEADER><UPN>", "<J>x</J>", "</UPN></HEADER></CHILD>", id="in a value"
    ),
    pytest.param("", child(header("<J/>")), "", id="children"),
]


def read_bounded(path, *, most=10_000_000):
    """Reads an export and gives the most elements that were held at a time."""
    held = 0
    whole = walk_module.Walk.tidy

    def tidy(self, root):
        nonlocal held
        whole(self, root)
        held = max(held, sum(1 for _ in root.iter()))

    walk_module.Walk.tidy = tidy
    try:
        with limited(Limits(faulty_elements=most)):
            read_tables(only_source(path))
    finally:
        walk_module.Walk.tidy = whole
    return held


@pytest.mark.parametrize(("before", "piece", "after"), LARGE)
def test_little_of_a_large_file_is_held(tmp_path, before, piece, after):
    path = tmp_path / "r.xml"
    with path.open("w") as handle:
        handle.write(f"<EXPSSDA903>{before}")
        handle.writelines(repeat(piece, 2_000_000 // len(piece)))
        handle.write(f"{after}</EXPSSDA903>")
    assert read_bounded(path) < 200


def test_records_of_one_child_are_limited(tmp_path):
    path = write(tmp_path / "r.xml", export(child(header("<AREVIEW/>" * 30_000))))
    with pytest.raises(InputError, match="elements in one"):
        read_tables(only_source(path))


def test_file_of_strangers_is_refused_in_one_line(tmp_path):
    path = write(tmp_path / "r.xml", export(child(header("<J/>" * 101))))
    with pytest.raises(InputError, match="for the most part no SSDA903") as caught:
        read_bounded(path, most=100)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(
            export(child(header("<UPN>" + "x" * 40_000 + "</UPN>"))), id="text"
        ),
        pytest.param(export("<J>" * 70 + "</J>" * 70, child()), id="depth"),
    ],
)
def test_more_than_a_record_has_is_refused_with_the_limit(tmp_path, content):
    with pytest.raises(InputError, match=r"returncheck\.yml"):
        read_tables(only_source(write(tmp_path / "r.xml", content)))
