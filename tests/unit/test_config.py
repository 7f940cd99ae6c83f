"""The configuration file: what it gives and what it refuses."""

from pathlib import Path

import pytest

from returncheck.errors import ConfigError
from returncheck.settings.config import Config, FailOn, ReturnPages, SameChildren
from returncheck.settings.reading import read_config


def write(folder: Path, text: str) -> Path:
    path = folder / "returncheck.yml"
    path.write_text(text, encoding="utf-8")
    return path


def test_config_reads_every_key(tmp_path):
    path = write(
        tmp_path,
        'authority: "887"\nyear: 2025\ninputs: [cin.xml, kpis]\noutput: checked\n'
        "fail_on: query\ntolerances: {assessments_within_45_days: 80, row_counts: 30}\n"
        "targets: {rereferrals_within_12_months: 20.5}\n"
        "groups: {Coast: [887, '870']}\n"
        "published: figures\n"
        "expectations: our-gx\n"
        "same_children: child_id\n"
        "pages: each\n",
    )
    assert read_config(path) == Config(
        authority="887",
        year=2025,
        inputs=(tmp_path / "cin.xml", tmp_path / "kpis"),
        output=tmp_path / "checked",
        fail_on=FailOn.QUERY,
        tolerances={"assessments_within_45_days": 80.0, "row_counts": 30.0},
        targets={"rereferrals_within_12_months": 20.5},
        groups={"Coast": ("887", "870")},
        published=tmp_path / "figures",
        expectations=tmp_path / "our-gx",
        same_children=SameChildren.CHILD_ID,
        pages=ReturnPages.EACH,
    )


def test_config_takes_a_single_input(tmp_path):
    assert read_config(write(tmp_path, "inputs: a.xml")).inputs == (tmp_path / "a.xml",)


def test_config_of_an_empty_file_is_the_default(tmp_path):
    assert read_config(write(tmp_path, "")) == Config()


def test_config_reads_targets_and_tolerances(tmp_path):
    path = write(
        tmp_path,
        "targets:\n"
        "  referrals: 300\n"
        "  assessments_within_45_days: {target: 90, tolerance: 5}\n"
        "  icpc_within_15_days: {tolerance: 2.5}\n"
        "  rereferrals_within_12_months: {target: 20}\n"
        "  social_worker_caseload: {target: 0, tolerance: 0}\n",
    )
    found = read_config(path)
    assert found.targets == {
        "referrals": 300.0,
        "assessments_within_45_days": 90.0,
        "rereferrals_within_12_months": 20.0,
        "social_worker_caseload": 0.0,
    }
    assert found.target_tolerances == {
        "assessments_within_45_days": 5.0,
        "icpc_within_15_days": 2.5,
        "social_worker_caseload": 0.0,
    }


@pytest.mark.parametrize(
    ("given", "said"),
    [
        pytest.param("{target: 90, tolerance: -1}", "tolerance -1", id="negative"),
        pytest.param("{target: 90, tolerence: 1}", "key 'tolerence'", id="unknown key"),
        pytest.param("{target: 90, 5: 5}", "unknown key '5'", id="number as key"),
        pytest.param("{}", "neither target nor tolerance", id="empty"),
        pytest.param("{tolerance: 5, target: }", "gives '' for", id="no target"),
        pytest.param("{target: 90, tolerance: }", "gives '' for", id="no tolerance"),
        pytest.param("{target: true}", "'True' for .*, no number", id="boolean target"),
        pytest.param("{target: 9, tolerance: no}", "'False' for", id="boolean"),
        pytest.param("true", "'True' for .*, no number", id="plain boolean"),
        pytest.param(".nan", "'nan' for", id="nan"),
        pytest.param("{target: 9, tolerance: .inf}", "'inf' for", id="infinite"),
        pytest.param("[90, 5]", "no number", id="a list"),
        pytest.param("{target: 100.1}", "Give 0 to 100", id="above 100 percent"),
        pytest.param("-1", "Give 0 to 100", id="below 0"),
    ],
)
def test_config_refuses_a_target_or_tolerance_in_one_line(tmp_path, given, said):
    path = write(tmp_path, f"targets: {{icpc_within_15_days: {given}}}")
    with pytest.raises(ConfigError, match=said) as caught:
        read_config(path)
    assert "\n" not in str(caught.value)
    assert "icpc_within_15_days" in str(caught.value)


@pytest.mark.parametrize("given", ["0", "100", "{target: 100}"])
def test_config_takes_a_percentage_at_its_ends_as_a_target(tmp_path, given):
    path = write(tmp_path, f"targets: {{icpc_within_15_days: {given}}}")
    assert read_config(path).targets["icpc_within_15_days"] in (0.0, 100.0)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        pytest.param("autority: 887", "unknown key 'autority'", id="unknown key"),
        pytest.param("- a\n- b", "holds no settings", id="a list"),
        pytest.param("a: [", "not valid YAML", id="broken YAML"),
        pytest.param("year: soon", "not a year", id="year"),
        pytest.param("fail_on: all", "Choose one of", id="fail level"),
        pytest.param(
            "same_children: yes", "Choose one of 'upn', 'child_id'", id="same children"
        ),
        pytest.param("pages: many", "Choose one of 'auto', 'one', 'each'", id="pages"),
        pytest.param("inputs: {a: b}", "list of files", id="inputs"),
        pytest.param("targets: {referals: 3}", "unknown indicator", id="target"),
        pytest.param("targets: {row_counts: 3}", "unknown indicator", id="row counts"),
        pytest.param("targets: {referrals: many}", "no number", id="no number"),
        pytest.param("groups: {a: [999]}", "unknown authority '999'", id="group"),
        pytest.param("tolerances: [1]", "an indicator and a number", id="tolerances"),
        pytest.param("tolerances: {row_counts: -5}", "Give 0 or more", id="below 0"),
        pytest.param(
            "tolerances: {icpc_within_15_days: 100.1}", "Give 0 to 100", id="share"
        ),
        pytest.param("output: [a]", "`output` is", id="output"),
        pytest.param("published: true", "`published` is", id="published"),
        pytest.param("expectations: true", "`expectations` is", id="expectations"),
        pytest.param(
            "targets: {referrals: 3}\ntargets: {referrals: 4}",
            "'targets' stands twice, again in line 2",
            id="setting twice",
        ),
        pytest.param(
            "groups:\n  South: [887]\n  South: [870]",
            "'South' stands twice, again in line 3",
            id="group twice",
        ),
        pytest.param(
            "targets: {cla_rate: {target: 1, target: 2}}",
            "'target' stands twice",
            id="target twice",
        ),
    ],
)
def test_config_refuses_what_is_wrong_in_one_line(tmp_path, text, said):
    with pytest.raises(ConfigError, match=said) as caught:
        read_config(write(tmp_path, text))
    assert "\n" not in str(caught.value)


def test_config_that_is_not_there_is_said(tmp_path):
    with pytest.raises(ConfigError, match="cannot be read"):
        read_config(tmp_path / "none.yml")


def test_config_lets_a_merged_key_be_overridden(tmp_path):
    text = """
    targets:
      cla_rate: &own {target: 60, tolerance: 5}
      cpp_rate:
        <<: *own
        target: 40
    """
    found = read_config(write(tmp_path, text))
    assert found.targets == {"cla_rate": 60.0, "cpp_rate": 40.0}
    assert found.target_tolerances == {"cla_rate": 5.0, "cpp_rate": 5.0}


def test_config_says_where_broken_yaml_is_in_words(tmp_path):
    with pytest.raises(ConfigError, match="in line 1, column 5") as caught:
        read_config(write(tmp_path, "a: ["))
    assert "unicode string" not in str(caught.value)


def test_config_tells_every_fault_in_a_line_of_its_own(tmp_path):
    path = write(
        tmp_path,
        "autority: 887\n"
        "fail_on: all\n"
        "targets:\n"
        "  referals: 3\n"
        "  icpc_within_15_days:\n"
        "    target: 101\n"
        "    tolerance: -1\n"
        "groups:\n"
        "  Coast: [887,\n"
        "    999]\n"
        "tolerances: {row_counts: -5}\n"
        "year: soon\n",
    )
    with pytest.raises(ConfigError) as caught:
        read_config(path)
    assert str(caught.value).splitlines() == [
        f"{path} (line 1) has the unknown key 'autority'. Known keys: alert, "
        "authority, context, expectations, explanations, extensions, fail_on, groups, "
        "indicators, inputs, limits, output, pages, previous, published, "
        "redact, redaction_key, require_rules, retention_days, same_children, "
        "submission_dates, targets, tolerances, year.",
        f"{path} (line 2): `fail_on` is 'all'. Choose one of 'error', 'query', "
        "'info', 'never'.",
        f"{path} (line 4): `targets` names the unknown indicator 'referals'. "
        "List the ids with: returncheck indicators list",
        f"{path} (line 6): `targets` gives icpc_within_15_days the target 101, which "
        "its unit does not allow. Give 0 to 100.",
        f"{path} (line 7): `targets` gives icpc_within_15_days the tolerance -1. "
        "Give 0 or more: how much worse than the target is still amber.",
        f"{path} (line 10): `groups` names the unknown authority '999' in 'Coast'. "
        "Give three-digit codes such as 887.",
        f"{path} (line 11): `tolerances` gives row_counts -5, no such percentage. "
        "Give 0 or more.",
        f"{path} (line 12): `year` is 'soon', not a year such as 2025.",
    ]


def test_config_names_the_line_of_an_overridden_key(tmp_path):
    text = """
    targets:
      cla_rate: &own {target: 60, tolerance: 5}
      cpp_rate:
        <<: *own
        target: -40
    """
    with pytest.raises(ConfigError, match=r"\(line 6\): `targets` gives cpp_rate"):
        read_config(write(tmp_path, text))


def test_config_with_a_list_in_itself_is_refused(tmp_path):
    with pytest.raises(ConfigError, match="list of files"):
        read_config(write(tmp_path, "inputs: &own [*own]"))


@pytest.mark.parametrize(
    "given", ["1" + 400 * "0", ".inf", "'90'"], ids=["huge", "infinite", "text"]
)
def test_config_refuses_a_number_that_is_none(tmp_path, given):
    path = write(tmp_path, f"tolerances: {{row_counts: {given}}}")
    with pytest.raises(ConfigError, match="for row_counts, no number"):
        read_config(path)
