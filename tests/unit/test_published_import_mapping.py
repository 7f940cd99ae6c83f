"""The mapping file: what the shipped one covers, and what a faulty one is told."""

import pytest
import yaml
from published_files import one_release

from returncheck.catalogue.indicators import indicators
from returncheck.errors import ConfigError
from returncheck.published import read_mapping, shipped_text
from returncheck.published.cells import merged


@pytest.fixture
def document():
    return yaml.safe_load(shipped_text())


@pytest.fixture
def refused(tmp_path):
    def read(content):
        path = tmp_path / "m.yml"
        path.write_text(
            content if isinstance(content, str) else yaml.safe_dump(content),
            encoding="utf-8",
        )
        with pytest.raises(ConfigError) as refusal:
            read_mapping(path)
        assert "\n" not in str(refusal.value)
        return str(refusal.value)

    return read


@pytest.fixture(scope="module")
def shipped():
    return read_mapping()


def test_shipped_mapping_covers_every_topic_that_is_published(shipped):
    covered = {s.indicator_id for r in shipped.releases for s in r.series}
    covered |= {s.indicator_id for s in shipped.tool}
    published = {each.indicator_id for each in indicators() if each.is_published}
    assert covered == published


def test_shipped_mapping_gives_each_indicator_once_a_release(shipped):
    assert len({r.release_id for r in shipped.releases}) == len(shipped.releases)
    for release in shipped.releases:
        listed = [s.indicator_id for s in release.series]
        assert len(listed) == len(set(listed)), release.release_id


def test_every_series_comes_out_with_a_release_that_is_known(shipped, root):
    path = root / "seeds" / "releases" / "rc_releases.csv"
    known = {row.split(",")[0] for row in path.read_text("utf-8").splitlines()}
    for release in shipped.releases:
        assert {s.release for s in release.series} <= known
    assert {s.release for s in shipped.tool} <= known


def test_filters_of_a_release_hold_for_each_of_its_series(shipped):
    release = next(
        r for r in shipped.releases if r.release_id == "children_in_need_referrals"
    )
    assert {s.where["category"] for s in release.series} == {
        ("Referrals and Re-referrals",)
    }


def test_the_mapping_that_is_shown_is_the_shipped_one(tmp_path, shipped):
    path = tmp_path / "copy.yml"
    path.write_text(shipped_text(), encoding="utf-8")
    copy = read_mapping(path)
    assert copy.releases == shipped.releases
    assert copy.levels == shipped.levels


def test_mapping_that_is_not_there_is_refused(tmp_path):
    with pytest.raises(ConfigError, match="cannot be read: No such file"):
        read_mapping(tmp_path / "none.yml")


@pytest.mark.parametrize(
    ("content", "words"),
    [
        pytest.param("a: [", "is not valid YAML", id="no YAML"),
        pytest.param("", "has to list keys and values", id="empty"),
    ],
)
def test_mapping_without_its_parts_is_refused(refused, content, words):
    assert words in refused(content)


def test_each_missing_part_is_a_line_of_its_own(tmp_path):
    path = tmp_path / "m.yml"
    path.write_text("columns: {}\n", encoding="utf-8")
    with pytest.raises(ConfigError) as refusal:
        read_mapping(path)
    known = "Keys: columns, levels, releases."
    assert str(refusal.value).splitlines() == [
        f"{path} lacks 'levels'. {known}",
        f"{path} lacks 'releases'. {known}",
        f"{path} (line 1) lacks 'columns'. {known}",
    ]


def test_every_fault_is_told_with_its_line(tmp_path):
    path = tmp_path / "m.yml"
    text = yaml.safe_dump(
        one_release(
            [
                {"indicator": "referrals", "value": "amount"},
                {"indicator": "cpp_starts", "value": "CPP_start"},
            ]
        ),
        sort_keys=False,
    )
    for old, new in (
        ("  time_period: time_period", "  time_periods: time_period"),
        ("indicator: referrals", "indicator: contacts"),
        ("value: CPP_start", "value: [CPP_start, 3]"),
    ):
        assert old in text
        text = text.replace(old, new, 1)
    path.write_text(text, encoding="utf-8")
    lines = [
        next(n for n, line in enumerate(text.splitlines(), 1) if part in line)
        for part in ("time_periods:", "indicator: contacts", "[CPP_start, 3]")
    ]
    with pytest.raises(ConfigError) as refusal:
        read_mapping(path)
    assert str(refusal.value).splitlines() == [
        f"{path} (line {lines[0]}): `columns` has the unknown key 'time_periods'. "
        "Keys: time_period, time_identifier, level.",
        f"{path} (line {lines[1]}): `releases` entry 1: `series` entry 1: 'contacts' "
        "is no published indicator. List the ids with: returncheck indicators list",
        f"{path} (line {lines[2]}): `releases` entry 1: `series` entry 2: `value` is "
        f"{NO_CELL}",
    ]


def test_key_that_stands_twice_is_refused(refused):
    said = refused("columns: {}\nlevels: {}\ncolumns: {}\n")
    assert "'columns' stands twice, again in line 3. Take one out." in said


def test_unknown_key_is_named_with_its_place(refused, document):
    document["releases"][1]["series"][0]["valeu"] = "CPP_start"
    said = refused(document)
    assert "`releases` entry 2: `series` entry 1 has the unknown key 'valeu'" in said


def test_indicator_without_published_figures_is_refused(refused, document):
    document["releases"][0]["series"][0]["indicator"] = "contacts"
    assert "'contacts' is no published indicator" in refused(document)


def test_level_that_is_missing_is_named(refused, document):
    del document["levels"]["region"]
    assert "`levels` lacks 'region'" in refused(document)


def test_release_that_comes_twice_is_refused(refused, document):
    document["releases"].append(document["releases"][0])
    assert "the release 'adoption_timings' twice" in refused(document)


NO_CELL = (
    "no cell. Write a heading, a list of headings, `{column: ..., where: ...}`, "
    "`{total: [cells]}` or `{difference: [cells]}`."
)


@pytest.mark.parametrize(
    "cell",
    [
        pytest.param([1], id="number"),
        pytest.param([], id="nothing in it"),
        pytest.param({"columns": "a"}, id="unknown key"),
        pytest.param({"column": "a", "wehre": {}}, id="unknown key beside"),
        pytest.param({"total": ["a"]}, id="sum of one"),
        pytest.param({"total": "a"}, id="sum of no list"),
        pytest.param({"total": ["a", "b"], "difference": ["a", "b"]}, id="both"),
        pytest.param({"difference": ["a", "population"]}, id="population in it"),
        pytest.param({"column": "a", "where": ["b"]}, id="where is no mapping"),
    ],
)
def test_what_is_no_cell_is_refused(refused, cell):
    said = refused(one_release([{"indicator": "referrals", "value": cell}]))
    assert f"`releases` entry 1: `series` entry 1: `value` is {NO_CELL}" in said


def test_a_series_has_a_value_or_both_counts(refused):
    said = refused(one_release([{"indicator": "referral_rate", "numerator": "a"}]))
    assert "`series` entry 1 lacks 'value'" in said
    assert "where both 'numerator' and 'denominator' stand" in said


@pytest.mark.parametrize(
    ("key", "content", "words"),
    [
        ("recognise", [], "lacks 'recognise'"),
        ("recognise", ["a", 2], "`recognise` has to be a list of texts"),
        ("contains", ["a"], "`contains` has to list headings"),
        ("contains", {"a": [[]]}, "`contains` has to list headings"),
        ("where", {"a": 1}, "`where` has to list headings"),
        ("time_identifiers", 1, "`time_identifiers` has to be a text or a list"),
    ],
)
def test_other_parts_are_told_what_they_have_to_be(refused, key, content, words):
    series = [{"indicator": "referrals", "value": "amount"}]
    assert words in refused(one_release(series, **{key: content}))


def test_years_are_years(refused):
    series = {"indicator": "referrals", "value": "amount", "years": {"first": "soon"}}
    assert "is 'soon'. Write a year such as 2016." in refused(one_release([series]))


def test_where_of_a_cell_takes_the_place_of_its_series_for_what_it_names():
    own = merged({"a|b": ("1",), "c": ("2",)}, {"B": ("3",)})
    assert own == {"B": ("3",), "c": ("2",)}
