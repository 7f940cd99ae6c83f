"""Two small returns of one council, held against each other child by child."""

import csv
import json

import polars as pl
import pytest
from ssda903_files import write_table

from returncheck import Workspace
from returncheck.returns.cin_census.layout import LAYOUT as CIN
from returncheck.settings.config import SameChildren

UPN = "A12345678901{}"
BORN = "2012-02-01"

# Number: date of birth and sex in the census, closure, start and end of a plan there.
CENSUS = {
    "1": (BORN, "M", "", "", ""),
    "2": ("2012-02-02", "M", "", "", ""),
    "3": (BORN, "F", "", "", ""),
    "4": (BORN, "M", "2025-03-31", "", ""),
    "5": (BORN, "M", "", "2024-04-20", ""),
    "6": (BORN, "M", "", "2024-04-20", "2024-07-01"),
}
# Those of the other return; 7 is not in the census, 8 has short breaks alone.
LOOKED_AFTER = {**dict.fromkeys("1234567", "C2"), "8": "V4"}


def census_tables():
    """The census as frames; its children are called otherwise than there."""
    children, details, plans = [], [], []
    for number, (born, sex, closed, planned, ended) in CENSUS.items():
        who = {"LAchildID": f"Made-Up-{number}"}
        children.append(
            {**who, "UPN": UPN.format(number), "PersonBirthDate": born, "Sex": sex}
        )
        episode = who | {"CINdetailsID": f"E{number}"}
        details.append(
            {
                **episode,
                "CINreferralDate": "2024-04-02",
                "CINclosureDate": closed or None,
                "ReferralNFA": "false",
            }
        )
        if planned:
            plans.append(
                {**episode, "CPPstartDate": planned, "CPPendDate": ended or None}
            )
    return {
        "ChildIdentifiers": pl.DataFrame(children),
        "CINdetails": pl.DataFrame(details),
        "ChildProtectionPlans": pl.DataFrame(plans),
    }


def write_set_of_looked_after(folder):
    write_table(
        folder,
        "Header",
        *(
            {
                "CHILD": f"MADE-UP-{number}",
                "SEX": "M",
                "DOB": "01/02/2012",
                "ETHNIC": "WBRI",
                "UPN": UPN.format(number),
            }
            for number in LOOKED_AFTER
        ),
    )
    write_table(
        folder,
        "Episodes",
        *(
            {
                "CHILD": f"MADE-UP-{number}",
                "DECOM": "03/05/2024",
                "RNE": "S",
                "LS": ls,
                # A name where a code belongs, which must not be shown either.
                "PLACE": "MADE-UP-8" if number == "8" else "U1",
            }
            for number, ls in LOOKED_AFTER.items()
        ),
    )
    return folder


def write_census(folder):
    """The census as a folder of CSV files, with all columns of its year."""
    folder.mkdir()
    header = pl.DataFrame([{"Collection": "CIN", "Year": "2025", "LEA": "887"}])
    for name, frame in {"Header": header, **census_tables()}.items():
        names = [column.name for column in CIN.table(name).columns_in(2025)]
        missing = [
            pl.lit(None, pl.String).alias(n) for n in set(names) - {*frame.columns}
        ]
        frame.with_columns(missing).select(names).write_csv(folder / f"{name}.csv")


@pytest.fixture(scope="module")
def found(tmp_path_factory, new_database):
    """Check and child of what was found, by what made them one child."""
    base = tmp_path_factory.mktemp("same")
    results = {}
    with Workspace.open(new_database(base / "w.duckdb")) as workspace:
        workspace.load_tables("cin_census", census_tables(), authority="887", year=2025)
        workspace.load(
            write_set_of_looked_after(base / "set"), authority="887", year=2025
        )
        for matched_by in (*SameChildren, None):
            results[matched_by] = workspace.check(
                rules=["8608"], suites=False, same_children=matched_by
            )
    return results


def told(result):
    """What was found: check, child and place, in order."""
    findings = result.findings.filter(pl.col("layer") == "same_children")
    assert set(findings["severity"]) <= {"query"}
    assert set(findings["return_id"]) <= {"ssda903-887-2025"}
    columns = ("check_id", "child_id", "table_name", "row_number", "field")
    return sorted(findings.select(columns).rows())


IN_BOTH = [
    ("same_children:birth_date", "MADE-UP-2", "Header", 2, "DOB"),
    ("same_children:no_open_episode", "MADE-UP-4", "Episodes", 4, "DECOM"),
    ("same_children:plan_during_care", "MADE-UP-5", "Episodes", 5, "DECOM"),
    ("same_children:sex", "MADE-UP-3", "Header", 3, "SEX"),
]


def test_children_with_one_upn_are_compared(found):
    assert told(found[SameChildren.UPN]) == IN_BOTH


def test_children_with_one_identifier_are_compared_and_missed(found):
    missed = ("same_children:not_listed", "MADE-UP-7", "Episodes", 7, "DECOM")
    assert told(found[SameChildren.CHILD_ID]) == sorted([*IN_BOTH, missed])


def test_nothing_is_compared_unless_somebody_asks(found):
    assert told(found[None]) == []


def test_what_is_found_says_what_both_returns_have(found):
    findings = found[SameChildren.UPN].findings
    text = findings.filter(pl.col("check_id") == "same_children:birth_date")["message"]
    assert text.to_list() == [
        "Dates of birth differ between two returns. 1 February 2012 here, "
        "2 February 2012 in the CIN census (ChildIdentifiers row 2). "
        "Correct the one that is wrong."
    ]


def test_settings_ask_for_it_and_the_page_tells(tmp_path, new_database, returncheck_in):
    new_database(tmp_path / "out" / "returncheck.duckdb")
    write_set_of_looked_after(tmp_path / "set")
    write_census(tmp_path / "census")
    (tmp_path / "returncheck.yml").write_text(
        'authority: "887"\nyear: 2025\nsame_children: child_id\n', encoding="utf-8"
    )
    shown = returncheck_in(
        tmp_path, "run", "set", "census", "--no-suites", "--out", "out", "--redact"
    )
    assert shown.returncode == 1, shown.stderr
    page = (tmp_path / "out" / "report.html").read_text(encoding="utf-8")
    assert "The same children in two returns" in page
    assert "Dates of birth differ between two returns" in page
    assert "MADE-UP" not in page.upper()
    assert page.count('<figure class="timeline">') == len(LOOKED_AFTER)
    assert '<th scope="row">Placements</th><td>U1</td><td>3 May 2024</td>' in page
    results = json.loads((tmp_path / "out" / "results.json").read_text("utf-8"))
    assert len(results["returns"]) == 2
    with (tmp_path / "out" / "findings.csv").open(encoding="utf-8-sig") as file:
        checks = {row["check_id"] for row in csv.DictReader(file)}
    assert {row[0] for row in IN_BOTH} <= checks
