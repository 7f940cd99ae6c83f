"""`returncheck run` on the SSDA903, as somebody who has it for the first time."""

import csv
import json
from collections import Counter

import polars as pl
import pytest
from generated_sets import make, told

AUTHORITY, YEAR = "887", 2025
OF_THE_SET = ("--authority", AUTHORITY, "--year", str(YEAR))
PLANTS = {"103": 2, "582": 1}
RETURN = f"ssda903-{AUTHORITY}-{YEAR}"


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return tmp_path_factory.mktemp("newcomer")


@pytest.fixture(scope="module")
def made(folder):
    return make(folder / "mine", AUTHORITY, YEAR, plants=PLANTS)


@pytest.fixture(scope="module")
def run_in(folder, made, returncheck_in, new_database):
    """Runs on files of the folder; what was said, and the output folder."""

    def call(inputs, out, *options):
        new_database(folder / out / "returncheck.duckdb")
        given = (inputs, *options, "--no-suites", "--out", out)
        return returncheck_in(folder, "run", *given), folder / out

    return call


@pytest.fixture(scope="module")
def checked(run_in):
    """The folder with `previous/` in it, by the authority and year that it is of."""
    return run_in("mine", "checked", *OF_THE_SET)


@pytest.fixture(scope="module")
def in_xml(folder, made, run_in):
    """The same as two XML files, one in `previous/`."""
    make(folder / "export" / "mine.xml", AUTHORITY, YEAR, plants=PLANTS)
    return run_in("export", "xml", *OF_THE_SET)


def results_of(out):
    return json.loads((out / "results.json").read_text(encoding="utf-8"))


def rule_findings(out):
    """Code to the number of findings, of the return itself."""
    rules = pl.read_parquet(out / "findings.parquet").filter(
        (pl.col("layer") == "rule") & (pl.col("return_id") == RETURN)
    )
    found = rules.select("check_id", "finding_id").unique()["check_id"]
    return Counter(each.removeprefix("ssda903:") for each in found)


def children_in(path):
    with path.open(encoding="utf-8", newline="") as file:
        return {row["CHILD"] for row in csv.DictReader(file)}


def expected_of(made):
    return Counter(each["code"] for each in told(made.expected)["findings"])


def test_run_finds_the_faults_and_ends_with_one(checked, made):
    shown, out = checked
    assert (shown.returncode, shown.stderr) == (1, "")
    assert rule_findings(out) == expected_of(made)
    assert expected_of(made).keys() >= PLANTS.keys()


def test_console_begins_with_the_headline_and_ends_with_the_page(checked):
    # Stages with their times stand before it.
    told = [each for each in checked[0].stdout.splitlines() if " s  " not in each[:14]]
    first, *lines, last = told
    results = results_of(checked[1])
    assert first == f"{results['headline']}."
    assert first.startswith("Findings to mend, and ")
    title = "103 Ethnicity is missing or not in the code list"
    assert f"  error  {title}: 2 findings" in lines
    context = "Medway, SSDA903 return 2024 is context, to look back on: "
    assert any(line.startswith(context) for line in lines)
    assert last == "Report: checked/report.html"


def test_results_tell_of_the_return_and_its_rules(checked, made):
    results = results_of(checked[1])
    assert (results["status"], results["exit_code"]) == ("findings", 1)
    returns = [each["return_id"] for each in results["returns"]]
    assert RETURN in returns
    rules = {each["code"]: each for each in results["rules"]}
    assert (rules["103"]["outcome"], rules["103"]["findings"]) == ("failed", 2)
    assert rules["101"]["outcome"] == "passed"
    assert rules["105"]["reason"] == "checks returns in XML alone"
    of_rules = results["counts"]["by_layer"]["rule"]
    assert of_rules["error"] + of_rules["query"] == expected_of(made).total()
    assert results["counts"]["by_layer"]["contract"]["error"] == 0


def test_page_names_the_return_and_the_rule(checked):
    page = (checked[1] / "report.html").read_text(encoding="utf-8")
    assert "SSDA903 return" in page
    assert "Ethnicity is missing or not in the code list" in page
    assert "Medway" in page


def test_no_child_is_named_where_none_may_be(checked):
    shown, out = checked
    children = pl.read_parquet(out / "findings.parquet")["child_id"].drop_nulls()
    assert len(children.unique()) > 2
    said = [shown.stdout, shown.stderr]
    said += [
        (out / name).read_text(encoding="utf-8")
        for name in ("summary.md", "results.json")
    ]
    assert [each for each in children if any(each in text for text in said)] == []


def test_clean_set_ends_with_zero(folder, run_in):
    make(folder / "clean", "935", 2027)
    shown, out = run_in("clean", "passed", "--authority", "935", "--year", "2027")
    assert (shown.returncode, shown.stderr) == (0, "")
    results = results_of(out)
    assert results["counts"]["findings"]["error"] == 0
    assert not [each for each in results["rules"] if each["outcome"] == "failed"]


@pytest.mark.parametrize(
    ("options", "code", "said"),
    [
        pytest.param(
            ("--year", "2025"),
            3,
            "mine names no authority. Give --authority.\n"
            "mine/previous names no authority. Give --authority.\n",
            id="no authority",
        ),
        pytest.param(
            ("--authority", AUTHORITY),
            3,
            "mine names no year. Give --year.\n"
            "mine/previous names no year. Give --year.\n",
            id="no year",
        ),
        pytest.param(
            ("--authority", "999", "--year", "2025"),
            2,
            "Unknown authority '999' in --authority or returncheck.yml. Give the "
            "three-digit code of an English local authority.\n",
            id="no such authority",
        ),
    ],
)
def test_whose_return_it_is_has_to_be_said(made, returncheck_in, options, code, said):
    folder = made.path.parent
    shown = returncheck_in(folder, "run", "mine", *options, "--out", "nothing")
    assert (shown.returncode, shown.stderr) == (code, said)


def test_wrong_year_is_asked_about(run_in):
    shown, out = run_in("mine", "wrong", "--authority", AUTHORITY, "--year", "2024")
    assert (shown.returncode, shown.stderr) == (1, "")
    findings = pl.read_parquet(out / "findings.parquet").filter(
        pl.col("return_id") == f"ssda903-{AUTHORITY}-2024"
    )
    asked = findings.filter(
        pl.col("check_id") == "contract:ssda903.Return.year.other_year"
    )
    (message,) = asked["message"].to_list()
    assert message.startswith("The return is said to be of 2024, but ")
    assert "lie in the year 2025: is the year right?" in message


def test_xml_of_the_same_return_gives_the_same_findings(in_xml, checked, made):
    """But for 1014: in XML whoever has the tag, 0 as well, has an asylum record."""
    shown, out = in_xml
    assert (shown.returncode, shown.stderr) == (1, "")
    found = rule_findings(out)
    in_care = children_in(made.path / "Episodes.csv")
    leavers = children_in(made.path / "OC3.csv") - in_care
    assert found.pop("1014") == len(leavers) > 0
    assert found == rule_findings(checked[1])


def test_rules_that_xml_cannot_answer_say_so(in_xml, checked):
    of_csv, of_xml = (
        {each["code"]: each for each in results_of(out)["rules"]}
        for _, out in (checked, in_xml)
    )
    assert of_xml["105"]["outcome"] == "passed"
    changed = {code for code in of_csv if of_csv[code] != of_xml[code]}
    of_workers = changed - {"105", "1014"}
    reasons = {of_xml[code]["reason"] for code in of_workers}
    assert {code[:2] for code in of_workers} == {"SW"}
    assert reasons == {"absent: SWEpisodes"}


def test_rules_are_listed_and_shown(made, returncheck_in):
    folder = made.path.parent
    asked = ("--return", "ssda903", "--year", str(YEAR), "--format", "json")
    listed = returncheck_in(folder, "rules", "list", *asked)
    assert listed.returncode == 0, listed.stderr
    codes = [rule["code"] for rule in json.loads(listed.stdout)]
    assert len(codes) == 305
    assert "103" in codes
    shown = returncheck_in(folder, "rules", "show", "103")
    assert shown.returncode == 0, shown.stderr
    assert "title     Ethnicity is missing or not in the code list" in shown.stdout
    assert "return    ssda903" in shown.stdout
    assert "An example that fails" in shown.stdout
