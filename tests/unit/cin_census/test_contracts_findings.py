"""How a contract says what it found, and the models behind it."""

import polars as pl
import pytest
from contract_frames import LAYOUT_OF, YEARS, checks, frame_of
from pandera.config import config_context
from readers_files import CIN, KPI, columns

from returncheck.returns.code_lists import codes
from returncheck.returns.contracts import check_batch, contract_model
from returncheck.returns.tables import Column, Kind, Layout, Table


def test_contract_finding_holds_the_record():
    frame = frame_of(
        "Assessments",
        {"LAchildID": "Made-Up-1"},
        {"LAchildID": "Made-Up-2", "AssessmentAuthorisationDate": "1/2/2025"},
        first=50_001,
    )
    assert check_batch(CIN, "Assessments", frame, 2025).rows(named=True) == [
        {
            "check_id": (
                "contract:cin_census.Assessments.AssessmentAuthorisationDate.date"
            ),
            "severity": "error",
            "table_name": "Assessments",
            "row_number": 50_002,
            "child_id": "Made-Up-2",
            "field": "AssessmentAuthorisationDate",
            "value": "1/2/2025",
            "message": (
                "Assessments row 50002: AssessmentAuthorisationDate '1/2/2025' "
                "is not a calendar date. Write it as YYYY-MM-DD."
            ),
        }
    ]


@pytest.mark.parametrize(
    ("table", "field", "value", "message"),
    [
        pytest.param(
            "ChildIdentifiers",
            "Sex",
            None,
            "ChildIdentifiers row 1 has no Sex. Enter it in the record.",
            id="required",
        ),
        pytest.param(
            "ChildIdentifiers",
            "UPN",
            "A1\nB",
            "ChildIdentifiers row 1: UPN 'A1⍽B (line end)' does not have the required "
            "form. "
            "Write it as a letter, 11 digits, and a digit or a letter.",
            id="pattern on one line",
        ),
        pytest.param(
            "CINdetails",
            "ReasonForClosure",
            "X",
            "CINdetails row 1: ReasonForClosure 'X' is not an allowed code. "
            "Use one of 'RC1', 'RC2', 'RC3', 'RC4', 'RC5' and 4 more.",
            id="many codes",
        ),
        pytest.param(
            "Figures",
            "note",
            "x" * 1001,
            f"Figures row 1: note '{'x' * 60}...' is longer than 1000 characters. "
            "Shorten it.",
            id="long value",
        ),
        pytest.param(
            "Figures",
            "period_end",
            "?",
            "Figures row 1: period_end '?' is not a calendar date. "
            "Write it as YYYY-MM-DD or DD/MM/YYYY.",
            id="two forms of date",
        ),
    ],
)
def test_contract_message_says_what_where_and_what_to_do(table, field, value, message):
    layout = LAYOUT_OF[table]
    found = check_batch(layout, table, frame_of(table, {field: value}), 2025)
    assert found["message"].to_list() == [message]


def test_contract_finding_keeps_the_value_as_received():
    value = "x\n" * 600
    found = check_batch(KPI, "Figures", frame_of("Figures", {"note": value}), None)
    assert found["value"].to_list() == [value]


def test_contract_findings_come_by_row_and_column():
    bad = {"PersonDeathDate": "?", "UPN": "?", "PersonBirthDate": "?"}
    frame = frame_of("ChildIdentifiers", bad, bad)
    found = check_batch(CIN, "ChildIdentifiers", frame, 2025)
    fields = ["UPN", "PersonBirthDate", "PersonDeathDate"]
    assert found.select("row_number", "field").rows() == [
        *((1, field) for field in fields),
        *((2, field) for field in fields),
    ]


def test_contract_missing_column_is_one_finding():
    frame = frame_of("ChildIdentifiers", {}, {}).drop("Sex", "UPN", "GenderCurrent")
    found = check_batch(CIN, "ChildIdentifiers", frame, 2025)
    assert found.select("check_id", "row_number", "child_id", "value").rows() == [
        ("contract:cin_census.ChildIdentifiers.UPN.column", None, None, None),
        ("contract:cin_census.ChildIdentifiers.Sex.column", None, None, None),
    ]
    assert found["message"][1] == (
        "ChildIdentifiers has no column Sex. "
        "Add it, with empty cells where there is no value."
    )


def test_contract_missing_column_leaves_the_others_checked():
    frame = frame_of("ChildIdentifiers", {"PersonBirthDate": "?"}).drop("LAchildID")
    found = check_batch(CIN, "ChildIdentifiers", frame, 2025)
    assert found.select("field", "row_number", "child_id").rows() == [
        ("LAchildID", None, None),
        ("PersonBirthDate", 1, None),
    ]


def test_contract_optional_column_may_be_missing():
    frame = frame_of("Figures", {}).drop("paragraph")
    assert check_batch(KPI, "Figures", frame, None).is_empty()


def test_contract_empty_frame_has_no_findings():
    assert check_batch(CIN, "Reviews", frame_of("Reviews"), 2025).is_empty()


def test_contract_value_fails_its_most_basic_check_alone():
    column = Column(
        name="Code",
        kind=Kind.INTEGER,
        pattern=r"\d{2}",
        max_length=2,
        code_list="sex",
        required=True,
    )
    layout = Layout(
        collection="cin_census",
        title="Made-up return",
        tables=(Table(name="T", columns=(column,)),),
    )
    values = ["x", "123", "12", None]
    frame = pl.DataFrame({"row_number": [1, 2, 3, 4], "Code": values})
    found = check_batch(layout, "T", frame, None)
    assert found["check_id"].str.split(".").list.last().to_list() == [
        "integer",
        "pattern",
        "code",
        "required",
    ]


def test_contract_checks_even_where_pandera_is_switched_off():
    with config_context(validation_enabled=False):
        assert checks("ChildIdentifiers", "Sex", "?") == ["code"]


def test_contract_model_is_named_and_described():
    model = contract_model(CIN, "Reviews", 2025)
    assert model.__name__ == "CinCensusReviews2025"
    assert model.__doc__ == (
        "Contract of the CIN census table Reviews in 2025.\n\n"
        "Text as received, one row a record. "
        "Columns: LAchildID, CINdetailsID, CPPID, CPPreviewDate."
    )


@pytest.mark.parametrize("year", YEARS)
def test_contract_model_has_the_columns_of_its_year(year):
    models = {t.name: contract_model(CIN, t.name, year) for t in CIN.tables_in(year)}
    assert {
        name: list(model.to_schema().columns) for name, model in models.items()
    } == {table.name: columns(CIN, table.name, year) for table in CIN.tables_in(year)}


def test_contract_models_of_the_kpi_return_have_no_year():
    names = [contract_model(KPI, t.name, None).__name__ for t in KPI.tables]
    assert names == ["KpiReturnFigures", "KpiReturnComparators"]


def test_contract_model_of_a_table_of_later_years_has_no_field():
    assert list(contract_model(CIN, "CINplanDates", 2021).to_schema().columns) == []


@pytest.mark.parametrize(
    ("layout", "name", "year"),
    [
        pytest.param(layout, column.code_list, year, id=f"{column.code_list}-{year}")
        for layout, year in ((CIN, 2017), (CIN, 2026), (CIN, 2027), (KPI, None))
        for table in layout.tables_in(year)
        for column in table.columns_in(year)
        if column.code_list
    ],
)
def test_code_list_of_a_column_has_codes_in_its_years(layout, name, year):
    assert codes(layout.collection, name, year)


def test_code_list_that_is_unknown_is_an_error():
    with pytest.raises(KeyError, match=r"cin_census\.nothing"):
        codes("cin_census", "nothing", 2025)
