"""The CIN census in XML becomes tables, keys and observations."""

import polars as pl
import pytest
from readers_files import (
    CIN,
    IDENTIFIERS,
    child,
    episode,
    header,
    in_child,
    in_episode,
    message,
    read_tables,
    write,
)

from returncheck.errors import InputError
from returncheck.files.xml_stream import finished_elements
from returncheck.returns.cin_census import reader
from returncheck.returns.cin_census.structure import CHILD, HEADER, ROOT
from returncheck.returns.cin_census.walk import Walk


def fill(element, year):
    """An element that holds every element it may, each text its own tag."""
    text = element.tag if element.column else ""
    inner = "".join(fill(part, year) for part in element.children)
    known = {
        "GenderCurrent": year < 2025,
        "Sex": year >= 2025,
        "PreProceedingsandFGDM": year >= 2027,
    }.get(element.tag, True)
    return f"<{element.tag}>{text}{inner}</{element.tag}>" * known


def test_cin_xml_identity_comes_from_the_header(open_file):
    source = open_file(message(head=header("2024", "201")))
    assert (source.return_id, source.la_code, source.return_year) == (
        "cin_census-201-2024",
        "201",
        2024,
    )


def test_cin_xml_identity_ignores_blanks_that_the_table_keeps(open_file):
    source = open_file(message(head=header(" 2025 ", " 887\n")))
    assert source.return_id == "cin_census-887-2025"
    assert read_tables(source)["Header"]["LEA"][0] == " 887\n"


def test_cin_xml_frames_have_row_number_official_columns_and_child_key(tables_of):
    full = message(fill(CHILD, 2027), fill(HEADER, 2027).replace("Year</Y", "2027</Y"))
    tables = tables_of(full.replace(">LEA<", ">887<").replace(">Collection<", ">CIN<"))
    expected = {
        table.name: pl.Schema(
            {
                "row_number": pl.Int64(),
                **{column.name: pl.String() for column in table.columns},
                **({"child_key": pl.String()} if table.child_id else {}),
            }
        )
        for table in CIN.tables
    }
    assert {name: frame.schema for name, frame in tables.items()} == expected


def test_cin_xml_child_key_tells_children_apart_whatever_their_identifier(tables_of):
    plans = (
        "<CINPlanDates><CINPlanStartDate>2024-05-01</CINPlanStartDate></CINPlanDates>"
    )
    nameless = "<ChildIdentifiers><UPN>A</UPN></ChildIdentifiers>"
    tables = tables_of(
        message(
            child(episode(plans))
            + child(episode(plans) + episode(), identifiers=nameless)
            + child(episode(plans), identifiers="")
            + child(episode(plans))
        )
    )
    keys = {
        name: frame["child_key"].to_list()
        for name, frame in tables.items()
        if name != "Header"
    }
    known = keys["ChildIdentifiers"][0]
    assert known == tables["ChildIdentifiers"]["LAchildID"][0]
    second, third, fourth = "\n2", "\n3", f"{known}\n4"
    assert keys == {
        "ChildIdentifiers": [known, second, fourth],
        "CINdetails": [known, second, second, third, fourth],
        "CINplanDates": [known, second, third, fourth],
    }


@pytest.mark.parametrize("year", [2024, 2025, 2027])
def test_cin_xml_every_element_of_the_structure_fills_its_column(tables_of, year):
    tables = tables_of(message(fill(CHILD, year), header(str(year))))
    empty = {
        (table.name, column.name)
        for table in CIN.tables_in(year)
        for column in table.columns_in(year)
        if table.name != "Header" and tables[table.name][column.name][0] is None
    }
    assert empty == set()


def test_cin_xml_known_elements_are_no_observation(seen_in):
    assert seen_in(message(fill(CHILD, 2025))).is_empty()


def test_cin_xml_header_is_one_row_of_both_its_parts(tables_of):
    head = tables_of(message())["Header"]
    assert head.select(
        "row_number", "Collection", "Year", "SourceLevel", "LEA"
    ).rows() == [(1, "CIN", "2025", "L", "887")]


@pytest.mark.parametrize(
    ("written", "read"),
    [
        pytest.param("<UPN></UPN>", None, id="empty"),
        pytest.param("<UPN/>", None, id="closed"),
        pytest.param("", None, id="absent"),
        pytest.param("<UPN>  </UPN>", "  ", id="blanks"),
        pytest.param("<UPN> A1\n</UPN>", " A1\n", id="untrimmed"),
        pytest.param("<UPN>a&amp;b&#65;</UPN>", "a&bA", id="references"),
        pytest.param("<UPN><![CDATA[a<b]]></UPN>", "a<b", id="cdata"),
        pytest.param("<UPN>a<!-- x -->b<?x y?>c</UPN>", "abc", id="comment"),
        pytest.param("<UPN>Zoë</UPN>", "Zoë", id="not ascii"),
    ],
)
def test_cin_xml_text_is_kept_as_received(tables_of, written, read):
    identifiers = f"<ChildIdentifiers>{written}</ChildIdentifiers>"
    tables = tables_of(message(child(identifiers=identifiers)))
    assert tables["ChildIdentifiers"]["UPN"].to_list() == [read]


def test_cin_xml_episodes_are_numbered_within_the_child(tables_of):
    two = child(episode() + episode(), IDENTIFIERS.replace("-1", "-2"))
    rows = tables_of(message(child(episode()) + two))["CINdetails"]
    assert rows.select("row_number", "LAchildID", "CINdetailsID").rows() == [
        (1, "Made-Up-1", "1"),
        (2, "Made-Up-2", "1"),
        (3, "Made-Up-2", "2"),
    ]


@pytest.mark.parametrize(
    ("tag", "table", "key"),
    [
        pytest.param("Assessments", "Assessments", "AssessmentID", id="assessments"),
        pytest.param(
            "ChildProtectionPlans", "ChildProtectionPlans", "CPPID", id="plans"
        ),
    ],
)
def test_cin_xml_records_are_numbered_within_the_episode(tables_of, tag, table, key):
    inner = episode(f"<{tag}/><{tag}/>") + episode(f"<{tag}/>")
    rows = tables_of(in_child(inner))[table]
    assert rows.select("CINdetailsID", key).rows() == [
        ("1", "1"),
        ("1", "2"),
        ("2", "1"),
    ]


def test_cin_xml_list_elements_become_rows_with_the_keys_of_their_record(tables_of):
    factors = (
        "<FactorsIdentifiedAtAssessment><AssessmentFactors>1A</AssessmentFactors>"
        "<AssessmentFactors/></FactorsIdentifiedAtAssessment>"
    )
    inner = f"<Assessments/><Assessments>{factors}</Assessments>"
    rows = tables_of(in_episode(inner))["AssessmentFactorsList"]
    assert rows.rows() == [
        (1, "Made-Up-1", "1", "2", "1A", "Made-Up-1"),
        (2, "Made-Up-1", "1", "2", None, "Made-Up-1"),
    ]


@pytest.mark.parametrize(
    "identifiers",
    [
        pytest.param("", id="no identifiers"),
        pytest.param("<ChildIdentifiers/>", id="no element"),
        pytest.param(
            "<ChildIdentifiers><LAchildID/></ChildIdentifiers>", id="empty element"
        ),
    ],
)
def test_cin_xml_child_without_identifier_has_null_keys(tables_of, identifiers):
    content = message(child(episode(), identifiers=identifiers))
    rows = tables_of(content)["CINdetails"]
    assert rows.select("LAchildID", "CINdetailsID").rows() == [(None, "1")]


def test_cin_xml_child_id_reaches_records_written_before_the_identifiers(tables_of):
    rows = tables_of(message(child(IDENTIFIERS, identifiers=episode())))["CINdetails"]
    assert rows["LAchildID"].to_list() == ["Made-Up-1"]


def test_cin_xml_row_numbers_run_on_across_batches(open_file, monkeypatch):
    monkeypatch.setattr(reader, "BATCH_ROWS", 2)
    source = open_file(message(child() * 5))
    numbers = [
        batch.tables["ChildIdentifiers"]["row_number"].to_list()
        for batch in source.batches()
    ]
    # The header is a row of the first batch.
    assert numbers == [[1], [2, 3], [4, 5]]


def test_cin_xml_children_already_read_leave_memory(tmp_path):
    path = write(tmp_path / "cin.xml", message((child() + "<Stray/>") * 5))
    walk = Walk(path, 2025)
    held = []
    with path.open("rb") as handle:
        for element in finished_elements(handle, ROOT, CHILD.tag):
            walk.take(element)
            before = len(list(element.itersiblings(preceding=True)))
            held.append((before, len(element)))
    assert held == [(0, 0)] * 5


def test_cin_xml_can_be_read_again_from_the_beginning(open_file):
    source = open_file(message(child() * 3))
    first, second = read_tables(source), read_tables(source)
    assert first["ChildIdentifiers"].equals(second["ChildIdentifiers"])


def test_cin_xml_without_header_needs_the_options(open_file):
    source = open_file(message(head=""), authority="887", year=2025)
    assert source.return_id == "cin_census-887-2025"
    assert "Header" not in read_tables(source)


def test_cin_xml_header_after_the_children_is_read(open_file):
    source = open_file(message(head="", after=header()))
    assert source.return_id == "cin_census-887-2025"
    assert read_tables(source)["Header"]["LEA"].to_list() == ["887"]


def test_cin_xml_truncated_after_a_child_fails_in_its_batches(open_file):
    source = open_file(message(child() * 3)[:-20])
    with pytest.raises(InputError, match="breaks off at line 1"):
        read_tables(source)


@pytest.mark.parametrize(
    "declared",
    [
        pytest.param('<!ENTITY x "secret">', id="internal"),
        pytest.param('<!ENTITY x SYSTEM "{secret}">', id="file"),
    ],
)
def test_cin_xml_entities_are_never_resolved(tmp_path, open_file, declared):
    secret = write(tmp_path / "secret.txt", "secret")
    doctype = f"<!DOCTYPE Message [{declared.format(secret=secret.as_uri())}]>"
    source = open_file(
        doctype
        + message(child("<CINdetails><ReferralNFA>&x;</ReferralNFA></CINdetails>"))
    )
    with pytest.raises(InputError, match="uses the entity '&x;' at line 1"):
        read_tables(source)


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "iso-8859-1", "windows-1252"]
)
def test_cin_xml_is_read_in_the_encoding_it_declares(tables_of, encoding):
    declared = encoding.removesuffix("-sig")
    text = f'<?xml version="1.0" encoding="{declared}"?>' + message(
        child(identifiers=IDENTIFIERS.replace("Made", "Zoë"))
    )
    tables = tables_of(text.encode(encoding))
    assert tables["ChildIdentifiers"]["LAchildID"].to_list() == ["Zoë-Up-1"]
