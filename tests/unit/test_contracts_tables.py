"""What a contract finds in the values of a table, and how it says it."""

from datetime import date, timedelta
from itertools import product

import pandera.polars as pa
import polars as pl
import pytest
from pandera.config import config_context
from readers_files import CIN, KPI, columns, comparator, figure

from returncheck.returns.cin_census import contract as cin_contract
from returncheck.returns.code_lists import codes
from returncheck.returns.contract_findings import FINDING_SCHEMA
from returncheck.returns.contracts import (
    Aspect,
    Coverage,
    check_batch,
    contract_model,
)
from returncheck.returns.kpi_return import contract as kpi_contract
from returncheck.returns.tables import Column, Kind, Layout, Table

YEARS = range(2017, 2028)
GOOD = {
    "Header": {"Collection": "CIN", "LEA": "887"},
    "ChildIdentifiers": {"LAchildID": "Made-Up-1", "Sex": "F", "GenderCurrent": "1"},
    "ChildCharacteristics": {"Ethnicity": "WBRI"},
    "Disabilities": {"Disability": "NONE"},
    "CINdetails": {
        "CINreferralDate": "2024-04-01",
        "ReferralSource": "1A",
        "ReferralNFA": "0",
    },
    "Assessments": {"AssessmentActualStartDate": "2024-04-01"},
    "AssessmentFactorsList": {"AssessmentFactor": "1A"},
    "CINplanDates": {"CINPlanStartDate": "2024-04-01"},
    "Section47": {"S47ActualStartDate": "2024-04-01", "ICPCnotRequired": "1"},
    "ChildProtectionPlans": {
        "CPPstartDate": "2024-04-01",
        "InitialCategoryOfAbuse": "NEG",
        "LatestCategoryOfAbuse": "NEG",
        "NumberOfPreviousCPP": "0",
    },
    "Reviews": {"CPPreviewDate": "2024-04-01"},
    "Figures": figure(),
    "Comparators": comparator(),
}
LAYOUT_OF = {table.name: layout for layout in (CIN, KPI) for table in layout.tables}


def frame_of(table, *records, first=1):
    """A frame with every column of the table, as a reader gives it."""
    rows = [{**GOOD[table], **values} for values in records]
    names = columns(LAYOUT_OF[table], table)
    return pl.DataFrame(
        {
            "row_number": range(first, first + len(rows)),
            **{name: [row.get(name) for row in rows] for name in names},
        },
        schema={
            "row_number": pl.Int64(),
            **dict.fromkeys(names, pl.String()),
        },
    )


def checks(table, field, *values, year=2025, covered=frozenset()):
    """The check that each value fails, or None."""
    layout = LAYOUT_OF[table]
    frame = frame_of(table, *({field: value} for value in values))
    of_year = year if layout is CIN else None
    found = check_batch(layout, table, frame, of_year, covered)
    prefix = f"contract:{layout.collection}.{table}.{field}."
    failed = {
        row["row_number"]: row["check_id"].removeprefix(prefix)
        for row in found.iter_rows(named=True)
    }
    return [failed.get(number) for number in range(1, len(values) + 1)]


@pytest.mark.parametrize(
    ("table", "year"),
    [
        *((table.name, year) for table, year in product(CIN.tables, YEARS)),
        ("Figures", None),
        ("Comparators", None),
    ],
)
def test_contract_good_record_has_no_findings(table, year):
    found = check_batch(LAYOUT_OF[table], table, frame_of(table, {}), year)
    assert found.rows() == []
    assert found.schema == FINDING_SCHEMA


@pytest.mark.parametrize(
    ("value", "failed"),
    [
        pytest.param("2024-02-29", None, id="leap day"),
        pytest.param("2025-02-29", "date", id="no leap day"),
        pytest.param("2025-02-28", None, id="last of February"),
        pytest.param("1900-02-29", "date", id="no leap year in 1900"),
        pytest.param("2025-04-31", "date", id="day 31 of a short month"),
        pytest.param("2025-13-01", "date", id="month 13"),
        pytest.param("2025-00-01", "date", id="month 0"),
        pytest.param("2025-1-1", "date", id="short parts"),
        pytest.param(" 2025-01-01", "date", id="blank before"),
        pytest.param("2025-01-01\n", "date", id="line end after"),
        pytest.param("2025-01-01T00:00:00", "date", id="with a time"),
        pytest.param("01/04/2025", "date", id="slashes"),
        pytest.param("20250101", "date", id="no hyphens"),
        pytest.param("٢٠٢٥-٠١-٠١", "date", id="other digits"),
        pytest.param(None, None, id="missing"),
        pytest.param("", None, id="empty"),
    ],
)
def test_contract_date(value, failed):
    assert checks("ChildIdentifiers", "PersonBirthDate", value) == [failed]


@pytest.mark.parametrize(
    ("value", "failed"),
    [
        pytest.param("2025-01-31", None, id="hyphens"),
        pytest.param("31/01/2025", None, id="slashes"),
        pytest.param("29/02/2024", None, id="leap day"),
        pytest.param("29/02/2025", "date", id="no leap day"),
        pytest.param("01/31/2025", "date", id="month first"),
        pytest.param("1/1/2025", "date", id="short parts"),
        pytest.param("31/01/25", "date", id="short year"),
        pytest.param("31.01.2025", "date", id="dots"),
    ],
)
@pytest.mark.parametrize("field", ["report_date", "period_start", "period_end"])
def test_contract_kpi_date(field, value, failed):
    assert checks("Figures", field, value) == [failed]


def test_contract_dates_agree_with_the_calendar():
    texts = [
        f"2024-{month:02}-{day:02}" for month, day in product(range(14), range(33))
    ]
    days = {str(date(2024, 1, 1) + timedelta(days=n)) for n in range(366)}
    expected = [None if text in days else "date" for text in texts]
    assert checks("ChildIdentifiers", "PersonBirthDate", *texts) == expected


@pytest.mark.parametrize(
    ("value", "failed"),
    [
        pytest.param("2025-06-01T09:30:00", None, id="plain"),
        pytest.param("2025-06-01T09:30:00.123", None, id="fraction"),
        pytest.param("2025-06-01T09:30:00Z", None, id="zone"),
        pytest.param("2025-06-01T09:30:00+01:00", None, id="offset"),
        pytest.param("2025-02-29T09:30:00", "datetime", id="no such day"),
        pytest.param("2025-06-01T24:00:00", "datetime", id="no such hour"),
        pytest.param("2025-06-01 09:30:00", "datetime", id="blank"),
        pytest.param("2025-06-01", "datetime", id="no time"),
    ],
)
def test_contract_datetime(value, failed):
    assert checks("Header", "DateTime", value) == [failed]


@pytest.mark.parametrize(
    ("value", "failed"),
    [
        pytest.param("0", None, id="nought"),
        pytest.param("-1", None, id="negative"),
        pytest.param("007", None, id="leading noughts"),
        pytest.param("2147483647", None, id="largest"),
        pytest.param("2147483648", "integer", id="too large"),
        pytest.param("1.0", "integer", id="decimal"),
        pytest.param("+1", "integer", id="plus"),
        pytest.param("1,000", "integer", id="comma"),
        pytest.param(" 1", "integer", id="blank"),
        pytest.param("-", "integer", id="sign alone"),
        pytest.param("two", "integer", id="word"),
        pytest.param("١", "integer", id="other digit"),
    ],
)
def test_contract_integer(value, failed):
    found = checks("ChildProtectionPlans", "NumberOfPreviousCPP", value)
    assert found == [failed]


@pytest.mark.parametrize(
    ("value", "failed"),
    [
        pytest.param("0", None, id="nought"),
        pytest.param("21.5", None, id="decimal"),
        pytest.param("-0.50", None, id="negative"),
        pytest.param("1903", None, id="whole"),
        pytest.param("1,903", "number", id="comma"),
        pytest.param("21.5%", "number", id="percent"),
        pytest.param(".5", "number", id="no digit before the point"),
        pytest.param("5.", "number", id="no digit after the point"),
        pytest.param("1e5", "number", id="exponent"),
        pytest.param("NaN", "number", id="not a number"),
        pytest.param("inf", "number", id="infinite"),
        pytest.param("9" * 400, "number", id="beyond every number"),
        pytest.param("n/a", "number", id="words"),
    ],
)
def test_contract_number(value, failed):
    assert checks("Figures", "value", value) == [failed]


@pytest.mark.parametrize(
    ("value", "failed"),
    [
        *(pytest.param(v, None, id=v) for v in ("0", "1", "true", "FALSE", "tRue")),
        *(pytest.param(v, "flag", id=v) for v in ("2", "yes", "Y", "true ", "00")),
    ],
)
def test_contract_flag(value, failed):
    assert checks("CINdetails", "ReferralNFA", value) == [failed]


@pytest.mark.parametrize(
    ("value", "failed"),
    [
        pytest.param("2025", None, id="year"),
        pytest.param("25", "year", id="short"),
        pytest.param("20255", "year", id="long"),
        pytest.param("2024-25", "year", id="span"),
    ],
)
def test_contract_year(value, failed):
    assert checks("Header", "Year", value) == [failed]


@pytest.mark.parametrize(
    ("table", "field", "value", "failed"),
    [
        pytest.param("ChildIdentifiers", "UPN", "A123456789012", None, id="upn"),
        pytest.param("ChildIdentifiers", "UPN", "a12345678901Z", None, id="upn letter"),
        pytest.param("ChildIdentifiers", "UPN", "A12345678901", "pattern", id="short"),
        pytest.param("ChildIdentifiers", "UPN", "A1234567890123", "pattern", id="long"),
        pytest.param("Header", "LEA", "887\n", "pattern", id="line end"),
        pytest.param("Header", "LEA", "٨٨٧", "pattern", id="other digits"),
        pytest.param("Header", "SerialNo", "0001", None, id="serial"),
        pytest.param("Header", "SerialNo", "01", "pattern", id="short serial"),
        *(
            pytest.param("Comparators", "comparator", value, None, id=value)
            for value in (
                "england",
                "statistical_neighbours",
                "region:E12000005",
                "authority:383",
            )
        ),
        *(
            pytest.param("Comparators", "comparator", value, "pattern", id=value)
            for value in (
                "England",
                "englandx",
                "xauthority:383",
                "authority:3833",
                "region:E1200005",
            )
        ),
    ],
)
def test_contract_pattern(table, field, value, failed):
    assert checks(table, field, value) == [failed]


@pytest.mark.parametrize(
    ("field", "most"), [("note", 1000), ("report_id", 60)], ids=["note", "report"]
)
def test_contract_length_counts_characters(field, most):
    assert checks("Figures", field, "é" * most, "é" * (most + 1)) == [None, "length"]


@pytest.mark.parametrize(
    ("table", "field", "code", "first_year", "last_year"),
    [
        pytest.param("ChildIdentifiers", "Sex", "U", 2025, 2027, id="sex"),
        pytest.param(
            "CINdetails", "ReferralSource", "5D", 2023, 2027, id="referral source"
        ),
        pytest.param("CINdetails", "ReasonForClosure", "RC9", 2023, 2027, id="closure"),
        pytest.param(
            "AssessmentFactorsList", "AssessmentFactor", "18B", 2021, 2027, id="2021"
        ),
        pytest.param(
            "AssessmentFactorsList", "AssessmentFactor", "24A", 2022, 2027, id="2022"
        ),
        pytest.param(
            "AssessmentFactorsList", "AssessmentFactor", "20", 2017, 2027, id="always"
        ),
    ],
)
@pytest.mark.parametrize("year", YEARS)
def test_contract_code_holds_in_its_years(
    table, field, code, first_year, last_year, year
):
    in_layout = CIN.table(table).column(field).holds_in(year)
    wrong = in_layout and not first_year <= year <= last_year
    expected = "code" if wrong else None
    assert checks(table, field, code, year=year) == [expected]


@pytest.mark.parametrize("value", ["u", " U", "Male", "1"])
def test_contract_code_is_compared_exactly(value):
    assert checks("ChildIdentifiers", "Sex", value) == ["code"]


@pytest.mark.parametrize(
    ("field", "year"),
    [
        pytest.param("GenderCurrent", 2025, id="gender from 2025"),
        pytest.param("Sex", 2024, id="sex to 2024"),
    ],
)
def test_contract_column_of_another_year_is_not_checked(field, year):
    assert checks("ChildIdentifiers", field, "?", None, year=year) == [None, None]


def test_contract_table_of_another_year_is_not_checked():
    assert checks("CINplanDates", "CINPlanStartDate", "?", year=2021) == [None]


@pytest.mark.parametrize(
    ("layout", "table", "field", "year"),
    [
        pytest.param(layout, table.name, column.name, year, id=f"{column.name}-{year}")
        for layout, year in ((CIN, 2024), (CIN, 2025), (KPI, None))
        for table in layout.tables
        for column in table.columns_in(year)
        if column.required
    ],
)
def test_contract_required_value_may_not_be_missing(layout, table, field, year):
    found = checks(table, field, None, "", year=year)
    assert found == ["required", "required"]


def test_contract_missing_optional_value_is_fine():
    assert checks("Figures", "target", None, "") == [None, None]


@pytest.mark.parametrize(
    ("value", "aspect", "failed"),
    [
        pytest.param(None, Aspect.PRESENCE, None, id="missing, covered"),
        pytest.param(None, Aspect.CODES, "required", id="missing, codes covered"),
        pytest.param("?", Aspect.CODES, None, id="wrong code, covered"),
        pytest.param("?", Aspect.PRESENCE, "code", id="wrong code, presence covered"),
    ],
)
def test_contract_leaves_covered_aspects_to_the_rules(value, aspect, failed):
    one = Coverage(table="ChildIdentifiers", field="Sex", aspect=aspect)
    found = checks("ChildIdentifiers", "Sex", value, covered=frozenset({one}))
    assert found == [failed]


def test_contract_coverage_of_codes_leaves_the_pattern():
    both = frozenset(
        Coverage(table="CINdetails", field="CINreferralDate", aspect=aspect)
        for aspect in Aspect
    )
    assert checks("CINdetails", "CINreferralDate", "?", None, covered=both) == [
        "date",
        None,
    ]


def test_contract_coverage_of_another_field_changes_nothing():
    other = frozenset({Coverage(table="Figures", field="Sex", aspect=Aspect.PRESENCE)})
    assert checks("ChildIdentifiers", "Sex", None, covered=other) == ["required"]


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
                "Assessments row 50002: AssessmentAuthorisationDate '1/2/2025' is not a "
                "calendar date. Write it as YYYY-MM-DD."
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
            "ChildIdentifiers row 1: UPN 'A1 B' does not have the required form. "
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


def test_contract_model_lets_wrong_values_through_on_a_lazy_frame():
    model = contract_model(CIN, "ChildIdentifiers", 2025)
    frame = frame_of("ChildIdentifiers", {"PersonBirthDate": "?"})
    assert model.validate(frame.lazy(), lazy=True).collect().equals(frame)
    with pytest.raises(pa.errors.SchemaErrors):
        model.validate(frame, lazy=True)


def test_contract_models_of_the_census_are_those_of_its_year():
    assert list(cin_contract.contract_models(2021)) == [
        table.name for table in CIN.tables if table.name != "CINplanDates"
    ]
    assert list(cin_contract.contract_models(2022)) == [t.name for t in CIN.tables]


def test_contract_model_is_named_and_described():
    model = cin_contract.contract_models(2025)["Reviews"]
    assert model.__name__ == "CinCensusReviews2025"
    assert model.__doc__ == (
        "Contract of the CIN census table Reviews in 2025.\n\nText as received, one row "
        "a record. Columns: LAchildID, CINdetailsID, CPPID, CPPreviewDate."
    )


@pytest.mark.parametrize("year", YEARS)
def test_contract_model_has_the_columns_of_its_year(year):
    models = cin_contract.contract_models(year)
    assert {
        name: list(model.to_schema().columns) for name, model in models.items()
    } == {table.name: columns(CIN, table.name, year) for table in CIN.tables_in(year)}


def test_contract_models_of_the_kpi_return_have_no_year():
    names = [model.__name__ for model in kpi_contract.contract_models().values()]
    assert names == ["KpiReturnFigures", "KpiReturnComparators"]


@pytest.mark.parametrize(
    ("layout", "name", "year"),
    [
        pytest.param(layout, column.code_list, year, id=f"{column.code_list}-{year}")
        for layout, year in ((CIN, 2017), (CIN, 2026), (KPI, None))
        for table in layout.tables
        for column in table.columns_in(year)
        if column.code_list
    ],
)
def test_code_list_of_a_column_has_codes_in_its_years(layout, name, year):
    assert codes(layout.collection, name, year)


def test_code_list_that_is_unknown_is_an_error():
    with pytest.raises(KeyError, match=r"cin_census\.nothing"):
        codes("cin_census", "nothing", 2025)
