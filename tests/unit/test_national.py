"""A made-up country: the same bytes however it is written, and what is told of it."""

import json
from collections import Counter
from dataclasses import replace

import pytest

from returncheck.catalogue.rules import rules_in_force
from returncheck.cli.synth_national import national_returns
from returncheck.errors import ConfigError
from returncheck.synth.national import Wish, make_national
from returncheck.synth.national.wanted import jobs_for

KINDS = national_returns(None)
SMALL = Wish(years=(2025, 2026), authorities=3, children=1, faults=2, seed=5)
"""As few children as returns can have."""


def contents(folder):
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def told(path):
    return json.loads(path.read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def alone(tmp_path_factory):
    """The country as one process writes it, with what was told meanwhile."""
    out = tmp_path_factory.mktemp("national") / "alone"
    heard = []
    made = make_national(SMALL, KINDS, out, told=lambda *each: heard.append(each))
    return out, made, heard


def test_there_is_more_than_one_kind():
    assert len(KINDS) == 2


@pytest.mark.parametrize("processes", [2, 5])
def test_same_bytes_from_any_number_of_processes(alone, tmp_path, processes):
    make_national(SMALL, KINDS, tmp_path / "out", processes=processes)
    assert contents(tmp_path / "out") == contents(alone[0])


def test_another_seed_another_country(alone, tmp_path):
    make_national(replace(SMALL, seed=6), KINDS, tmp_path / "out")
    ours, others = contents(alone[0]), contents(tmp_path / "out")
    assert ours.keys() == others.keys()
    assert ours != others


def test_the_folder_of_returns_holds_nothing_but_returns(alone):
    out, made, _ = alone
    assert made.folder == out / "returns"
    assert not list(made.folder.rglob("*.json"))


def test_every_return_has_its_truth_and_faults_beside(alone):
    out, made, _ = alone
    listed = told(made.truth)["returns"]
    assert len(listed) == len(made.made) == 3 * 2 + 3
    for each in listed:
        about = {name: each[name] for name in ("collection", "authority", "year")}
        assert about.items() <= told(out / each["truth"]).items()
        assert about.items() <= told(out / each["expected"]).items()
        assert len(told(out / each["expected"])["findings"]) == each["findings"]
        assert (out / each["path"]).exists()


def test_return_that_holds_the_year_before_is_of_the_last_year(alone):
    found = {(each.collection, each.year) for each in alone[1].made}
    for kind in KINDS:
        years = (2026,) if kind.holds_year_before else (2025, 2026)
        assert {year for name, year in found if name == kind.collection} == {*years}


def test_what_is_told_ends_with_all_children(alone):
    _, made, heard = alone
    total = sum(each.children for each in made.made)
    assert heard[0] == (0, total)
    assert heard[-1] == (total, total)
    assert heard == sorted(heard)


def added(values, name):
    numbers = [each[name] for each in values]
    return None if None in numbers else sum(numbers)


def test_truth_of_the_whole_is_the_sum_of_all(alone):
    out, made, _ = alone
    whole = told(made.truth)
    for part in whole["collections"]:
        key = {name: part[name] for name in ("collection", "year")}
        listed = [each for each in whole["returns"] if key.items() <= each.items()]
        truths = [told(out / each["truth"])["indicators"] for each in listed]
        assert part["authorities"] == len(listed) == 3
        assert part["children"] == sum(each["children"] for each in listed)
        assert sum(part["rows"].values()) == sum(each["rows"] for each in listed)
        assert sum(part["findings"].values()) == sum(e["findings"] for e in listed)
        assert part["indicators"].keys() == truths[0].keys()
        for name, value in part["indicators"].items():
            of_each = [truth[name] for truth in truths]
            assert value["numerator"] == added(of_each, "numerator")
            assert value["denominator"] == added(of_each, "denominator")


def test_values_of_the_whole_are_shares_rates_and_counts(alone):
    parts = told(alone[1].truth)["collections"]
    values = [each for part in parts for each in part["indicators"].items()]
    for name, each in values:
        above, below, value = (each[n] for n in ("numerator", "denominator", "value"))
        times = 10_000 if name.endswith("_rate") else 100
        if above is None or (below is None and value is None):
            assert value is None
        elif below is None:
            assert value == above
        elif below:
            assert value == pytest.approx(times * above / below)
        else:
            assert value is None


def test_all_rules_have_their_turn_in_a_country(tmp_path):
    wish = Wish(years=(2026,))
    for kind in KINDS:
        jobs = jobs_for(wish, [kind], tmp_path)
        planted = Counter(code for job in jobs for code in job.wanted[-1].plants)
        maker = kind.maker()
        in_force = {rule.code for rule in rules_in_force(kind.collection, 2026)}
        assert planted.keys() == in_force & {*maker.plantable} - {*maker.of_return}
        assert {len(job.wanted[-1].plants) for job in jobs} == {wish.faults}


def test_country_is_as_large_as_it_is_said(tmp_path):
    jobs = jobs_for(Wish(years=(2025, 2026)), KINDS, tmp_path)
    assert len(jobs) == 153 * len(KINDS)
    for kind in KINDS:
        for year in kind.years((2025, 2026)):
            sizes = [
                each.children
                for job in jobs
                for each in job.wanted
                if (job.of, each.year) == (kind, year)
            ]
            assert sum(sizes) == kind.children


def test_so_many_children_of_the_chosen_authorities(tmp_path):
    wish = Wish(years=(2025,), authorities=4, children=5000)
    for kind in KINDS:
        jobs = jobs_for(wish, [kind], tmp_path)
        assert len(jobs) == 4
        assert sum(job.children for job in jobs) == 5000


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        pytest.param({"years": ()}, "--year 2025 --year 2026", id="no year"),
        pytest.param({"years": (2024, 2026)}, "do not follow", id="a gap"),
        pytest.param({"years": (2026, 2025)}, "do not follow", id="backwards"),
        pytest.param({"years": (2025, 2025)}, "do not follow", id="twice"),
        pytest.param({"years": (2040,)}, "2027", id="too late"),
        pytest.param({"scale": 0}, "above 0", id="no scale"),
        pytest.param({"scale": float("nan")}, "above 0", id="not a number"),
        pytest.param({"faults": -1}, "0 or more", id="faults"),
        pytest.param({"authorities": 154}, "1 to 153", id="too many"),
    ],
)
def test_wish_that_cannot_be_is_one_line_and_writes_nothing(tmp_path, changes, words):
    with pytest.raises(ConfigError, match=words) as refusal:
        make_national(replace(SMALL, **changes), KINDS, tmp_path / "out")
    assert "\n" not in str(refusal.value)
    assert not [path for path in tmp_path.rglob("*") if path.is_file()]


def test_no_process_cannot_write(tmp_path):
    with pytest.raises(ConfigError, match="Give 1 or more"):
        make_national(SMALL, KINDS, tmp_path / "out", processes=0)


def test_folder_in_use_is_refused(tmp_path):
    (tmp_path / "mine.txt").write_text("mine")
    with pytest.raises(ConfigError, match="not an empty folder"):
        make_national(SMALL, KINDS, tmp_path)
    with pytest.raises(ConfigError, match="not an empty folder"):
        make_national(SMALL, KINDS, tmp_path / "mine.txt")
    assert [path.name for path in tmp_path.iterdir()] == ["mine.txt"]


def test_folder_that_cannot_be_made_is_refused(tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(ConfigError, match="Choose another folder"):
        make_national(SMALL, KINDS, tmp_path / "file" / "out")


def test_refusal_in_another_process_is_told_as_in_this_one(tmp_path):
    wish = replace(SMALL, years=(2016,))
    for processes in (1, 2):
        with pytest.raises(ConfigError, match="2016"):
            make_national(wish, KINDS, tmp_path / str(processes), processes=processes)
