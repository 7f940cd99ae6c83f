"""Made-up KPI returns of many councils: no true figure is said to be wrong, and no
planted fault goes untold.

What is true follows from how a figure was made, never from what the models find.
"""

import pytest
from made_kpi_returns import (
    EACH_KIND,
    Outcomes,
    contradicted,
    missed,
    odd_reports,
    told,
    true_reports,
)

from returncheck import Workspace
from returncheck.synth.kpi_return import FAULTS, TWINS, Expected, tables_of


@pytest.fixture(scope="module")
def made():
    """All reports: their tables, and the stories that these tell."""
    return tables_of([*true_reports(), *odd_reports()])


@pytest.fixture(scope="module")
def outcomes(made, tmp_path_factory, new_database):
    """What one check says of all of them in one database."""
    folder = tmp_path_factory.mktemp("made")
    made.write(folder)
    database = new_database(tmp_path_factory.mktemp("made-w") / "w.duckdb")
    with Workspace.open(database) as workspace:
        workspace.load(folder)
        return Outcomes(workspace.check(suites=False))


def of_kind(kind, stories):
    return [story for story in stories if story.kind == kind]


def test_reports_are_of_many_councils_and_figures(made, outcomes):
    rows = [row for table in made.rows.values() for row in table]
    assert len({row["la_code"] for row in rows}) >= 30
    assert outcomes.figures >= 1000


def test_every_kind_is_planted(made):
    planted = {
        story.kind: len(of_kind(story.kind, made.stories)) for story in made.stories
    }
    assert {*FAULTS, *TWINS} <= {*planted}
    assert all(planted[kind] == EACH_KIND for kind in FAULTS)


def test_no_true_figure_is_said_to_be_wrong(made, outcomes):
    wrong = [
        each
        for story in made.stories
        if story.kind not in {**FAULTS, **TWINS}
        for each in told(story, outcomes)
    ]
    assert wrong == []


@pytest.mark.parametrize("kind", TWINS)
def test_what_is_odd_and_true_is_not_said_to_be_wrong(made, outcomes, kind):
    stories = of_kind(kind, made.stories)
    assert stories
    assert [each for story in stories for each in told(story, outcomes)] == []


@pytest.mark.parametrize("kind", FAULTS)
def test_planted_fault_is_told(made, outcomes, kind):
    stories = of_kind(kind, made.stories)
    assert [
        (row, outcomes.of(row))
        for story in stories
        if missed(story, outcomes)
        for row in story.rows
    ] == []


@pytest.mark.parametrize("kind", FAULTS)
def test_right_figure_beside_a_fault_is_not_contradicted(made, outcomes, kind):
    stories = of_kind(kind, made.stories)
    assert all(any(row.in_question for row in story.rows) for story in stories)
    assert [each for story in stories for each in contradicted(story, outcomes)] == []


def test_each_fault_must_be_told_in_some_way():
    assert all(kind.expected is not Expected.TRUE for kind in FAULTS.values())
    assert all(kind.expected is Expected.TRUE for kind in TWINS.values())
