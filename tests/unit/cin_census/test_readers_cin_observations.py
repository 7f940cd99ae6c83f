"""What the XML reader reports besides values: unknown and repeated elements."""

import pytest
from readers_files import (
    CIN,
    IDENTIFIERS,
    YEARS,
    child,
    found,
    header,
    in_child,
    in_episode,
    message,
    read_tables,
    write,
)

from returncheck.errors import InputError, InternalError


@pytest.mark.parametrize("year", YEARS)
def test_cin_xml_has_every_table_of_its_year_even_without_rows(open_file, year):
    source = open_file(message(head=header(str(year))))
    since = {"CINplanDates": 2022, "PreProceedings": 2027}
    names = [table.name for table in CIN.tables]
    expected = [name for name in names if year >= since.get(name, year)]
    assert list(source.present_tables) == expected


@pytest.mark.parametrize("year", YEARS)
@pytest.mark.parametrize(
    ("element", "first_year", "last_year"),
    [
        pytest.param("GenderCurrent", 2017, 2024, id="gender"),
        pytest.param("Sex", 2025, 2027, id="sex"),
    ],
)
def test_cin_xml_element_of_another_year_is_reported_and_kept(
    open_file, year, element, first_year, last_year
):
    identifiers = f"<ChildIdentifiers><{element}>1</{element}></ChildIdentifiers>"
    source = open_file(message(child(identifiers=identifiers), header(str(year))))
    tables = read_tables(source)
    path = f"Message/Children/Child/ChildIdentifiers/{element}"
    severity = "info" if year == 2027 else "error"
    report = ("contract:cin_census.unknown_element", severity, path, "1")
    expected = [report] * (not first_year <= year <= last_year)
    assert found(source.observations()) == expected
    assert tables["ChildIdentifiers"][element].to_list() == ["1"]


@pytest.mark.parametrize("year", YEARS)
def test_cin_xml_plans_before_2022_are_reported_once_and_kept(open_file, year):
    plan = "<CINPlanDates><CINPlanStartDate>x</CINPlanStartDate></CINPlanDates>"
    source = open_file(in_episode(plan * 2, str(year)))
    tables = read_tables(source)
    path = "Message/Children/Child/CINdetails/CINPlanDates"
    report = ("contract:cin_census.unknown_element", "error", path, "2")
    assert found(source.observations()) == [report] * (year < 2022)
    assert tables["CINplanDates"]["CINPlanStartDate"].to_list() == ["x", "x"]


def test_cin_xml_later_year_takes_the_latest_layout_and_only_informs(open_file):
    source = open_file(message(child("<Module><A/></Module>"), header("2027")))
    read_tables(source)
    path = "Message/Children/Child/Module"
    assert source.return_id == "cin_census-887-2027"
    assert found(source.observations()) == [
        ("contract:cin_census.unknown_element", "info", path, "1")
    ]


@pytest.mark.parametrize(
    ("content", "path", "count"),
    [
        pytest.param(
            in_episode("<Module><A/><B><C/></B></Module>" * 3),
            "Message/Children/Child/CINdetails/Module",
            "3",
            id="outermost only",
        ),
        pytest.param(
            message(child() + "<Stray/>" + child() + "<Stray/>"),
            "Message/Children/Stray",
            "2",
            id="between children",
        ),
        pytest.param(
            message(after="<Module><Child/></Module>"),
            "Message/Module",
            "1",
            id="beside the children",
        ),
        pytest.param(
            message(head=header().replace("<Source>", "<Extra/><Source>")),
            "Message/Header/Extra",
            "1",
            id="in the header",
        ),
        pytest.param(
            message(child("<Child><X/></Child>")),
            "Message/Children/Child/Child",
            "1",
            id="child in a child",
        ),
        pytest.param(
            in_episode("<ReferralNFA><b>1</b></ReferralNFA>"),
            "Message/Children/Child/CINdetails/ReferralNFA/b",
            "1",
            id="inside a value",
        ),
        pytest.param(
            in_child("<cindetails/>"),
            "Message/Children/Child/cindetails",
            "1",
            id="letter case",
        ),
    ],
)
def test_cin_xml_unknown_element_is_reported_once_with_its_count(
    seen_in, content, path, count
):
    assert found(seen_in(content)) == [
        ("contract:cin_census.unknown_element", "error", path, count)
    ]


def test_cin_xml_observation_belongs_to_no_row(seen_in):
    seen = seen_in("\n" + in_child("\n<Module/>"))
    row = seen.row(0, named=True)
    assert (row["table_name"], row["row_number"], row["child_id"]) == (None,) * 3
    assert row["message"] == (
        "The element Message/Children/Child/Module is not in the layout of 2025; it "
        "occurs once (line 3). Check its name and its place."
    )


@pytest.mark.parametrize(
    "module",
    [
        pytest.param(f"<Module>{child()}</Module>", id="child"),
        pytest.param(f"<Module><Children>{child()}</Children></Module>", id="children"),
    ],
)
def test_cin_xml_child_elsewhere_is_not_read(tables_of, module):
    tables = tables_of(message(after=module))
    assert len(tables["ChildIdentifiers"]) == 1


@pytest.mark.parametrize(
    ("values", "kept"),
    [
        pytest.param("<ReferralNFA>0</ReferralNFA><ReferralNFA>1</ReferralNFA>", "0"),
        pytest.param("<ReferralNFA/><ReferralNFA>1</ReferralNFA>", None),
    ],
    ids=["value", "empty"],
)
def test_cin_xml_repeated_value_keeps_the_first(open_file, values, kept):
    source = open_file(in_episode(values))
    tables = read_tables(source)
    path = "Message/Children/Child/CINdetails/ReferralNFA"
    assert tables["CINdetails"]["ReferralNFA"].to_list() == [kept]
    assert found(source.observations()) == [
        ("contract:cin_census.repeated_element", "error", path, "1")
    ]


def test_cin_xml_repeated_record_keeps_the_first(open_file):
    source = open_file(message(child(IDENTIFIERS.replace("-1", "-2"))))
    tables = read_tables(source)
    path = "Message/Children/Child/ChildIdentifiers"
    assert tables["ChildIdentifiers"]["LAchildID"].to_list() == ["Made-Up-1"]
    assert found(source.observations()) == [
        ("contract:cin_census.repeated_element", "error", path, "1")
    ]


@pytest.mark.parametrize(
    ("content", "path", "table"),
    [
        pytest.param(
            in_episode(
                "<ChildProtectionPlans>"
                + "<Reviews><CPPreviewDate>x</CPPreviewDate></Reviews>" * 2
                + "</ChildProtectionPlans>"
            ),
            "Message/Children/Child/CINdetails/ChildProtectionPlans/Reviews",
            "Reviews",
            id="reviews",
        ),
        pytest.param(
            message(after=f"<Children>{child()}</Children>"),
            "Message/Children",
            "ChildIdentifiers",
            id="children",
        ),
    ],
)
def test_cin_xml_repeated_list_keeps_all_its_records(open_file, content, path, table):
    source = open_file(content)
    tables = read_tables(source)
    assert len(tables[table]) == 2
    assert found(source.observations()) == [
        ("contract:cin_census.repeated_element", "error", path, "1")
    ]


def test_cin_xml_second_source_is_only_noted(open_file):
    second = "<Source><LEA>887</LEA></Source></Header>"
    source = open_file(message(head=header().replace("</Header>", second)))
    tables = read_tables(source)
    assert tables["Header"]["LEA"].to_list() == ["887"]
    assert found(source.observations()) == [
        ("contract:cin_census.repeated_element", "info", "Message/Header/Source", "1")
    ]


def test_cin_xml_observations_need_a_complete_reading(open_file):
    source = open_file(message())
    with pytest.raises(InternalError, match="before its batches were read"):
        source.observations()


def test_cin_xml_observations_are_not_those_of_a_broken_reading(tmp_path, open_file):
    source = open_file(message(child() * 3))
    read_tables(source)
    write(tmp_path / "cin.xml", message(child() * 3)[:-20])
    with pytest.raises(InputError):
        read_tables(source)
    with pytest.raises(InternalError):
        source.observations()
