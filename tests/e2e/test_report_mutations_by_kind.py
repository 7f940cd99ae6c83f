"""Each figure of the five reports and a made-up one that can be tested: made false it
is told, changed truly it is not, for every kind of fault."""

from collections import Counter

import pytest
from made_kpi_returns import Outcomes
from mutated_reports import Copies, mutations, reports, true_rounds

from returncheck import Workspace

MUTATIONS = mutations()
ROUNDS = true_rounds(MUTATIONS)
BY_NAME = pytest.mark.parametrize("mutation", MUTATIONS, ids=lambda each: each.name)


@pytest.fixture(scope="module")
def copies(root):
    """The reports as printed, and all their copies."""
    originals = reports(root / "examples" / "reports")
    made = Copies(originals)
    for name in originals:
        made.add(name, name, [])
    for mutation in MUTATIONS:
        made.add(mutation.report, mutation.name, [(mutation, mutation.false)])
    for number, (report, together) in enumerate(ROUNDS):
        made.add(report, f"true-{number}", [(each, each.true) for each in together])
    return made


@pytest.fixture(scope="module")
def found(root, copies, tmp_path_factory, new_database):
    """What one check says of all of them."""
    folder = tmp_path_factory.mktemp("mutated")
    copies.write(folder)
    database = new_database(tmp_path_factory.mktemp("mutated-w") / "w.duckdb")
    with Workspace.open(database) as workspace:
        workspace.set_indicators(root / "examples" / "reports" / "indicators.yml")
        workspace.load(folder)
        return Outcomes(workspace.check(suites=False))


def test_mutations_are_many_and_of_many_kinds():
    kinds = Counter(each.kind for each in MUTATIONS)
    assert len(MUTATIONS) >= 150
    assert len(kinds) >= 15
    assert len({each.name for each in MUTATIONS}) == len(MUTATIONS)
    assert len({each.report for each in MUTATIONS}) == 6


@BY_NAME
def test_false_row_is_told(copies, found, mutation):
    row = copies.place(mutation.report, mutation)
    before = copies.outcomes(mutation.report, found)
    after = copies.outcomes(mutation.name, found)
    said = (after[row], before[row])
    if mutation.expected == "contradicted":
        assert after[row].verdict == "contradicted", said
    elif mutation.expected == "target":
        assert (after[row].is_told, after[row].verdict) == (True, before[row].verdict)
    else:
        told = [each for each in after if each.is_blamed]
        assert len(told) > 0, said
        assert told != [each for each in before if each.is_blamed], said


@BY_NAME
def test_same_row_changed_truly_is_not_told(copies, found, mutation):
    (number,) = [n for n, (_, together) in enumerate(ROUNDS) if mutation in together]
    row = copies.place(mutation.report, mutation)
    before = copies.outcomes(mutation.report, found)[row]
    after = copies.outcomes(f"true-{number}", found)[row]
    assert not after.is_blamed or before.is_blamed, after


@pytest.mark.parametrize(
    ("number", "report"), [(n, report) for n, (report, _) in enumerate(ROUNDS)]
)
def test_true_changes_are_told_at_no_other_row(copies, found, number, report):
    before = copies.outcomes(report, found)
    after = copies.outcomes(f"true-{number}", found)
    assert [
        new for old, new in zip(before, after, strict=True)
        if new.is_blamed and not old.is_blamed
    ] == []  # fmt: skip
