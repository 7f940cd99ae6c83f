"""Named groups of authorities: what is taken, and what is refused."""

import pytest

from returncheck import Workspace, warehouse
from returncheck.errors import ConfigError
from returncheck.settings.comparator_groups import comparator_groups
from returncheck.settings.reading import read_config


def test_groups_keep_names_and_codes_in_order():
    given = {"Coast": ["887", "870"], "Berkshire": ["869"]}
    assert comparator_groups(given, "here") == {
        "Coast": ("887", "870"),
        "Berkshire": ("869",),
    }


def test_codes_without_quotes_and_names_that_are_numbers_are_text(tmp_path):
    path = tmp_path / "returncheck.yml"
    path.write_text("groups: {2025: [887, '870']}", encoding="utf-8")
    assert read_config(path).groups == {"2025": ("887", "870")}


def test_dissolved_authority_may_be_a_member():
    assert comparator_groups({"Old": ["835"]}, "here") == {"Old": ("835",)}


@pytest.mark.parametrize(
    ("value", "said"),
    [
        pytest.param(["887"], "a name and a list of codes", id="a list"),
        pytest.param("887", "a name and a list of codes", id="text"),
        pytest.param({" ": ["887"]}, "a group without a name", id="blank name"),
        pytest.param({None: ["887"]}, "a group without a name", id="no name"),
        pytest.param(
            {"a": ["887"], "a ": ["870"]}, "names the group 'a' twice", id="same name"
        ),
        pytest.param({"a": []}, "no list of authorities for 'a'", id="empty"),
        pytest.param({"a": None}, "no list of authorities for 'a'", id="nothing"),
        pytest.param({"a": "887"}, "no list of authorities for 'a'", id="one code"),
        pytest.param({"a": {"887": 1}}, "no list of authorities", id="a mapping"),
        pytest.param(
            {"a": ["887", 887]}, "the authority 887 twice in 'a'", id="code twice"
        ),
        pytest.param(
            {"a": ["887", "999"]}, "unknown authority '999' in 'a'", id="unknown code"
        ),
        pytest.param({"a": [87]}, "unknown authority '87'", id="two digits"),
        pytest.param({"a": [True]}, "unknown authority 'True'", id="yes"),
    ],
)
def test_groups_refuse_what_is_wrong_in_one_line(value, said):
    with pytest.raises(ConfigError, match=said) as caught:
        comparator_groups(value, "returncheck.yml: `groups`")
    assert str(caught.value).startswith("returncheck.yml: `groups` ")
    assert "\n" not in str(caught.value)


def test_every_fault_of_the_groups_is_told():
    with pytest.raises(ConfigError) as caught:
        comparator_groups({"a": ["999", "887"], " ": ["870"], "b": []}, "`groups`")
    assert str(caught.value).splitlines() == [
        "`groups` names the unknown authority '999' in 'a'. "
        "Give three-digit codes such as 887.",
        "`groups` has a group without a name. Give it one.",
        "`groups` gives no list of authorities for 'b'. List three-digit codes, "
        'such as groups: {Coastal unitaries: ["870", "887"]}.',
    ]


def test_set_groups_replaces_and_rebuilds_only_when_they_change(tmp_path):
    with Workspace.open(tmp_path / "w.duckdb") as workspace:
        workspace.set_groups({"Coast": ["887", "870"]})
        with warehouse.connect(workspace.database) as connection:
            warehouse.note_built_reference(connection, "key")
        workspace.set_groups({"Coast": ["870", "887"]})
        with warehouse.connect(workspace.database) as connection:
            assert warehouse.built_reference(connection) == "key"
        workspace.set_groups({"Berkshire": ["869"]})
        with warehouse.connect(workspace.database) as connection:
            rows = connection.execute("from raw.comparator_groups").fetchall()
            assert warehouse.built_reference(connection) is None
    assert rows == [("Berkshire", "869")]


def test_set_groups_refuses_an_unknown_authority(tmp_path):
    with (
        Workspace.open(tmp_path / "w.duckdb") as workspace,
        pytest.raises(ConfigError, match="unknown authority '999'"),
    ):
        workspace.set_groups({"Coast": ["999"]})
