"""The mapping file: what the shipped one covers, and what a faulty one is told."""

import pytest
import yaml

from returncheck.catalogue.indicators import indicators
from returncheck.errors import ConfigError
from returncheck.published import SHIPPED, read_mapping


@pytest.fixture
def document():
    return yaml.safe_load(SHIPPED.read_text(encoding="utf-8"))


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


def test_shipped_mapping_covers_the_three_collections():
    mapping = read_mapping()
    covered = {s.indicator_id for r in mapping.releases for s in r.series}
    topics = {i.topic for i in indicators() if i.indicator_id in covered}
    assert topics == {"Front door", "Child protection", "Looked after", "Workforce"}


def test_shipped_mapping_gives_each_indicator_once():
    listed = [s.indicator_id for r in read_mapping().releases for s in r.series]
    assert len(listed) == len(set(listed))


def test_filters_of_a_release_hold_for_each_of_its_series():
    release = read_mapping().releases[0]
    assert {s.where["category"] for s in release.series} == {
        "Referrals and Re-referrals"
    }


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
    text = SHIPPED.read_text(encoding="utf-8")
    for old, new in (
        ("  time_period: time_period", "  time_periods: time_period"),
        ("indicator: rereferrals_within_12_months", "indicator: contacts"),
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
        f"{path} (line {lines[1]}): `releases` entry 1: `series` entry 2: 'contacts' "
        "is no published indicator. List the ids with: returncheck indicators list",
        f"{path} (line {lines[2]}): `releases` entry 2: `series` entry 1: `value` has "
        "to be a text or a list of texts.",
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
    assert "the release 'children_in_need_referrals' twice" in refused(document)


def test_value_that_is_no_text_is_refused(refused, document):
    document["releases"][0]["series"][0]["value"] = [1]
    assert "`value` has to be a text or a list of texts" in refused(document)
