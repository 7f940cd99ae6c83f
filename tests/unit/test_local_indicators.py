"""`indicators.yml`: what a council may declare, and how what it may not is told."""

import pytest

from returncheck import Workspace
from returncheck.catalogue.count_links import Part, PartOf
from returncheck.errors import ConfigError
from returncheck.settings.local_indicators import (
    local_indicators,
    read_local_indicators,
)
from returncheck.settings.reading import named_indicators, read_config, read_settings

HUB = {
    "id": "hub_contacts",
    "name": "Contacts with hubs",
    "unit": "count",
    "better": "lower",
    "period": "year",
    "counts": "contacts with a family hub",
}


def entry(indicator_id, **changes):
    made = {**HUB, "id": indicator_id, **changes}
    return {key: value for key, value in made.items() if value is not None}


def refused(*entries):
    with pytest.raises(ConfigError) as caught:
        local_indicators(entries)
    return [
        line.removeprefix("The list of indicators: ")
        for line in str(caught.value).splitlines()
    ]


def test_declared_indicators_are_of_no_return_and_not_published():
    found = local_indicators(
        [HUB, entry("hub_share", unit="percent", denominator="hub_contacts")]
    )
    first, second = found.indicators
    assert (first.indicator_id, first.title) == ("hub_contacts", "Contacts with hubs")
    assert (first.topic, first.denominator) == ("Local indicators", "")
    assert (first.computed_from, first.is_published) == ("reported", False)
    assert second.denominator == "contacts with a family hub"
    assert found.parts == (
        PartOf(
            indicator_id="hub_share", part=Part.DENOMINATOR, total_id="hub_contacts"
        ),
    )


def test_parts_are_of_the_file_or_of_the_catalogue():
    found = local_indicators(
        [
            HUB,
            entry("hub_north", part_of="hub_contacts"),
            entry("hub_south", part_of={"id": "contacts", "by": "area", "all": True}),
            entry("hub_rate", unit="per_10k", numerator="hub_contacts"),
            entry("hub_online", unit="percent", part_of="hub_contacts"),
        ]
    )
    assert [
        (each.indicator_id, each.part, each.total_id, each.breakdown, each.is_whole)
        for each in found.parts
    ] == [
        ("hub_north", "denominator", "hub_contacts", "local indicators", False),
        ("hub_south", "denominator", "contacts", "area", True),
        ("hub_rate", "numerator", "hub_contacts", "", False),
        ("hub_online", "denominator", "hub_contacts", "local indicators", False),
    ]
    assert found.indicators[3].denominator == "children aged 0-17"
    assert found.indicators[4].denominator == "contacts with a family hub"


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        pytest.param(
            {"unit": "pct"},
            "has the unit 'pct'. Write 'count', 'percent', 'per_10k', 'number', "
            "'weeks' or 'days'.",
            id="unit",
        ),
        pytest.param(
            {"better": "up"},
            "has 'up' as the better side. Write 'higher', 'lower' or 'none'.",
            id="better side",
        ),
        pytest.param(
            {"period": "yearly"},
            "has the period 'yearly'. Write 'year' for what happens in a period, "
            "'snapshot' for a state on a day.",
            id="period",
        ),
        pytest.param(
            {"name": 3},
            "has no text of 1 to 120 characters as `name`. Write one.",
            id="name",
        ),
        pytest.param(
            {"counts": " "},
            "has no text of 1 to 500 characters as `counts`. Write one.",
            id="blank",
        ),
        pytest.param(
            {"over": "children"},
            "is in count and is over nothing. Take `over` out.",
            id="count over something",
        ),
        pytest.param(
            {"unit": "percent"},
            "is a percentage and does not say of what. Give `over` in words, or "
            "`denominator` as an id.",
            id="percentage of nothing",
        ),
        pytest.param(
            {"unit": "per_10k", "over": "children of school age"},
            "is a rate of all children aged 0 to 17. Take `over` out, or write the "
            "unit 'number'.",
            id="rate of other children",
        ),
        pytest.param(
            {"unit": "days", "part_of": "contacts"},
            "is in days, which adds to no total. Take `part_of` out.",
            id="days in a total",
        ),
        pytest.param(
            {"part_of": "hub"},
            "names itself as `part_of`. Name another.",
            id="part of itself",
        ),
        pytest.param(
            {"part_of": "contacs"},
            "names the unknown indicator 'contacs' as `part_of`. Did you mean "
            "'contacts'? List the ids with: returncheck indicators list",
            id="unknown total",
        ),
        pytest.param(
            {"part_of": "referral_rate"},
            "names 'referral_rate' as `part_of`, which is no count. Name one.",
            id="total that is no count",
        ),
        pytest.param(
            {"part_of": {"id": "cla_at_year_end", "by": "placements"}},
            "is a part of 'cla_at_year_end' by 'placements', as the catalogue breaks "
            "it down. Call it otherwise.",
            id="breakdown of the catalogue",
        ),
        pytest.param(
            {"part_of": {"id": "contacts", "all": "some"}},
            "has 'some' as `all`. Write true or false.",
            id="all",
        ),
        pytest.param(
            {"part_of": {"by": "area"}},
            "names no `id` in `part_of`. Write {id: contacts}.",
            id="part of nothing",
        ),
        pytest.param(
            {"whole": True},
            "has the unknown key 'whole'. Known keys: id, name, unit, better, period, "
            "counts, over, topic, part_of, numerator, denominator.",
            id="unknown key",
        ),
    ],
)
def test_fault_of_an_indicator_is_told_in_one_line(changes, said):
    assert refused(entry("hub", **changes)) == [f"'hub' {said}"]


def test_ids_are_new_and_stand_once():
    assert refused(HUB, HUB, entry("referrals"), entry("Hub")) == [
        "'Hub' has the id 'Hub'. Use up to 60 lower-case letters, digits and _, a "
        "letter first."
    ]
    assert refused(HUB, HUB, entry("referrals")) == [
        "'hub_contacts' stands twice. Rename one, or take it out.",
        "'referrals' is in the catalogue. Use that one, or choose another id.",
    ]


def test_parts_form_no_ring_and_say_the_same_of_their_total():
    assert refused(
        entry("a", part_of="b"), entry("b", part_of="c"), entry("c", part_of="a")
    ) == [
        "'a' is a part of its own part 'c'. Correct one.",
        "'b' is a part of its own part 'a'. Correct one.",
        "'c' is a part of its own part 'b'. Correct one.",
    ]
    assert refused(
        entry("a", part_of={"id": "contacts", "all": True}),
        entry("b", part_of={"id": "contacts"}),
    ) == [
        "'b' and another part of 'contacts' by 'local indicators' differ in `all`. "
        "Write the same for both."
    ]


def test_fault_of_a_file_names_its_line(tmp_path):
    path = tmp_path / "indicators.yml"
    path.write_text(
        "- id: hub\n"
        "  name: Hubs\n"
        "  unit: count\n"
        "  better: up\n"
        "  period: year\n"
        "  counts: hubs\n"
        "- nonsense\n"
        "- name: Hubs\n",
        encoding="utf-8",
    )
    with pytest.raises(ConfigError) as caught:
        read_local_indicators(path)
    lines = str(caught.value).splitlines()
    assert lines[0] == (
        f"{path} (line 4): 'hub' has 'up' as the better side. "
        "Write 'higher', 'lower' or 'none'."
    )
    assert lines[1] == (
        f"{path} (line 7): indicator 2 is no indicator. "
        "Give it an id, a name, a unit and what it counts."
    )
    assert lines[2].startswith(f"{path} (line 8): indicator 3 has no `id`. ")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("id: hub\n", " holds no list of indicators. Write '- id: ...' for each."),
        ("[", " is not valid YAML: "),
        (None, " cannot be read: No such file or directory."),
    ],
)
def test_file_that_is_no_list_is_refused(tmp_path, text, said):
    path = tmp_path / "indicators.yml"
    if text is not None:
        path.write_text(text, encoding="utf-8")
    with pytest.raises(ConfigError) as caught:
        read_local_indicators(path)
    assert said in str(caught.value)
    assert "\n" not in str(caught.value)


FILE = """\
- id: hub_share
  name: Share
  unit: percent
  better: higher
  period: year
  counts: contacts that were answered
  over: contacts
"""


def test_file_is_found_beside_the_settings_or_where_they_name_it(tmp_path, monkeypatch):
    settings = tmp_path / "returncheck.yml"
    settings.write_text("targets: {hub_share: 90}\n", encoding="utf-8")
    with pytest.raises(ConfigError, match="unknown indicator 'hub_share'"):
        read_config(settings)
    (tmp_path / "indicators.yml").write_text(FILE, encoding="utf-8")
    found = read_config(settings)
    assert found.indicators == tmp_path / "indicators.yml"
    assert found.targets == {"hub_share": 90}
    settings.write_text("targets: {hub_share: 101}\n", encoding="utf-8")
    with pytest.raises(ConfigError, match="which its unit does not allow"):
        read_config(settings)
    (tmp_path / "indicators.yml").rename(tmp_path / "ours.yml")
    settings.write_text("indicators: ours.yml\n", encoding="utf-8")
    assert read_config(settings).indicators == tmp_path / "ours.yml"
    (declared,) = named_indicators(settings).indicators
    assert declared.title == "Share"
    monkeypatch.chdir(tmp_path)
    settings.unlink()
    assert read_settings(None).indicators is None
    (tmp_path / "ours.yml").rename(tmp_path / "indicators.yml")
    assert str(read_settings(None).indicators) == "indicators.yml"


def test_workspace_takes_a_file_or_a_list_and_drops_what_was_there(tmp_path):
    (tmp_path / "ours.yml").write_text(FILE, encoding="utf-8")
    declared = "select indicator_id from raw.local_indicators order by place"
    with Workspace.open(tmp_path / "w.duckdb") as workspace:
        connection = workspace._connect()
        workspace.set_indicators([HUB, entry("hub_north", part_of="hub_contacts")])
        assert connection.execute(declared).fetchall() == [
            ("hub_contacts",),
            ("hub_north",),
        ]
        workspace.set_indicators(tmp_path / "ours.yml")
        assert connection.execute(declared).fetchall() == [("hub_share",)]
        assert not connection.execute(
            "select 1 from raw.local_indicator_parts"
        ).fetchall()
        with pytest.raises(ConfigError, match="stands twice"):
            workspace.set_indicators([HUB, HUB])
        assert connection.execute(declared).fetchall() == [("hub_share",)]
        workspace.set_indicators(None)
        assert connection.execute(declared).fetchall() == []
