"""Last year's return: a folder `previous`, `--previous`, and what each is taken for."""

import pytest
from ssda903_files import OF_2025, only_source, refusals, sources, write, write_set

from returncheck.errors import InputError
from returncheck.returns.discover import discover
from returncheck.settings.said_in_folders import said_in
from returncheck.workspace import Workspace


@pytest.fixture
def folder(tmp_path):
    return tmp_path / "returns"


def told(found):
    return [(each.return_id, each.source_name, each.is_context) for each in found]


@pytest.mark.parametrize(
    ("this_year", "last_year"),
    [
        pytest.param("", "previous", id="inside"),
        pytest.param("csv", "previous", id="beside"),
        pytest.param("", "Previous", id="capitals"),
        pytest.param("", "previous/csv", id="deeper"),
    ],
)
def test_folder_called_previous_holds_the_year_before(folder, this_year, last_year):
    write_set(folder / this_year)
    write_set(folder / last_year)
    name = f"returns/{this_year}".rstrip("/")
    assert told(sources(folder)) == [
        ("ssda903-887-2025", name, None),
        ("ssda903-887-2024", f"returns/{last_year}", True),
    ]


def test_folder_that_is_named_as_previous_holds_the_year_before(folder, tmp_path):
    write_set(folder)
    earlier = write_set(tmp_path / "old")
    assert told(sources(folder, previous=[earlier])) == [
        ("ssda903-887-2025", "returns", None),
        ("ssda903-887-2024", "old", True),
    ]


def test_folder_of_a_path_that_is_named_as_previous_is_read_once(folder):
    write_set(folder)
    earlier = write_set(folder / "2024")
    assert told(sources(folder, previous=[earlier])) == [
        ("ssda903-887-2025", "returns", None),
        ("ssda903-887-2024", "2024", True),
    ]


def test_given_folder_called_previous_is_as_any_other(tmp_path):
    source = only_source(write_set(tmp_path / "previous"))
    assert (source.return_id, source.is_context) == ("ssda903-887-2025", None)


def test_year_before_follows_from_the_settings_beside_this_year(folder):
    write_set(folder)
    write_set(folder / "previous")
    write(folder / "returncheck.yml", "authority: 889\nyear: 2026\n")
    found = sources(folder, authority=None, year=None, said_in=said_in)
    assert [each.return_id for each in found] == [
        "ssda903-889-2026",
        "ssda903-889-2025",
    ]


def test_settings_in_the_folder_called_previous_hold_there(folder):
    write_set(folder)
    write_set(folder / "previous")
    write(folder / "previous" / "returncheck.yml", "year: 2022\n")
    found = sources(folder, said_in=said_in)
    assert [each.return_id for each in found] == [
        "ssda903-887-2025",
        "ssda903-887-2022",
    ]


def test_each_folder_called_previous_belongs_to_the_return_around_it(folder):
    for authority, year in (("887", 2025), ("889", 2027)):
        write_set(folder / authority)
        write_set(folder / authority / "previous")
        said = f"authority: {authority}\nyear: {year}\n"
        write(folder / authority / "returncheck.yml", said)
    found = sources(folder, authority=None, year=None, said_in=said_in)
    assert [each.return_id for each in found] == [
        "ssda903-887-2025",
        "ssda903-889-2027",
        "ssda903-887-2024",
        "ssda903-889-2026",
    ]


def test_year_before_without_a_return_of_this_year_is_one_less_than_the_user_says(
    tmp_path,
):
    write_set(tmp_path / "returns" / "previous")
    source = only_source(tmp_path / "returns")
    assert (source.return_id, source.is_context) == ("ssda903-887-2024", True)


def test_year_before_of_two_returns_is_not_guessed(folder):
    for year in (2025, 2026):
        write_set(folder / str(year))
        write(folder / str(year) / "returncheck.yml", f"year: {year}\n")
    earlier = write_set(folder / "old")
    found = discover([folder], authority="887", previous=[earlier], said_in=said_in)
    assert [str(each.error) for each in found.refusals] == [
        f"{earlier} names no year. Give --year."
    ]


def test_two_sets_of_one_year_are_refused_with_what_to_do(folder):
    one, other = write_set(folder / "a"), write_set(folder / "b")
    assert refusals(folder) == [
        f"There are 2 files for the same return ssda903-887-2025: {one} and {other}. "
        "Keep one; put files of the year before into a folder `previous` there, or "
        "give their folder with --previous."
    ]


def test_year_before_is_loaded_as_context_with_the_rules_of_its_own_year(folder):
    write_set(folder)
    write_set(folder / "previous")
    with Workspace.open() as workspace:
        result = workspace.load(folder, **OF_2025, rule_year=2026)
    assert [
        (each.return_id, each.rule_year, each.is_context) for each in result.loaded
    ] == [("ssda903-887-2025", 2026, None), ("ssda903-887-2024", None, True)]


def test_year_before_can_be_named_in_python(folder, tmp_path):
    write_set(folder)
    earlier = write_set(tmp_path / "old")
    with Workspace.open() as workspace:
        result = workspace.load(folder, **OF_2025, previous=earlier)
    assert [each.return_id for each in result.loaded] == [
        "ssda903-887-2025",
        "ssda903-887-2024",
    ]


def test_year_before_that_cannot_be_read_spares_this_year(folder):
    write_set(folder)
    path = write(folder / "previous" / "x.csv", "one,two\n1,2\n")
    with Workspace.open() as workspace:
        with pytest.raises(InputError, match=str(path)):
            workspace.load(folder, **OF_2025)
        result = workspace.load_each(folder, **OF_2025)
    assert [each.return_id for each in result.loaded] == ["ssda903-887-2025"]
