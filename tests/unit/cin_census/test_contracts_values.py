"""Which values of a table break its contract."""

from datetime import date, timedelta
from itertools import product

import pytest
from contract_frames import LAYOUT_OF, YEARS, checks, frame_of
from readers_files import CIN, KPI

from returncheck.returns.contract_findings import FINDING_SCHEMA
from returncheck.returns.contracts import check_batch
from returncheck.returns.coverage import Aspect, Coverage


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
        pytest.param(" 2025-01-01", None, id="blank before"),
        pytest.param("2025-01-01\n", None, id="line end after"),
        pytest.param("\u00a02025-01-01", "date", id="another blank before"),
        pytest.param(" ", "date", id="blank alone"),
        pytest.param("2025-01-01Z", None, id="zone"),
        pytest.param("2025-01-01+01:00", None, id="offset"),
        pytest.param("2025-01-01+15:00", "date", id="no such offset"),
        pytest.param("0000-01-01", "date", id="no such year"),
        pytest.param("2025-01-01T00:00:00", "date", id="with a time"),
        pytest.param("01/04/2025", "date", id="slashes"),
        pytest.param("20250101", "date", id="no hyphens"),
        pytest.param(
            "\u0662\u0660\u0662\u0665-\u0660\u0661-\u0660\u0661",
            "date",
            id="other digits",
        ),
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
        pytest.param("2025-06-01T24:00:00", None, id="end of the day"),
        pytest.param("2025-06-01T24:00:01", "datetime", id="no such hour"),
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
        pytest.param("9223372036854775807", None, id="largest"),
        pytest.param("9223372036854775808", "integer", id="too large"),
        pytest.param("1.0", "integer", id="decimal"),
        pytest.param("+1", None, id="plus"),
        pytest.param("1,000", "integer", id="comma"),
        pytest.param(" 1", None, id="blank"),
        pytest.param("-", "integer", id="sign alone"),
        pytest.param("two", "integer", id="word"),
        pytest.param("\u0661", "integer", id="other digit"),
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
        pytest.param("9" * 15, None, id="15 digits"),
        pytest.param("9" * 15 + ".99", None, id="15 digits and decimals"),
        pytest.param("9" * 16, "number", id="16 digits"),
        pytest.param("9" * 400, "number", id="beyond every number"),
        pytest.param("n/a", None, id="symbol"),
        pytest.param("none yet", "number", id="words"),
    ],
)
def test_contract_number(value, failed):
    assert checks("Figures", "value", value) == [failed]


@pytest.mark.parametrize(
    ("value", "failed"),
    [
        *(
            pytest.param(v, None, id=v)
            for v in ("0", "1", "true", "FALSE", "tRue", "true ")
        ),
        *(pytest.param(v, "flag", id=v) for v in ("2", "yes", "Y", "tr ue", "00")),
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
        pytest.param("2025Z", None, id="zone"),
        pytest.param(" 2025", None, id="blank"),
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
        pytest.param(
            "Header", "LEA", "\u0668\u0668\u0667", "pattern", id="other digits"
        ),
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
        Coverage(table="Header", field="SerialNo", aspect=aspect) for aspect in Aspect
    )
    assert checks("Header", "SerialNo", "?", None, covered=both) == ["pattern", None]


@pytest.mark.parametrize(
    ("aspect", "failed"), [(Aspect.CODES, [None]), (Aspect.PRESENCE, ["date"])]
)
def test_contract_leaves_a_dates_form_to_a_rule_that_covers_it(aspect, failed):
    one = Coverage(table="Header", field="ReferenceDate", aspect=aspect)
    covered = frozenset({one})
    assert checks("Header", "ReferenceDate", "2025", covered=covered) == failed


def test_contract_coverage_of_another_field_changes_nothing():
    other = frozenset({Coverage(table="Figures", field="Sex", aspect=Aspect.PRESENCE)})
    assert checks("ChildIdentifiers", "Sex", None, covered=other) == ["required"]


@pytest.mark.parametrize(
    ("aspect", "failed"), [(Aspect.CODES, [None]), (Aspect.PRESENCE, ["flag"])]
)
def test_contract_leaves_a_flags_spelling_to_a_rule_that_covers_it(aspect, failed):
    one = Coverage(table="CINdetails", field="ReferralNFA", aspect=aspect)
    covered = frozenset({one})
    assert checks("CINdetails", "ReferralNFA", "yes", covered=covered) == failed


@pytest.mark.parametrize(
    ("value", "failed"),
    [
        ("2019-03-31", []),
        (" 2019-03-31Z ", []),
        ("2019-03-30", ["period_end"]),
        ("2018-03-31", ["period_end"]),
        ("31/03/2019", ["date"]),
        (None, []),
    ],
)
def test_contract_reference_date_is_the_end_of_the_year(value, failed):
    frame = frame_of("Header", {"ReferenceDate": value})
    found = check_batch(CIN, "Header", frame, 2019)
    assert found["check_id"].to_list() == [
        f"contract:cin_census.Header.ReferenceDate.{each}" for each in failed
    ]
