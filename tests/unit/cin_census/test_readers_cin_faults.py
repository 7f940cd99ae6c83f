"""What the XML reader says of elements: order, number, text, attributes, emptiness."""

import resource

import pytest
from census_files import full_return
from lxml import etree

from returncheck.errors import InputError
from returncheck.returns.cin_census.faults import out_of_order
from returncheck.returns.cin_census.reader import open_cin_xml
from returncheck.returns.coverage import Aspect, Coverage
from returncheck.returns.identity import Options

_CHILD = "Message/Children/Child"
_EPISODE = Coverage(table="CINdetails", field="CINdetailsID", aspect=Aspect.PRESENCE)


def seen(folder, content, covered=frozenset()):
    path = folder / "cin.xml"
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    source = open_cin_xml(path, path.name, Options())
    for _ in source.batches():
        pass
    found = source.observations(covered)
    kind = found["check_id"].str.replace("contract:cin_census.", "", literal=True)
    return list(zip(kind, found["field"], found["value"], strict=True))


@pytest.fixture
def valid(tmp_path):
    return full_return(tmp_path, 2025).decode()


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        pytest.param(
            "<ChildIdentifiers>",
            "<ChildIdentifiers><UPN></UPN>",
            [
                ("misplaced_element", f"{_CHILD}/ChildIdentifiers/UPN", "1"),
                ("empty_element", f"{_CHILD}/ChildIdentifiers/UPN", "1"),
            ],
            id="empty optional element out of order",
        ),
        pytest.param(
            "<Collection>CIN</Collection>",
            "<Collection></Collection>",
            [("empty_element", "Message/Header/CollectionDetails/Collection", "1")],
            id="empty collection",
        ),
        pytest.param(
            "</Children>",
            "<Child/></Children>",
            [
                ("missing_element", f"{_CHILD}/CINdetails", "1"),
                ("missing_element", f"{_CHILD}/ChildCharacteristics", "1"),
                ("missing_element", f"{_CHILD}/ChildIdentifiers", "1"),
            ],
            id="empty child",
        ),
        pytest.param(
            "</ChildProtectionPlans>",
            "<Reviews/></ChildProtectionPlans>",
            None,
            id="empty list",
        ),
        pytest.param(
            "<Children>",
            "<Children>stray",
            [("stray_text", "Message/Children", "1")],
            id="text between the children",
        ),
        pytest.param(
            "<Message>",
            '<Message version="1">',
            [("unknown_attribute", "Message/@version", "1")],
            id="attribute of the root",
        ),
        pytest.param(
            "<Message>",
            '<Message xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" '
            'xsi:noNamespaceSchemaLocation="cin.xsd">',
            [],
            id="schema named in the root",
        ),
    ],
)
def test_fault_of_an_element_is_told_once(tmp_path, valid, before, after, expected):
    found = seen(tmp_path, valid.replace(before, after, 1))
    missing = [("missing_element", "CPPreviewDate")]
    if expected is None:
        shown = [(kind, path.rpartition("/")[2]) for kind, path, _ in found]
        assert missing[0] in shown
    else:
        assert found == expected


def test_fault_in_many_places_is_one_finding_with_their_number_and_lines(tmp_path):
    child = (
        "<Child>\n<ChildIdentifiers><LAchildID>M</LAchildID><Sex>M</Sex>"
        "</ChildIdentifiers>\n<CINdetails/></Child>\n"
    )
    head = "<Message><Header><Source><LEA>887</LEA></Source></Header><Children>\n"
    path = tmp_path / "cin.xml"
    path.write_text(f"{head}{child * 7}</Children></Message>")
    source = open_cin_xml(path, path.name, Options(year=2025))
    list(source.batches())
    assert source.observations()["message"].to_list() == [
        f"The element {_CHILD}/ChildCharacteristics is missing in 7 places (lines 2, "
        "5, 8, 11, 14 and 2 more). Add the ChildCharacteristics to each Child."
    ]


def test_element_out_of_order_says_where_it_belongs(tmp_path, valid):
    root = etree.fromstring(valid.encode())
    episode = root.find(".//CINdetails")
    episode.append(episode.find("ReferralSource"))
    path = tmp_path / "cin.xml"
    path.write_bytes(etree.tostring(root))
    source = open_cin_xml(path, path.name, Options())
    list(source.batches())
    (message,) = source.observations()["message"].to_list()
    assert "CINdetails/ReferralSource is out of order in one place (line " in message
    assert message.endswith(
        "Move it to its place in CINdetails: after CINreferralDate and before "
        "PrimaryNeedCode."
    )


def test_child_without_episode_is_left_to_the_rule_that_speaks_of_it(tmp_path, valid):
    root = etree.fromstring(valid.encode())
    child = root.find("Children/Child")
    for episode in child.findall("CINdetails"):
        child.remove(episode)
    content = etree.tostring(root)
    assert seen(tmp_path, content, frozenset({_EPISODE})) == []
    assert seen(tmp_path, content) == [("missing_element", f"{_CHILD}/CINdetails", "1")]
    child.remove(child.find("ChildIdentifiers"))
    assert seen(tmp_path, etree.tostring(root), frozenset({_EPISODE})) == [
        ("missing_element", f"{_CHILD}/CINdetails", "1"),
        ("missing_element", f"{_CHILD}/ChildIdentifiers", "1"),
    ]


def test_sources_that_disagree_on_the_authority_are_refused(tmp_path, valid):
    second = "</Source><Source><LEA>201</LEA></Source>"
    with pytest.raises(InputError, match="more than one authority: '201', '887'"):
        seen(tmp_path, valid.replace("</Source>", second))


def test_further_source_without_authority_is_told(tmp_path, valid):
    second = "</Source><Source><SourceLevel>L</SourceLevel></Source>"
    assert seen(tmp_path, valid.replace("</Source>", second)) == [
        ("missing_element", "Message/Header/Source/LEA", "1"),
        ("repeated_element", "Message/Header/Source", "1"),
    ]


def test_header_after_the_children_is_out_of_order(tmp_path, valid):
    root = etree.fromstring(valid.encode())
    root.append(root.find("Header"))
    assert seen(tmp_path, etree.tostring(root)) == [
        ("misplaced_element", "Message/Header", "1")
    ]


@pytest.mark.parametrize("root", ['Message xmlns="urn:x"', 'x:Message xmlns:x="urn:x"'])
def test_root_in_a_namespace_is_refused_for_that_reason(tmp_path, root):
    name = root.partition(" ")[0]
    with pytest.raises(InputError, match="in the namespace 'urn:x', but the"):
        seen(tmp_path, f"<{root}><Header/></{name}>")


@pytest.mark.parametrize(
    ("year", "severity", "words"),
    [
        pytest.param(2026, "error", "layout of 2026; it occurs once", id="final"),
        pytest.param(2027, "info", "2027, which is provisional; it", id="provisional"),
        pytest.param(2028, "info", "2028, which is not known yet; it", id="later"),
    ],
)
def test_unknown_module_is_named_and_nobody_is_told_to_delete_it(
    tmp_path, year, severity, words
):
    child = "<Child><ChildIdentifiers/><ChildCharacteristics/><CINdetails/><M/></Child>"
    head = "<Header><Source><LEA>887</LEA></Source></Header>"
    path = tmp_path / "cin.xml"
    path.write_text(f"<Message>{head}<Children>{child}</Children></Message>")
    source = open_cin_xml(path, path.name, Options(year=year))
    list(source.batches())
    (found,) = source.observations().iter_rows(named=True)
    assert (found["severity"], found["field"]) == (severity, f"{_CHILD}/M")
    assert words in found["message"]
    assert found["message"].endswith("Check its name and its place.")


def test_line_numbers_go_on_beyond_65535(tmp_path, valid):
    path = tmp_path / "cin.xml"
    long = valid.replace("<Children>", "<Children>" + "\n" * 70_000)
    path.write_text(long.replace("</Children>", "<M/></Children>"))
    source = open_cin_xml(path, path.name, Options())
    list(source.batches())
    lines = int(source.observations()["message"][0].split("line ")[1].split(")")[0])
    assert lines > 70_000


@pytest.mark.parametrize("place", ["<Children>", "<Child>", "</Child>", "</Children>"])
def test_large_unknown_tree_leaves_memory(tmp_path, valid, place):
    tree = "<Module>" + "<A><B>text</B></A>" * 400_000 + "</Module>"
    after = f"{place}{tree}"
    path = tmp_path / "cin.xml"
    path.write_text(valid.replace(place, after, 1))
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    source = open_cin_xml(path, path.name, Options())
    list(source.batches())
    grown = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before
    assert source.observations()["value"].to_list() == ["1"]
    assert grown < 60_000


@pytest.mark.parametrize(
    ("positions", "moved"),
    [
        ([], []),
        ([1, 2, 2, 4], []),
        ([4, 1, 2], [0]),
        ([1, 2, 0], [2]),
        ([2, 1, 2, 4, 3, 4], [0, 3]),
    ],
)
def test_fewest_elements_are_out_of_order(positions, moved):
    assert out_of_order(positions) == moved


def test_empty_elements_are_known_by_their_rows(tmp_path):
    valid = full_return(tmp_path, 2025)
    root = etree.fromstring(valid)
    given = root.findall("Children/Child/ChildIdentifiers/PersonBirthDate")
    for element in (given[0], given[-1]):
        element.text = None
    owners = [each.getparent() for each in (given[0], given[-1])]
    records = root.findall("Children/Child/ChildIdentifiers")
    path = tmp_path / "cin.xml"
    path.write_bytes(etree.tostring(root))
    source = open_cin_xml(path, path.name, Options())
    for _ in source.batches():
        pass
    assert source.element_cells().rows() == [
        (
            "contract:cin_census.empty_element",
            f"{_CHILD}/ChildIdentifiers/PersonBirthDate",
            "ChildIdentifiers",
            1 + records.index(owner),
            "PersonBirthDate",
        )
        for owner in owners
    ]
