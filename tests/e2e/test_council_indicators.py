"""A council with indicators of its own, one a part of another, for twelve months."""

import calendar
import csv
from datetime import date

import duckdb
import pytest
from lxml import html

from returncheck import Workspace

INDICATORS = """\
- id: hub_contacts
  name: Contacts with family hubs
  unit: count
  better: lower
  period: year
  counts: contacts with a family hub
- id: hub_contacts_online
  name: Contacts with hubs online
  unit: count
  better: higher
  period: year
  counts: contacts with a family hub through its web form
  part_of: hub_contacts
- id: hub_answered
  name: Hub contacts answered in two days
  unit: percent
  better: higher
  period: year
  counts: contacts with a family hub answered within two days
  denominator: hub_contacts
"""
SETTINGS = """\
output: out
targets:
  hub_contacts: {tolerance: 3}
  hub_answered: 85
"""
HEADINGS = [
    "report_id",
    "report_date",
    "la_code",
    "indicator_id",
    "period_type",
    "period_start",
    "period_end",
    "period_basis",
    "numerator",
    "denominator",
    "value",
    "target",
    "note",
    "action",
    "owner",
    "due_date",
]
TWO_SHORT = 5
"""The month of which the part exceeds the whole."""


def month(number):
    """First and last day of a month of 2025-26, counted from 0 in April."""
    year, of_year = 2025 + (number + 3) // 12, (number + 3) % 12 + 1
    last = calendar.monthrange(year, of_year)[1]
    return date(year, of_year, 1), date(year, of_year, last)


def row(report, indicator_id, number, value, **more):
    start, end = month(number)
    usual = {
        "report_id": report[0],
        "report_date": report[1],
        "la_code": "887",
        "indicator_id": indicator_id,
        "period_type": "month",
        "period_start": start.isoformat(),
        "period_end": end.isoformat(),
        "period_basis": "printed",
        "value": value,
    }
    return {**usual, **more}


def figures():
    """Two reports: the months to February, and those to March with the year."""
    action = {"action": "Open a second hub", "owner": "Head of early help"}
    reports = [(("r1", "2026-03-10"), range(11)), (("r2", "2026-04-14"), range(12))]
    for report, months in reports:
        for number in months:
            newest = number == months[-1]
            yield row(
                report,
                "hub_contacts",
                number,
                100 + number,
                target=105,
                **({**action, "due_date": "2026-04-01"} if newest else {}),
            )
            yield row(
                report,
                "hub_contacts_online",
                number,
                40 + number if number != TWO_SHORT else 107,
                target=60,
                **({"action": "Mend the form"} if newest and report[0] == "r2" else {}),
            )
            yield row(
                report,
                "hub_answered",
                number,
                80,
                numerator=(100 + number) * 8 // 10,
                denominator=100 + number + (1 if number == 0 else 0),
            )
    yield {
        **row(("r2", "2026-04-14"), "hub_contacts", 0, sum(range(100, 112))),
        "period_type": "year",
        "period_end": "2026-03-31",
    }
    yield {
        **row(("r2", "2026-04-14"), "hub_contacts_online", 0, 700),
        "period_type": "year",
        "period_end": "2026-03-31",
    }
    yield row(("r2", "2026-04-14"), "hub_contact", 0, 3)


@pytest.fixture(scope="module")
def folder(tmp_path_factory, new_database, returncheck_in):
    """Where the council works: its files, and the outputs of one run."""
    made = tmp_path_factory.mktemp("council")
    new_database(made / "out" / "returncheck.duckdb")
    (made / "indicators.yml").write_text(INDICATORS, encoding="utf-8")
    (made / "returncheck.yml").write_text(SETTINGS, encoding="utf-8")
    with (made / "Figures.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, HEADINGS)
        writer.writeheader()
        writer.writerows(figures())
    shown = returncheck_in(made, "run", "Figures.csv")
    assert shown.returncode == 1, shown.stderr
    return made


@pytest.fixture(scope="module")
def ask(folder):
    """Asks the database of the run."""

    def asked(query):
        path = str(folder / "out" / "returncheck.duckdb")
        with duckdb.connect(path, read_only=True) as connection:
            return connection.execute(query).fetchall()

    return asked


@pytest.fixture(scope="module")
def verdicts(ask):
    """Report, indicator, period type and first day to verdict and reason."""
    found = ask(
        "select return_id[-2:], indicator_id, period_type, period_start, verdict, "
        "reason from fct_figure_verdicts"
    )
    return {row[:4]: row[4:] for row in found}


def test_year_is_confirmed_by_its_months_and_a_false_one_is_not(verdicts):
    year = (date(2025, 4, 1),)
    assert verdicts["r2", "hub_contacts", "year", *year][0] == "confirmed"
    verdict, reason = verdicts["r2", "hub_contacts_online", "year", *year]
    assert verdict == "contradicted"
    assert "its months give 608" in reason.lower()


def test_part_that_exceeds_its_whole_contradicts_and_others_do_not(verdicts):
    wrong, right = month(TWO_SHORT)[0], month(TWO_SHORT + 1)[0]
    verdict, reason = verdicts["r2", "hub_contacts", "month", wrong]
    assert verdict == "contradicted"
    assert "Its parts add to 107 and the figure is 105" in reason
    for indicator_id in ("hub_contacts", "hub_contacts_online"):
        assert verdicts["r2", indicator_id, "month", right][0] != "contradicted"


def test_share_is_held_against_its_own_parts_and_the_count_of_the_report(verdicts):
    verdict, reason = verdicts["r2", "hub_answered", "month", month(0)[0]]
    assert verdict == "contradicted"
    assert "Contacts with family hubs" in reason
    assert verdicts["r2", "hub_answered", "month", month(10)[0]][0] == "confirmed"


def test_figures_have_a_status_a_run_and_limits(ask):
    found = ask(
        "select indicator_id, value, rag, periods_off_target, off_target_since, trend "
        "from fct_exceptions where period_type = 'month' order by 1"
    )
    assert found == [
        ("hub_answered", 80.0, "red", 12, date(2025, 4, 30), "unchanged"),
        ("hub_contacts", 111.0, "red", 6, date(2025, 10, 31), "worsening"),
        ("hub_contacts_online", 51.0, "red", 6, date(2025, 10, 31), "improving"),
    ]
    charted = ask(
        "select indicator_id, count(*) from fct_control_charts "
        "where limits_reason is null group by 1 order by 1"
    )
    assert charted == [
        ("hub_answered", 12),
        ("hub_contacts", 12),
        ("hub_contacts_online", 12),
    ]


def test_action_is_open_since_its_first_report_and_overdue_after_its_day(folder):
    path = folder / "out" / "exceptions.csv"
    with path.open(encoding="utf-8-sig", newline="") as file:
        listed = {
            each["indicator_id"]: each
            for each in csv.DictReader(file)
            if each["period_type"] == "month"
        }
    hubs, online = listed["hub_contacts"], listed["hub_contacts_online"]
    assert hubs["indicator"] == "Contacts with family hubs"
    assert (hubs["action"], hubs["owner"]) == (
        "Open a second hub",
        "Head of early help",
    )
    assert hubs["action_open_since"] == "2026-03-10"
    assert hubs["action_days_open"] == "35"
    assert (hubs["due_date"], hubs["is_action_overdue"]) == ("2026-04-01", "true")
    assert (online["action"], online["owner"]) == ("Mend the form", "")
    assert (online["action_open_since"], online["action_days_open"]) == (
        "2026-04-14",
        "0",
    )
    assert online["is_action_overdue"] == ""


def test_page_shows_the_names_and_the_action(folder):
    page = html.parse(folder / "out" / "report.html").getroot()
    said = " ".join(page.text_content().split())
    tables = page.xpath("//table[contains(@class, 'scorecard')]")
    tables += page.xpath("//table[contains(@class, 'verdicts')]")
    named = " ".join(each.text_content() for each in tables)
    assert "Contacts with hubs online" in named
    assert "hub_contacts_online" not in named
    assert "due 1 April 2026, overdue; open since 10 March 2026 (35 days)" in said


def test_unknown_id_is_told_with_the_near_ones(folder, ask):
    found = ask("select message from fct_findings where check_id like '%.unknown'")
    assert found == [
        (
            f"Figures.indicator_id in row {len(list(figures()))} is 'hub_contact', "
            "which no indicator is called. Did you mean 'hub_contacts', 'contacts' or "
            "'hub_contacts_online'? List the ids with: returncheck indicators list",
        )
    ]


def test_own_indicators_are_listed_and_go_to_private_exports_alone(
    folder, returncheck_in
):
    shown = returncheck_in(folder, "indicators", "list", "--topic", "local indicators")
    assert "Hub contacts answered in two days" in shown.stdout
    for name, options in (("all", ()), ("public", ("--public",))):
        shown = returncheck_in(
            folder, "export", "out", "--out", name, "--format", "csv", *options
        )
        assert shown.returncode == 0, shown.stderr
    written = {
        name: "".join(
            path.read_text(encoding="utf-8-sig")
            for path in (folder / name).glob("*.csv")
        )
        for name in ("all", "public")
    }
    assert "hub_contacts_online" in written["all"]
    assert "Open a second hub" in written["all"]
    for word in ("hub_contact", "hub_answered", "Open a second hub"):
        assert word not in written["public"]


def test_indicator_that_is_declared_later_is_known(tmp_path, new_database):
    import polars as pl

    figure = row(("r", "2026-04-14"), "hub_contact", 0, "3")
    with Workspace.open(new_database(tmp_path / "w.duckdb")) as workspace:
        workspace.load_tables("kpi_return", {"Figures": pl.DataFrame([figure])})
        found = workspace.check(suites=False)
        assert "unknown" in {c.split(".")[-1] for c in found.findings["check_id"]}
        workspace.set_indicators(
            [
                {
                    "id": "hub_contact",
                    "name": "Contacts",
                    "unit": "count",
                    "better": "none",
                    "period": "year",
                    "counts": "contacts",
                }
            ]
        )
        found = workspace.check(suites=False)
        assert "unknown" not in {c.split(".")[-1] for c in found.findings["check_id"]}
        workspace.set_indicators(None)
        found = workspace.check(suites=False)
        assert "unknown" in {c.split(".")[-1] for c in found.findings["check_id"]}


@pytest.mark.parametrize(
    ("south", "verdict"), [(4, "confirmed"), (3, "contradicted")], ids=["true", "false"]
)
def test_parts_that_are_all_there_are_add_to_their_whole(
    tmp_path, new_database, south, verdict
):
    import polars as pl

    hub = {
        "name": "Hubs",
        "unit": "count",
        "better": "none",
        "period": "snapshot",
        "counts": "family hubs open",
    }
    part_of = {"id": "hubs", "by": "area", "all": True}
    state = {"period_type": "snapshot", "period_start": None}
    report = ("r", "2026-04-14")
    printed = [
        {**row(report, name, 11, value), **state}
        for name, value in (
            ("hubs", "10"),
            ("hubs_north", "6"),
            ("hubs_south", str(south)),
        )
    ]
    with Workspace.open(new_database(tmp_path / "w.duckdb")) as workspace:
        workspace.set_indicators(
            [
                {"id": "hubs", **hub},
                {"id": "hubs_north", **hub, "part_of": part_of},
                {"id": "hubs_south", **hub, "part_of": part_of},
            ]
        )
        workspace.load_tables("kpi_return", {"Figures": pl.DataFrame(printed)})
        found = workspace.check(suites=False)
    (whole,) = found.verdicts.filter(indicator_id="hubs").rows(named=True)
    assert whole["verdict"] == verdict
    parts = found.verdicts.filter(pl.col("indicator_id") != "hubs")
    assert "contradicted" not in parts["verdict"].to_list()
