"""Suite files: the project's own, and what a faulty one is told."""

import re
from string import Formatter

import pytest

from returncheck.errors import ConfigError
from returncheck.project import project_root
from returncheck.returns import LAYOUTS
from returncheck.suites import FailureSeverity, load_suites
from returncheck.suites.definitions import ROW_COLUMNS, UNEXPECTED_ROWS

SUITES = load_suites()
EXPECTATIONS = [one for suite in SUITES for one in suite.expectations]

GOOD = """\
description: Something.
collection: cin_census
table: some_table
expectations:
  - type: expect_column_values_to_be_between
    kwargs: {column: days, min_value: 0}
    severity: warning
    meta:
      name: some_name
      description: Days are not negative.
      advice: Look.
      rows: select 1 from {batch}
"""


@pytest.fixture
def folder(tmp_path):
    def write(text, name="topic.yml"):
        (tmp_path / name).write_text(text, encoding="utf-8")
        return tmp_path

    return write


def test_project_has_its_suites():
    assert [suite.name for suite in SUITES] == [
        "assessment_timeliness",
        "benchmarks",
        "care_leavers",
        "conference_timeliness",
        "indicator_values",
        "looked_after_reviews",
        "looked_after_shares",
        "placements",
        "returns",
    ]


def test_check_ids_are_unique():
    ids = [expectation.check_id for expectation in EXPECTATIONS]
    assert len(ids) == len(set(ids))


def test_check_id_names_suite_and_expectation():
    assert (
        SUITES[0].expectations[0].check_id
        == "expectation:assessment_timeliness.assessments_within_45_days"
    )


def test_condition_stands_once():
    """A SELECT of rows beside a condition of Great Expectations would repeat it."""
    assert [
        each.check_id
        for each in EXPECTATIONS
        if bool(each.rows) != (each.type == UNEXPECTED_ROWS)
    ] == []


@pytest.mark.parametrize(
    "expectation",
    [each for each in EXPECTATIONS if each.type == UNEXPECTED_ROWS],
    ids=lambda expectation: expectation.check_id,
)
def test_query_selects_all_columns_of_a_location(expectation):
    missing = [name for name in ROW_COLUMNS if name not in expectation.rows]
    assert missing == []


@pytest.mark.parametrize(
    "expectation", EXPECTATIONS, ids=lambda expectation: expectation.check_id
)
def test_rows_have_no_limit(expectation):
    assert "limit" not in expectation.rows.lower().split()


@pytest.mark.parametrize(
    ("suite", "severity"),
    [
        pytest.param("indicator_values", FailureSeverity.CRITICAL, id="figures"),
        pytest.param("benchmarks", FailureSeverity.CRITICAL, id="benchmarks"),
        pytest.param("assessment_timeliness", FailureSeverity.WARNING, id="45_days"),
        pytest.param("conference_timeliness", FailureSeverity.WARNING, id="15_days"),
    ],
)
def test_severity_is_the_same_all_through_a_suite(suite, severity):
    found = {one.severity for one in EXPECTATIONS if one.suite == suite}
    assert found == {severity}


def test_expectation_is_loaded_as_written(folder):
    (suite,) = load_suites(folder(GOOD))
    (expectation,) = suite.expectations
    assert expectation.kwargs == {"column": "days", "min_value": 0}


def test_query_serves_as_rows_when_none_are_given(folder):
    text = GOOD.replace(
        "expect_column_values_to_be_between", "unexpected_rows_expectation"
    ).replace(
        "{column: days, min_value: 0}",
        "{unexpected_rows_query: 'select 2 from {batch}'}",
    )
    text = text.replace("      rows: select 1 from {batch}\n", "")
    (suite,) = load_suites(folder(text))
    assert suite.expectations[0].rows == "select 2 from {batch}"


def test_where_keeps_a_quote_inside_its_value(folder):
    text = GOOD.replace("    severity", '    where: {kind: "o\'clock"}\n    severity')
    (suite,) = load_suites(folder(text))
    assert "\"kind\" = 'o''clock'" in suite.expectations[0].batch_sql


def test_only_the_suites_asked_for_are_read(folder):
    folder("not: a suite", name="other.yml")
    assert [suite.name for suite in load_suites(folder(GOOD), suites=["topic"])] == [
        "topic"
    ]


def test_unknown_suite_is_refused_with_the_choice(folder):
    with pytest.raises(ConfigError, match=r"no suite 'nope'.*Choose from: topic\."):
        load_suites(folder(GOOD), suites=["nope"])


def test_empty_folder_is_refused(tmp_path):
    with pytest.raises(ConfigError, match="holds no suite"):
        load_suites(tmp_path)


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        pytest.param("description: Something.\n", "", "no description", id="no_text"),
        pytest.param("table: some_table\n", "", "no table", id="no_table"),
        pytest.param("some_table", "some table", "the table 'some table'", id="table"),
        pytest.param("table:", "tabel:", "unknown key 'tabel'", id="unknown_key"),
        pytest.param("  - type:", "  - kind:", "unknown key 'kind'", id="no_type"),
        pytest.param("      name: some_name\n", "", "no name", id="no_name"),
        pytest.param("some_name", "Some Name", "the name 'Some Name'", id="name"),
        pytest.param("      advice: Look.\n", "", "no advice", id="no_advice"),
        pytest.param("{batch}", "{bach}", "placeholder '{bach}'", id="placeholder"),
        pytest.param("{batch}", "{batch", "brace of its own", id="brace"),
        pytest.param(
            "severity: warning", "severity: error", "severity 'error'", id="severity"
        ),
        pytest.param(
            "    severity: warning\n", "", "severity 'None'", id="no_severity"
        ),
        pytest.param("per: return", "per: child", "per 'child'", id="per"),
        pytest.param(
            "collection: cin_census\n",
            "",
            "no collection",
            id="per_return_without_collection",
        ),
        pytest.param("min_value: 0", "row_condition: x", "row_condition", id="where"),
        pytest.param(
            "min_value: 0",
            "min_value: {tolerance: drift}",
            "min_value without a default",
            id="no_default",
        ),
        pytest.param(
            "min_value: 0",
            "mostly: {tolerance: drift, defualt: 3}",
            "unknown key 'defualt'",
            id="reference_key",
        ),
        pytest.param(
            "min_value: 0",
            "mostly: {tolerance: drift, default: high}",
            "default 'high'",
            id="default",
        ),
        pytest.param(
            "    severity",
            "    where: {days: []}\n    severity",
            "compares 'days'",
            id="where_value",
        ),
        pytest.param(
            "    severity",
            "    where: {days: {values_of: limits}}\n    severity",
            "has no column",
            id="where_values",
        ),
        pytest.param(
            "    severity",
            "    where: {days: {values_of: limits, colum: days}}\n    severity",
            "unknown key 'colum'",
            id="where_values_key",
        ),
        pytest.param(
            "      rows: select 1 from {batch}\n",
            "      place: {child: x}\n",
            "unknown key 'child'",
            id="place",
        ),
        pytest.param(
            "    severity",
            "    where: {'days; drop': 1}\n    severity",
            "names the column 'days; drop'",
            id="where_column",
        ),
        pytest.param(
            "severity: warning",
            "severity: warning\n    severity: info",
            "'severity' stands twice",
            id="key_twice",
        ),
        pytest.param("collection:", "\tcollection:", "not valid YAML", id="tab"),
    ],
)
def test_faulty_file_is_refused_in_one_line(folder, old, new, message):
    text = GOOD.replace("      advice:", "      per: return\n      advice:")
    assert old in text
    with pytest.raises(ConfigError) as caught:
        load_suites(folder(text.replace(old, new, 1)))
    assert message in str(caught.value)
    assert str(caught.value).startswith("topic.yml")
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        pytest.param("", "no mapping", id="empty_file"),
        pytest.param("- one\n", "no mapping", id="list"),
        pytest.param("expectations: []\n", "no expectations", id="no_expectations"),
        pytest.param("expectations: [one]\n", "expectation 1 is no mapping", id="text"),
        pytest.param(
            "expectations: [{meta: 1}]\n", "'meta' that is no mapping", id="meta"
        ),
    ],
)
def test_file_of_another_shape_is_refused(folder, text, message):
    with pytest.raises(ConfigError, match=message):
        load_suites(folder(text))


def test_every_fault_is_told_with_its_line(folder):
    text = GOOD.replace("min_value: 0", "min_value: 0, mostly: {tolerance: A, b: 1}")
    text = text.replace("severity: warning", "severity: error")
    text = text.replace("      advice: Look.\n", "")
    text = text.replace("{batch}", "{bach}").replace("table:", "tabel:")
    with pytest.raises(ConfigError) as caught:
        load_suites(folder(text))
    assert str(caught.value).splitlines() == [
        "topic.yml (line 3) has an unknown key 'tabel'. "
        "Known are: description, collection, table, expectations.",
        "topic.yml (line 6), expectation 1, kwargs.mostly has the tolerance 'A'. "
        "Use lower-case letters, digits and _.",
        "topic.yml (line 6), expectation 1, kwargs.mostly has an unknown key 'b'. "
        "Known are: tolerance, default, negative.",
        "topic.yml (line 7), expectation 1 has the severity 'error'. "
        "Choose from: critical, warning, info.",
        "topic.yml (line 8), expectation 1, meta has no advice. Give 'advice' as text.",
        "topic.yml (line 11), expectation 1, meta has rows with the placeholder "
        "'{bach}'. Known are: batch, min_value, max_value.",
    ]


def test_faults_of_all_files_are_told(folder):
    folder(GOOD.replace("warning", "error"), name="one.yml")
    with pytest.raises(ConfigError) as caught:
        load_suites(folder(GOOD.replace("some_name", "A"), name="two.yml"))
    assert [line.split()[0] for line in str(caught.value).splitlines()] == [
        "one.yml",
        "two.yml",
    ]


def test_arguments_keep_the_order_of_the_file(folder):
    text = GOOD.replace("min_value: 0", "a: 1, min_value: 0, b: 2")
    (suite,) = load_suites(folder(text))
    kwargs = suite.expectations[0].kwargs
    assert list(kwargs) == ["column", "a", "min_value", "b"]


def test_suites_of_one_return_lie_in_its_folder(folder, tmp_path):
    (tmp_path / "cin_census").mkdir()
    folder(GOOD, name="cin_census/alpha.yml")
    found = load_suites(folder(GOOD))
    assert [suite.name for suite in found] == ["alpha", "topic"]


def test_fault_in_a_folder_of_a_return_names_the_folder(folder, tmp_path):
    (tmp_path / "cin_census").mkdir()
    with pytest.raises(ConfigError, match=r"^cin_census/topic\.yml \(line 7\)"):
        load_suites(folder(GOOD.replace("warning", "x"), name="cin_census/topic.yml"))


def test_two_suites_of_one_name_are_refused(folder, tmp_path):
    (tmp_path / "cin_census").mkdir()
    folder(GOOD, name="cin_census/topic.yml")
    with pytest.raises(ConfigError, match=r"two suites 'topic'.*Rename one"):
        load_suites(folder(GOOD))


def test_two_expectations_of_one_name_are_refused(folder):
    item = GOOD[GOOD.index("  - type") :]
    with pytest.raises(ConfigError, match="two expectations named 'some_name'"):
        load_suites(folder(GOOD + item))


def test_query_that_does_not_read_the_batch_is_refused(folder):
    text = GOOD.replace(
        "expect_column_values_to_be_between", "unexpected_rows_expectation"
    ).replace("{column: days, min_value: 0}", "{unexpected_rows_query: select 2}")
    with pytest.raises(ConfigError, match="does not read"):
        load_suites(folder(text))


def test_file_in_another_encoding_is_refused(folder, tmp_path):
    (tmp_path / "topic.yml").write_bytes(GOOD.encode().replace(b"Some", b"\xff"))
    with pytest.raises(ConfigError, match="not UTF-8"):
        load_suites(tmp_path)


def test_every_placeholder_of_the_project_is_filled():
    fields = {
        field
        for expectation in EXPECTATIONS
        for _, field, _, _ in Formatter().parse(
            expectation.rows_sql({"min_value": 1, "max_value": 2})
        )
        if field
    }
    assert fields <= {":+.1f"}


def test_expectations_folder_holds_yaml_only():
    folder = project_root() / "expectations"
    files = [path for path in folder.rglob("*") if path.is_file()]
    assert {path.suffix for path in files} == {".yml"}


def test_general_suites_name_no_table_of_one_return():
    folder = project_root() / "expectations"
    returns = sorted(path.name for path in folder.iterdir() if path.is_dir())
    assert set(returns) <= set(LAYOUTS)
    assert "cin_census" in returns
    tables = [table.name for name in returns for table in LAYOUTS[name].tables]
    words = re.compile(
        "|".join(rf"\b{word}\b|{name}" for name in returns for word in tables)
    )
    named = {
        path.name: words.findall(path.read_text(encoding="utf-8"))
        for path in folder.glob("*.yml")
    }
    assert {name: found for name, found in named.items() if found} == {}
