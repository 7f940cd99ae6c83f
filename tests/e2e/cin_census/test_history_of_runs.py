"""Runs on one database, one after the other: what each says of those before it."""

import csv
import shutil
from dataclasses import dataclass
from datetime import date
from xml.etree import ElementTree as ET

import polars as pl
import pytest

from returncheck import Workspace
from returncheck.errors import ConfigError
from returncheck.findings.exits import ExitCode
from returncheck.returns.cin_census.layout import LAYOUT as CIN
from returncheck.returns.discover import discover
from returncheck.settings.config import FailOn
from returncheck.synth import generate_cin_census

OURS = "cin_census-887-2025"
STEPS = (
    "first", "same", "chosen", "other return", "mended", "renamed", "as csv", "back",
)  # fmt: skip


@dataclass
class Step:
    """A result, and the ids of its findings by check."""

    result: object

    @property
    def history(self):
        return self.result.history

    def of(self, code):
        found = self.result.findings.filter(pl.col("check_id") == f"cin_census:{code}")
        return set(found["finding_id"])

    def state(self, finding_id):
        states = self.history.findings
        return states.filter(pl.col("finding_id") == finding_id).row(0, named=True)

    def mended(self, *, since_last=True):
        gone = self.history.mended
        return set(gone.filter("since_last" if since_last else True)["finding_id"])


def make(path, authority="887"):
    generate_cin_census(
        authority=authority, year=2025, children=80, seed=4,
        plants={"8608": 3, "8670Q": 2}, out=path,
    )  # fmt: skip


def mend_one(path, target):
    """The same return with one assessment put right: authorised on its first day."""
    tree = ET.parse(path)
    for each in tree.iter("Assessments"):
        start = each.find("AssessmentActualStartDate")
        end = each.find("AssessmentAuthorisationDate")
        if None not in (start, end) and (start.text or "") > (end.text or "9"):
            end.text = start.text
            break
    else:
        raise AssertionError("nothing to mend")
    tree.write(target, encoding="utf-8", xml_declaration=True)


def turn_around(path, target):
    """The same children in the opposite order."""
    tree = ET.parse(path)
    for parent in tree.iter("Children"):
        parent[:] = list(parent)[::-1]
    tree.write(target, encoding="utf-8", xml_declaration=True)


def write_csv(xml, folder):
    folder.mkdir()
    source = discover([xml]).sources[0]
    read = [batch.tables for batch in source.batches()]
    for name in source.present_tables:
        columns = [column.name for column in CIN.table(name).columns_in(2025)]
        frames = [tables[name].select(columns) for tables in read if name in tables]
        pl.concat(frames).write_csv(folder / f"{name}.csv")


def explain(result, path):
    rows = result.findings.filter(pl.col("check_id") == "cin_census:8670Q")
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(["rule", "child", "reason", "by", "date"])
        for child in sorted(set(rows["child_id"])):
            writer.writerow(["8670Q", child, "known", "A. Analyst", "2026-01-02"])


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return tmp_path_factory.mktemp("history")


@pytest.fixture(scope="module")
def steps(folder, new_database):
    """Eight runs on one database."""
    make(folder / "cin.xml")
    make(folder / "other.xml", "204")
    mend_one(folder / "cin.xml", folder / "mended.xml")
    turn_around(folder / "mended.xml", folder / "another-name.xml")
    write_csv(folder / "mended.xml", folder / "csv")
    database = new_database(folder / "w.duckdb")
    done = {}

    def run(name, file, **options):
        explained = options.pop("explained", None)
        with Workspace.open(database) as workspace:
            ids = [r.return_id for r in workspace.load(folder / file).loaded]
            workspace.set_explanations(explained)
            done[name] = Step(workspace.check(returns=ids, **options))

    run("first", "cin.xml", submission_dates={"cin_census-2025": date(2025, 7, 31)})
    run("same", "cin.xml")
    run("chosen", "cin.xml", rules=["8608"], suites=False)
    run("other return", "other.xml", suites=False)
    run("mended", "mended.xml")
    run("renamed", "another-name.xml", baseline="last")
    run("as csv", "csv", suites=False, baseline=done["first"].result.run_id[:8])
    explain(done["as csv"].result, folder / "e.csv")
    explained = folder / "e.csv"
    run("back", "cin.xml", suites=False, baseline="last", explained=explained)
    assert tuple(done) == STEPS
    return done


def test_first_run_has_nothing_to_compare_with(steps):
    history = steps["first"].history
    assert history.previous is None
    assert (history.new, history.still, history.mended_since_last) == (0, 0, 0)
    assert history.first_checked == sum(steps["first"].result.counts.values())
    assert len(steps["first"].of("8608")) == 3


def test_same_file_twice_has_nothing_new_and_nothing_mended(steps):
    first, same = steps["first"], steps["same"]
    history = same.history
    assert (history.new, history.first_checked) == (0, 0)
    assert (history.mended_since_last, history.mended_since_first) == (0, 0)
    assert history.still == sum(same.result.counts.values())
    assert history.previous.run_id == first.result.run_id
    (one, *_) = same.of("8608")
    assert same.state(one)["first_seen_run"] == first.result.run_id
    assert same.state(one)["state"] == "still"


def test_chosen_rules_mend_nothing_that_they_do_not_look_for(steps):
    chosen = steps["chosen"]
    assert chosen.of("8670Q") == set()
    assert chosen.mended(since_last=False) == set()
    assert chosen.history.new == 0
    assert {chosen.state(each)["state"] for each in chosen.of("8608")} == {"still"}


def test_run_without_suites_mends_nothing_that_suites_found(steps):
    assert "expectation" in set(steps["same"].result.findings["layer"])
    assert "expectation" not in set(steps["chosen"].result.findings["layer"])
    assert steps["chosen"].history.mended_since_first == 0


def test_each_check_is_held_against_the_last_run_that_made_it(steps):
    mended = steps["mended"]
    suites = mended.result.findings.filter(pl.col("layer") == "expectation")
    for run, ids in (
        ("same", mended.of("8670Q")),
        ("same", set(suites["finding_id"])),
        ("chosen", mended.of("8608")),
    ):
        assert ids
        for each in ids:
            state = mended.state(each)
            assert state["state"] == "still"
            assert state["compared_run"] == steps[run].result.run_id


def test_other_return_is_checked_for_the_first_time_and_mends_nothing(steps):
    other = steps["other return"]
    assert other.history.previous is None
    assert set(other.history.findings["state"]) == {"first_check"}
    assert other.history.mended.is_empty()


def test_corrected_record_is_mended_and_nothing_is_new(steps):
    before, after = steps["first"], steps["mended"]
    (gone,) = before.of("8608") - after.of("8608")
    rules = after.history.mended.filter(pl.col("layer") == "rule")
    assert rules["finding_id"].to_list() == [gone]
    assert rules["last_seen_run"].to_list() == [steps["chosen"].result.run_id]
    assert after.history.mended_by_severity["error"] == 1
    assert after.history.new_by_severity["error"] == 0
    assert {after.state(each)["state"] for each in after.of("8608")} == {"still"}


@pytest.mark.parametrize("step", ["renamed", "as csv"])
def test_other_order_name_or_form_has_nothing_new_and_nothing_mended(steps, step):
    one = steps[step]
    rows = one.result.findings.filter(pl.col("layer") == "rule")
    states = {one.state(each)["state"] for each in rows["finding_id"]}
    assert states == {"still"}
    assert one.history.new == 0
    assert one.mended() == set()
    assert one.of("8608") == steps["mended"].of("8608")


def test_mended_since_the_first_run_stays_told(steps):
    gone = steps["first"].of("8608") - steps["mended"].of("8608")
    for step in ("renamed", "as csv"):
        assert gone <= steps[step].mended(since_last=False)
        assert steps[step].history.mended_since_first >= 1


def test_fault_that_comes_back_is_new_and_known(steps):
    back = steps["back"]
    (one,) = back.of("8608") - steps["mended"].of("8608")
    state = back.state(one)
    assert (state["state"], state["is_back"]) == ("new", True)
    assert state["first_seen_run"] == steps["first"].result.run_id
    assert back.history.new_by_severity["error"] == 1


def test_baseline_lets_known_findings_pass(steps):
    renamed = steps["renamed"].result
    assert renamed.counts["error"] == 2
    assert renamed.exit_code(FailOn.ERROR) is ExitCode.CLEAN
    assert renamed.baseline.new_ids == frozenset()
    assert steps["as csv"].result.exit_code(FailOn.ERROR) is ExitCode.CLEAN


def test_baseline_lets_no_new_finding_pass(steps):
    back = steps["back"].result
    assert sum(back.counts_that_fail.values()) == 1
    assert back.exit_code(FailOn.ERROR) is ExitCode.FINDINGS


def test_explained_query_is_not_mended(steps):
    explained = steps["back"]
    assert explained.of("8670Q") == steps["as csv"].of("8670Q")
    assert explained.result.explained == 2
    assert explained.mended() == set()
    assert {explained.state(each)["state"] for each in explained.of("8670Q")} == {
        "still"
    }
    assert explained.history.runs[-1].explained == 2


def test_burn_down_has_the_whole_runs_of_the_return_alone(steps):
    (burn_down,) = steps["back"].history.burn_downs
    assert burn_down.return_id == OURS
    assert [point.run_id for point in burn_down.points] == [
        steps[name].result.run_id for name in ("first", "same", "mended", "renamed")
    ]
    assert [point.errors for point in burn_down.points] == [3, 3, 2, 2]


def test_submission_date_is_that_of_the_collection_and_year(steps):
    (burn_down,) = steps["first"].history.burn_downs
    assert burn_down.submission_date == date(2025, 7, 31)
    assert steps["same"].history.burn_downs[0].submission_date is None


def test_runs_say_what_was_asked_for_and_of_which_files(steps):
    runs = {run.run_id: run for run in steps["back"].history.runs}
    run = runs[steps["chosen"].result.run_id]
    assert run.rules == ("8608",)
    assert not run.is_whole
    assert run.suites == ()
    (held,) = run.returns
    (file,) = held.files
    assert (held.return_id, file.name, len(file.sha256)) == (OURS, "cin.xml", 64)
    assert set(run.seconds) == {"read", "build"}


def test_unknown_baseline_is_told_before_anything_is_built(steps, folder):
    copy = folder / "copy.duckdb"
    shutil.copyfile(folder / "w.duckdb", copy)
    with (
        Workspace.open(copy) as workspace,
        pytest.raises(ConfigError, match="There is no run 'ffff'"),
    ):
        workspace.check(baseline="ffff")
