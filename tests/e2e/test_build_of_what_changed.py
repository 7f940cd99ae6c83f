"""A build of what has changed gives what a whole build gives, row for row."""

import json
import shutil
from datetime import UTC, datetime

import pytest

from returncheck import Workspace, warehouse
from returncheck.cli.synth_national import national_returns
from returncheck.returns import LAYOUTS
from returncheck.returns.registry import kinds
from returncheck.synth.national import Wish, make_national
from returncheck.transform.build import build
from returncheck.transform.partial import build_changed
from returncheck.transform.plan import PLAN_SCHEMA
from returncheck.transform.plan_store import known_plan
from returncheck.transform.rule_errors import RULES_TO_RUN, rules_that_run
from returncheck.transform.running import run_plan
from returncheck.transform.scratch import Scratch
from returncheck.warehouse.changed import changes, forget_built
from returncheck.warehouse.erasure import remove_returns

WISH = Wish(years=(2025, 2026), authorities=3, children=1500, faults=40, seed=7)
REPORTED = (
    {
        2023: "teams-of-the-whole share-of-its-bands shares-above-100 stock-and-flow "
        "wrong-year-before span-around-the-published definition-ended",
        2024: "teams-apart-from-the-whole share-as-fraction ten-times "
        "suppressed-and-far-above rates-of-one-population subset-above-its-set "
        "count-and-published-rate",
    },
    {
        2023: "week-and-day count-of-a-published-share year-before-beside",
        2024: "week-of-a-month",
    },
)
"""What is planted in the reports of two years, of two authorities."""


def silent(_done, _total):
    """Nobody is told."""


@pytest.fixture(scope="module")
def plan():
    return known_plan()


@pytest.fixture(scope="module")
def country(tmp_path_factory):
    """Folder of returns of two years and both kinds, and what is told of them."""
    made = make_national(
        WISH, national_returns(None), tmp_path_factory.mktemp("changed") / "country"
    )
    return made.folder, json.loads(made.truth.read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def authorities(country):
    return sorted({each["authority"] for each in country[1]["returns"]})


def reports(folder, authorities):
    """Made-up reports of two years, of the first two of the authorities."""
    (maker,) = (
        kind.made_up.maker()
        for kind in kinds()
        if kind.made_up and kind.collection not in national_collections()
    )
    for authority, years in zip(authorities, REPORTED, strict=False):
        for year, planted in years.items():
            yield maker.generate(
                authority=authority, year=year, seed=3,
                plants=dict.fromkeys(planted.split(), 1),
                out=folder / f"{authority}-{year}",
            ).path  # fmt: skip


def national_collections():
    return {each.collection for each in national_returns(None)}


EXPLANATIONS = """\
rule,child,reason,by,date
8670Q,whole return,known,A. Analyst,2026-05-01
2991Q,whole return,known,A. Analyst,2026-05-01
nothing,whole return,known,A. Analyst,2026-05-01
"""


@pytest.fixture(scope="module")
def whole(root, country, authorities, tmp_path_factory, new_database):
    """A database of all of it, built at once."""
    folder = tmp_path_factory.mktemp("whole")
    database = new_database(folder / "w.duckdb")
    explanations = folder / "explanations.csv"
    explanations.write_text(EXPLANATIONS, encoding="utf-8")
    made = list(reports(folder, authorities))
    with Workspace.open(database) as workspace:
        workspace.set_indicators(root / "examples" / "reports" / "indicators.yml")
        for each in country[1]["returns"]:
            workspace.load(
                country[0].parent / each["path"],
                authority=each["authority"],
                year=each["year"],
            )
        workspace.load([root / "examples" / "reports", *made])
        workspace.set_targets(authorities[0], {"assessments_within_45_days": 90})
        workspace.set_explanations(explanations)
        workspace.check(suites=False, same_children="upn")
    return database


@pytest.fixture
def copy(whole, tmp_path):
    """A copy of that database, to change."""
    return shutil.copy(whole, tmp_path / "copy.duckdb")


def tables(plan):
    """The steps that hold rows which may follow from a return."""
    return [
        step for step in plan.steps if step.kind == "table" and not step.is_reference
    ]


def differing(connection, one, other):
    """How many rows of two relations are in one alone.

    Floats are rounded: their last digit hangs on who adds up.
    """
    columns = connection.execute(f"describe from {one}").fetchall()
    shown = ", ".join(
        f'round("{name}", 9) as "{name}"' if kind == "DOUBLE" else f'"{name}"'
        for name, kind, *_ in columns
    )
    a, b = f"select {shown} from {one}", f"select {shown} from {other}"
    (count,) = connection.execute(
        f"select count(*) from (({a} except all {b}) union all ({b} except all {a}))"
    ).fetchone()
    return count


def unlike_a_whole_build(connection, plan):
    """Build everything anew, and give the steps that then have other rows."""
    for step in tables(plan):
        connection.execute(
            f'create temp table "kept__{step.name}" as from main."{step.name}"'
        )
    forget_built(connection)
    run_plan(connection, plan, silent)
    return [
        step.name
        for step in tables(plan)
        if differing(connection, f'temp."kept__{step.name}"', f'main."{step.name}"')
    ]


def test_every_step_of_returns_is_the_same_for_each_authority_alone(
    copy, plan, authorities
):
    """What a step says of a return follows from its authority's returns alone.

    The authorities of the shipped reports are one more.
    """
    steps = {step.name: step for step in plan.steps}
    with warehouse.connect(copy) as connection:
        of_authorities = connection.execute(
            "select list(return_id) from raw.returns "
            "group by case when list_contains(?, la_code) then la_code end",
            [authorities],
        ).fetchall()
        assert len(of_authorities) == len(authorities) + 1
        wrong, filled = set(), set()
        for (return_ids,) in of_authorities:
            connection.begin()
            scratch = Scratch(connection, steps, return_ids, '"main"')
            for step in tables(plan):
                if not step.by_return:
                    continue
                left_out = ()
                if step.rules:
                    shown = scratch.show((PLAN_SCHEMA, RULES_TO_RUN))
                    running = rules_that_run(connection, shown)
                    left_out = [
                        part for part in step.rules if part.version not in running
                    ]
                made = scratch.make(step, left_out)
                there = f'(from main."{step.name}" where {scratch.condition})'
                if differing(connection, made, there):
                    wrong.add(step.name)
                if connection.execute(f"from {made} limit 1").fetchone():
                    filled.add(step.name)
            connection.rollback()
    assert wrong == set()
    # Equal without a row says little: nearly all have rows.
    empty = {step.name for step in tables(plan) if step.by_return} - filled
    assert len(empty) < 40 < len(filled)


def changed_return(copy, return_id):
    """Change a record in every raw table of a return, as a correction would."""
    with warehouse.connect(copy) as connection:
        collection = return_id.partition("-")[0]
        layout = LAYOUTS[collection]
        for table in layout.tables:
            connection.execute(
                f"delete from {layout.raw_table(table.name)} "
                "where return_id = ? and row_number % 5 = 2",
                [return_id],
            )
        connection.execute(
            "update raw.returns set loaded_at = ? where return_id = ?",
            [datetime.now(UTC).replace(tzinfo=None), return_id],
        )


def built_in_part(copy, plan):
    """The steps that were run for what changed, and those unlike a whole build."""
    with warehouse.connect(copy) as connection:
        seconds = build_changed(connection, plan, silent)
        assert seconds is not None
        assert not connection.execute("from duckdb_tables() where temporary").fetchall()
        return seconds, unlike_a_whole_build(connection, plan)


def ids_of(authorities):
    return [
        f"{collection}-{authorities[0]}-2026" for collection in national_collections()
    ]


@pytest.mark.parametrize("number", range(2))
def test_a_corrected_return_is_built_as_in_a_whole_build(
    copy, plan, authorities, number
):
    changed_return(copy, sorted(ids_of(authorities))[number])
    seconds, unlike = built_in_part(copy, plan)
    assert unlike == []
    # Half of the steps are of another kind of return, or came out as they were.
    assert 50 < len(seconds) < len(tables(plan)) - 50


def test_a_corrected_report_is_built_as_in_a_whole_build(copy, plan, authorities):
    with warehouse.connect(copy) as connection:
        (return_id,) = connection.execute(
            "select max(return_id) from raw.returns "
            "where la_code = ? and not list_contains(?, collection)",
            [authorities[0], sorted(national_collections())],
        ).fetchone()
    changed_return(copy, return_id)
    assert built_in_part(copy, plan)[1] == []


def test_returns_that_are_added_are_built_as_in_a_whole_build(
    copy, plan, country, authorities
):
    """An authority's first return, then the one that looks back on it."""
    unnamed = {kind.collection for kind in kinds() if kind.identity is None}
    given = [
        each
        for each in country[1]["returns"]
        if each["collection"] in unnamed and each["authority"] == authorities[0]
    ]
    assert given
    for each in given:
        with Workspace.open(copy) as workspace:
            workspace.load(
                country[0].parent / each["path"], authority="301", year=each["year"]
            )
        assert built_in_part(copy, plan)[1] == []


def test_a_return_that_is_gone_leaves_no_row(copy, plan, authorities):
    return_id = ids_of(authorities)[0]
    with warehouse.connect(copy) as connection:
        layout = LAYOUTS[return_id.partition("-")[0]]
        warehouse.remove_return(connection, return_id, layout)
    assert built_in_part(copy, plan)[1] == []
    with warehouse.connect(copy) as connection:
        left = connection.execute(
            "select count(*) from fct_findings where return_id = ?", [return_id]
        ).fetchone()
    assert left == (0,)


def test_nothing_that_follows_from_returns_is_built_where_nothing_changed(copy, plan):
    with warehouse.connect(copy) as connection:
        assert build_changed(connection, plan, silent) == {}


def test_a_setting_reaches_what_follows_from_it(copy, plan, authorities):
    with Workspace.open(copy) as workspace:
        workspace.set_targets(authorities[1], {"assessments_within_45_days": 70})
    seconds, unlike = built_in_part(copy, plan)
    assert unlike == []
    assert "int_target_status" in seconds
    assert "fct_findings" not in seconds


def test_other_rules_and_explanations_are_built_for_all(copy, plan):
    with warehouse.connect(copy) as connection:
        connection.execute("insert into raw.rule_selection values ('8670Q'), ('100')")
        connection.execute("delete from raw.explanations where row_number = 1")
    seconds, unlike = built_in_part(copy, plan)
    assert unlike == []
    assert "fct_findings" in seconds


def test_a_check_of_one_return_leaves_the_others_as_they_were(
    copy, plan, country, authorities
):
    """Through the workspace, as `run` does it: load one again and check it."""
    each = country[1]["returns"][0]
    with Workspace.open(copy) as workspace:
        workspace.set_explanations(None)
        loaded = workspace.load(
            country[0].parent / each["path"],
            authority=each["authority"],
            year=each["year"],
        )
        result = workspace.check(
            suites=False,
            same_children="upn",
            returns=[record.return_id for record in loaded.loaded],
        )
    assert {record.la_code for record in result.returns} == {each["authority"]}
    with warehouse.connect(copy) as connection:
        assert changes(connection).returns == frozenset()
        assert unlike_a_whole_build(connection, plan) == []


def test_what_was_built_elsewhere_or_not_to_the_end_is_built_whole(copy, plan):
    with warehouse.connect(copy) as connection:
        forget_built(connection)
        assert changes(connection) is None
        assert build_changed(connection, plan, silent) is None
        assert len(build(connection, plan, silent)) > 200
        assert build(connection, plan, silent) == {}
        warehouse.note_built_reference(connection, "another project")
        assert build_changed(connection, plan, silent) is None


def test_a_database_that_returns_were_erased_from_is_built_whole(
    copy, plan, authorities
):
    remove_returns(copy, [ids_of(authorities)[0]])
    with warehouse.connect(copy) as connection:
        assert build_changed(connection, plan, silent) is None


def test_a_build_that_fails_leaves_all_as_it_stood_and_is_done_whole(
    copy, plan, authorities, monkeypatch
):
    changed_return(copy, ids_of(authorities)[0])
    with warehouse.connect(copy) as connection:
        # Rows that the build would have put in the place of these do not fit there.
        connection.execute("alter table fct_findings add column extra integer")
        before = connection.execute("select count(*) from fct_findings").fetchone()
        assert build_changed(connection, plan, silent) is None
        after = connection.execute("select count(*) from fct_findings").fetchone()
        assert before == after
        assert len(build(connection, plan, silent)) > 200
        assert unlike_a_whole_build(connection, plan) == []
