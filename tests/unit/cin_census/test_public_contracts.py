"""The contracts as a team uses them: pandera models of polars and pandas frames."""

import pandas as pd
import pandera.polars as pa
import polars as pl
import pytest
from contract_frames import frame_of

import returncheck
from returncheck.errors import ConfigError, InputError
from returncheck.returns import LAYOUTS

ASSESSMENTS = frame_of("Assessments", {}).drop("row_number")


def with_start(*values):
    rows = pl.DataFrame({"AssessmentActualStartDate": list(values)})
    return pl.concat(
        [ASSESSMENTS.drop("AssessmentActualStartDate"), rows], how="horizontal"
    )


def faults(model, frame):
    try:
        model.validate(frame, lazy=True)
    except pa.errors.SchemaErrors as error:
        cases = error.failure_cases
        return list(
            zip(cases["column"], cases["check"], cases["failure_case"], strict=True)
        )
    return []


def assessments():
    return returncheck.contracts.model("cin_census", "Assessments", 2025)


@pytest.mark.parametrize("kind", ["polars", "pandas"])
@pytest.mark.parametrize(
    ("value", "is_wrong"),
    [
        ("2024-02-29", False),
        ("2025-02-29", True),
        ("31/12/2024", True),
        (" 2025-01-01", False),
    ],
)
def test_model_judges_frames_of_both_kinds(kind, value, is_wrong):
    frame = with_start(value)
    given = frame.to_pandas() if kind == "pandas" else frame
    found = faults(assessments(), given)
    expected = [("AssessmentActualStartDate", "date", value)] if is_wrong else []
    assert found == expected


def test_frame_comes_back_as_it_was_given():
    frame = with_start("2024-04-01")
    assert assessments().validate(frame) is frame
    in_pandas = frame.to_pandas()
    assert assessments().validate(in_pandas) is in_pandas


def test_first_fault_alone_unless_all_are_asked_for():
    with pytest.raises(pa.errors.SchemaError, match="AssessmentActualStartDate"):
        assessments().validate(with_start("?"))


def test_empty_text_is_a_missing_value_and_other_types_are_text():
    model = returncheck.contracts.model("cin_census", "ChildIdentifiers", 2025)
    frame = frame_of("ChildIdentifiers", {"LAchildID": "", "PersonBirthDate": None})
    assert ("LAchildID", "not_nullable") in {
        found[:2] for found in faults(model, frame.drop("row_number"))
    }
    born = frame_of("ChildIdentifiers", {}).with_columns(
        PersonBirthDate=pl.lit("2010-04-01").str.to_date(), LAchildID=pl.lit(7)
    )
    assert not [f for f in faults(model, born) if f[0] == "LAchildID"]


def test_pandas_failures_are_a_pandas_frame_with_its_own_labels():
    frame = pd.concat([with_start("2024-04-01").to_pandas()] * 2)
    frame.index = ["first", "second"]
    frame.loc["second", "AssessmentActualStartDate"] = "?"
    with pytest.raises(pa.errors.SchemaErrors) as caught:
        assessments().validate(frame, lazy=True)
    cases = caught.value.failure_cases
    assert isinstance(cases, pd.DataFrame)
    assert cases["index"].tolist() == ["second"]
    with pytest.raises(pa.errors.SchemaErrors) as again:
        assessments().validate(frame.drop("first", axis=0), lazy=True)
    assert again.value.failure_cases["index"].tolist() == ["second"]


def names_of_checks(model):
    columns = model.to_schema().columns
    return {name: [each.name for each in columns[name].checks] for name in columns}


@pytest.mark.parametrize(
    ("collection", "table", "year"),
    [
        (layout.collection, table.name, layout.latest_year)
        for layout in LAYOUTS.values()
        for table in layout.tables
    ],
)
def test_subclass_keeps_the_names_of_the_checks(collection, table, year):
    model = returncheck.contracts.model(collection, table, year)
    before = names_of_checks(model)

    class Ours(model):
        team: int = pa.Field(ge=1)

    class Theirs(Ours):
        pass

    for each in (Ours, Theirs):
        found = names_of_checks(each)
        assert len(found.pop("team")) == 1
        assert found == before
    assert names_of_checks(model) == before


def test_subclass_judges_its_own_columns_as_they_are():
    class Ours(assessments()):
        team: int = pa.Field(ge=1)

    good = with_start("2024-04-01").with_columns(team=pl.lit(1, pl.Int64))
    assert faults(Ours, good) == []
    bad = with_start("?").with_columns(team=pl.lit(0, pl.Int64))
    assert {fault[0] for fault in faults(Ours, bad)} == {
        "team",
        "AssessmentActualStartDate",
    }


@pytest.mark.parametrize("value", ["?", "2024-04-01"])
def test_lazy_frame_is_refused_whatever_it_holds(value):
    class Ours(assessments()):
        pass

    frame = with_start(value).lazy()
    for judge in (
        assessments().validate,
        assessments().to_schema().validate,
        Ours.validate,
        assessments(),
    ):
        with pytest.raises(InputError, match=r"LazyFrame.*\.collect\(\)"):
            judge(frame)


@pytest.mark.parametrize("given", [None, [1], {"a": [1]}, pl.Series([1])])
def test_what_is_no_frame_is_refused(given):
    with pytest.raises(InputError, match="Give a polars or pandas DataFrame"):
        assessments().validate(given)


def test_values_are_judged_even_where_pandera_looks_at_the_schema_alone():
    from pandera.config import ValidationDepth, config_context

    with config_context(
        validation_enabled=False, validation_depth=ValidationDepth.SCHEMA_ONLY
    ):
        assert faults(assessments(), with_start("?"))


@pytest.mark.parametrize(
    ("asked", "message"),
    [
        (("cin", "Assessments", 2025), "no collection 'cin'. Choose from: cin_census"),
        (("cin_census", "Assesments", 2025), "of 2025 has no table 'Assesments'"),
        (("cin_census", "CINplanDates", 2021), "of 2021 has no table 'CINplanDates'"),
        (("cin_census", "Assessments", 1999), "of '1999' is known"),
        (("cin_census", "Assessments", None), "Give the year ending 31 March"),
        (("cin_census", "Assessments", "2025"), "of '2025' is known"),
        (("cin_census", "Assessments", True), "of 'True' is known"),
        (("kpi_return", "Figure"), "has no table 'Figure'. Choose from: Figures"),
    ],
)
def test_what_is_unknown_is_one_clear_line(asked, message):
    with pytest.raises(ConfigError) as caught:
        returncheck.contracts.model(*asked)
    assert message in str(caught.value)
    assert "\n" not in str(caught.value)


def test_return_without_years_needs_none():
    model = returncheck.contracts.model("kpi_return", "Figures")
    assert model is returncheck.contracts.model("kpi_return", "Figures", 2025)
    assert model.__name__ == "KpiReturnFigures"


def test_what_rules_report_is_left_to_them_only_when_asked():
    whole = returncheck.contracts.model("cin_census", "Header", 2025)
    rest = returncheck.contracts.model(
        "cin_census", "Header", 2025, leave_to_rules=True
    )
    frame = frame_of("Header", {"ReferenceDate": "?"})
    assert ("ReferenceDate", "date", "?") in faults(whole, frame)
    assert ("ReferenceDate", "date", "?") not in faults(rest, frame)
