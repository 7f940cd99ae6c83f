"""Releases bring the population of their rates, and authorities that are new."""

import polars as pl
import pytest
from area_files import WEALD, write_authorities

from returncheck.catalogue.authorities import authorities
from returncheck.errors import InputError
from returncheck.published import import_published, summary_lines
from returncheck.published.population import SCHEMA as POPULATION
from returncheck.published.reference.release_areas import (
    new_authorities,
    populations_of,
)
from returncheck.published.reference.store import read_area_updates
from returncheck.published.reference.tables import AUTHORITIES, POPULATIONS
from returncheck.published.said_of_areas import SCHEMA as SAID

HEADINGS = (
    "time_period,time_identifier,geographic_level,country_code,country_name,"
    "region_code,region_name,old_la_code,la_name,new_la_code,population_type,"
    "population_estimate,children_count,rate_per_10000\n"
)
TYPES = (
    "Children looked after on 31 March each year",
    "Children starting to be looked after each year",
    "Children ceasing to be looked after each year",
)


def lines(year, level, area, population, count, rate):
    return "".join(
        f"{year},Reporting year,{level},E92000001,England,{area},{kind},"
        f"{population},{count},{rate}\n"
        for kind in TYPES
    )


def england(year=2026, population=12_000_000):
    return lines(year, "National", ",,,,", population, 60000, 50)


def authority(code="887", name="Medway", gss="E06000035", year=2026, **figures):
    area = f"E12000008,South East,{code},{name},{gss}"
    given = {"population": 20000, "count": 100, "rate": 50, **figures}
    return lines(year, "Local authority", area, *given.values())


def weald(**figures):
    return authority("999", "Sussex Weald", "E06000099", **figures)


@pytest.fixture
def take(tmp_path):
    def takes(*rows, files=(), name="cla.csv", **options):
        path = tmp_path / name
        path.write_text(HEADINGS + "".join(rows), encoding="utf-8")
        return import_published([path, *files], tmp_path / "kept", **options)

    return takes


@pytest.fixture
def kept(tmp_path):
    return lambda table: read_area_updates(tmp_path / "kept")[table.name]


def told(result):
    return "\n".join(summary_lines(result))


def test_the_population_of_a_new_year_is_that_of_the_release(take, kept):
    result = take(
        england(), authority(), authority("201", "City of London", "E09000001")
    )
    rows = kept(POPULATIONS)
    assert rows.get_column("mid_year").unique().to_list() == ["2025"]
    assert dict(rows.select("area_code", "population_0_17").rows()) == {
        "201": "20000",
        "887": "20000",
        "E92000001": "12000000",
    }
    assert "3 estimates of mid-2025 taken" in told(result)
    assert "check: 201 of mid-2025 from 847 to 20,000" in told(result)


def test_a_held_estimate_stays_and_the_difference_is_told(take, kept):
    rows = (england(2025), authority(year=2025))
    result = take(*rows, take_revisions=True)
    assert kept(POPULATIONS).is_empty()
    assert "other than held, which stays: 2 estimates" in told(result)


def test_an_unknown_authority_is_left_out_until_it_is_asked_for(take, kept):
    rows = (england(), authority(), weald())
    result = take(*rows)
    assert "new authority: 999 Sussex Weald, South East; take it in" in told(result)
    assert "left out, areas not known: 999" in told(result)
    assert kept(AUTHORITIES).is_empty()
    assert "999" not in kept(POPULATIONS).get_column("area_code")
    again = take(*rows, take_areas=True)
    assert "taken in: 999 Sussex Weald, South East, from 2026" in told(again)
    assert "left out" not in told(again)
    assert kept(AUTHORITIES).row(0, named=True) == {
        **WEALD,
        "last_year": None,
        "source": "cla.csv",
    }
    assert "999" in kept(POPULATIONS).get_column("area_code")
    figures = pl.concat([each.figures for each in again.files])
    assert figures.filter(area_code="999").height > 0


def test_the_first_year_is_that_of_the_first_figure(take, kept):
    before = weald(year=2025, population="x", count="x", rate="x")
    take(england(2025), england(), authority(), before, weald(), take_areas=True)
    assert kept(AUTHORITIES).get_column("first_year").to_list() == ["2026"]


def test_without_a_figure_there_is_no_first_year(take, kept):
    take(england(), authority(), weald(count="z", rate="z"), take_areas=True)
    assert kept(AUTHORITIES).is_empty()


def test_a_name_that_another_has_still_needs_that_one_s_last_year(tmp_path, take, kept):
    new = authority("999", "East Sussex", "E06000099")
    result = take(england(), authority(), new, take_areas=True)
    assert "845 has its name; import its last year" in told(result)
    assert kept(AUTHORITIES).is_empty()
    held = AUTHORITIES.shipped().filter(la_code="845").row(0, named=True)
    ends = write_authorities(tmp_path / "a.csv", {**held, "last_year": "2025"})
    take(england(), authority(), new, files=[ends], take_areas=True)
    assert kept(AUTHORITIES).get_column("la_code").to_list() == ["845", "999"]


@pytest.mark.parametrize(
    ("area", "words"),
    [
        pytest.param(("999", "", "E06000099"), "has not its name", id="no name"),
        pytest.param(("999", "Weald", "E0600"), "has not its name", id="no GSS code"),
        pytest.param(
            ("999", "Weald", "E06000035"), "887 Medway has its GSS code", id="GSS held"
        ),
    ],
)
def test_what_a_release_does_not_say_clearly_is_not_taken_in(take, kept, area, words):
    result = take(england(), authority(), authority(*area), take_areas=True)
    assert words in told(result)
    assert kept(AUTHORITIES).is_empty()


def test_regions_that_do_not_add_up_to_england_are_refused(tmp_path, take):
    regions = [
        lines(2026, "Regional", f"E1200000{place},R,,,", 1_000_000, 5000, 50)
        for place in (1, 2, 3, 4, 5, 6, 7, 8, 9)
    ]
    with pytest.raises(InputError, match="its regions add up to 9,000,000"):
        take(england(), *regions, authority())
    assert not (tmp_path / "kept").exists()


def said(**columns):
    base = {
        "year": 2027,
        "area_type": "authority",
        "area_code": "999",
        "gss_code": "E06000099",
        "la_name": "Weald",
        "region_code": "E12000008",
        "population": None,
    }
    return pl.DataFrame([{**base, **columns}], schema=SAID)


def figures(indicator_id, year, value="5"):
    return pl.DataFrame(
        {
            "indicator_id": [indicator_id],
            "year": [year],
            "area_type": ["authority"],
            "area_code": ["999"],
            "value": [value],
        }
    )


def test_a_september_comes_before_the_first_march():
    found = new_authorities(
        [said()], [figures("social_worker_turnover_rate", 2027)], authorities()
    )
    assert found.get_column("first_year").to_list() == ["2028"]
    both = new_authorities(
        [said(), said()],
        [figures("social_worker_turnover_rate", 2027), figures("cla_rate", 2027)],
        authorities(),
    )
    assert both.get_column("first_year").to_list() == ["2027"]


def test_two_populations_of_an_area_and_year_are_none():
    rows = pl.concat([said(population="5"), said(population="6"), said(year=2026)])
    assert populations_of(rows).is_empty()
    assert populations_of(rows.head(1)).row(0) == ("2026", "authority", "999", "5")
    assert "population" in POPULATION
