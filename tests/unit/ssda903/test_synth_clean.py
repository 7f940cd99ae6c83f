"""A made-up return without planted faults breaks no rule that is an error."""

import pytest
from made_up_returns import (
    BY_FORM,
    WITH_EARLIER_TABLE,
    as_return,
    findings_of,
    joined,
    not_run,
    read_return,
    read_tables,
)

from returncheck.synth.ssda903 import FEWEST_CHILDREN, generate_ssda903
from returncheck.synth.ssda903.cast import scripted_life
from returncheck.synth.ssda903.context import Context
from returncheck.synth.ssda903.shown import columns_of, tables_of
from returncheck.synth.ssda903.year_view import shown

RULE_YEARS = range(2023, 2028)
# Cornwall is long and far from others, the Isles of Scilly are few, Barnsley is new in
# the directory, the City is small, Oxfordshire has districts.
AUTHORITIES = ("908", "420", "370", "201", "931")


def generate(folder, **changes):
    arguments = {"authority": "887", "year": 2025, "children": 330, "seed": 5}
    return generate_ssda903(**(arguments | {"out": folder / "made"} | changes))


@pytest.mark.parametrize("year", RULE_YEARS)
def test_clean_return_breaks_no_rule(tmp_path, year):
    made = generate(tmp_path, year=year)
    data = read_return(made.path, year, providers=True)
    assert findings_of(data) == {}
    lacking = WITH_EARLIER_TABLE if year == 2027 else set()
    assert not_run(data) == BY_FORM | lacking


@pytest.mark.parametrize("authority", AUTHORITIES)
def test_clean_return_of_any_authority_breaks_no_rule(tmp_path, authority):
    made = generate(tmp_path, authority=authority, year=2026, seed=9, children=260)
    data = read_return(made.path, 2026, authority=authority, providers=True)
    assert findings_of(data) == {}


@pytest.mark.parametrize("year", RULE_YEARS)
def test_no_boundary_case_breaks_a_rule_alone(year):
    context = Context(authority="887", year=year, seed=3)
    for place in range(1, FEWEST_CHILDREN + 1):
        child = shown(scripted_life(context, place), year)
        assert child.now["Header"]
        # Without other children the tables are there all the same.
        assert findings_of(as_return(*joined([child], year), year)) == {}, place


@pytest.mark.parametrize("year", [2018, 2019, 2021, 2022, 2024, 2027])
def test_tables_and_columns_are_those_of_the_layout(tmp_path, year):
    made = generate(tmp_path, year=year, children=FEWEST_CHILDREN)
    for folder, of_year in ((made.path, year), (made.path / "previous", year - 1)):
        headings = {
            path.stem: tuple(path.read_text("utf-8").splitlines()[0].split(","))
            for path in folder.glob("*.csv")
        }
        assert headings == {name: columns_of(name) for name in tables_of(of_year)}


@pytest.mark.parametrize(
    ("year", "table", "column", "codes"),
    [
        pytest.param(2024, "Header", "SEX", {"1", "2"}, id="sex in numbers"),
        pytest.param(2025, "Header", "SEX", {"M", "F"}, id="sex in letters"),
        pytest.param(2021, "OC3", "ACTIV", {"F3"}, id="training to 2021"),
        pytest.param(2022, "OC3", "ACTIV", {"F4", "F5"}, id="training since 2022"),
        pytest.param(2018, "Episodes", "REC", {"E43", "E44"}, id="guardians to 2018"),
        pytest.param(2019, "Episodes", "REC", {"E45", "E48"}, id="guardians of 2019"),
        pytest.param(2024, "Episodes", "PLACE", {"P2", "H5"}, id="not registered yet"),
        pytest.param(2025, "Episodes", "PLACE", {"K3"}, id="registered"),
    ],
)
def test_codes_are_those_of_the_year(tmp_path, year, table, column, codes):
    made = generate(tmp_path, year=year, children=FEWEST_CHILDREN + 60)
    told = {each.get(column) for each in read_tables(made.path).tables[table]}
    assert codes <= told
    of_other_years = {"1", "2", "M", "F", "F3", "F4", "E43", "E45", "K3", "Z1", "Z11"}
    others = {
        2018: {"F4", "E45", "K3", "M", "Z11"},
        2019: {"F4", "E43", "K3", "M", "Z11"},
        2021: {"F4", "E43", "K3", "M", "Z11"},
        2022: {"F3", "E43", "K3", "M", "Z11"},
        2024: {"F3", "E43", "K3", "M", "Z11"},
        2025: {"F3", "E43", "1", "2", "Z11"},
    }[year]
    assert others <= of_other_years
    assert not told & others


def test_previous_return_of_2025_has_the_letters_that_rule_202_compares(tmp_path):
    made = generate(tmp_path, year=2025, children=FEWEST_CHILDREN)
    before = read_tables(made.path / "previous").tables["Header"]
    assert {each["SEX"] for each in before} == {"M", "F"}
