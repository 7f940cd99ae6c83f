"""The configuration file: what it gives and what it refuses."""

from pathlib import Path

import pytest

from returncheck.config import Config, FailOn, read_config
from returncheck.errors import ConfigError


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
        "published: figures\n",
    )
    assert read_config(path) == Config(
        authority="887",
        year=2025,
        inputs=(tmp_path / "cin.xml", tmp_path / "kpis"),
        output=tmp_path / "checked",
        fail_on=FailOn.QUERY,
        tolerances={"assessments_within_45_days": 80.0, "row_counts": 30.0},
        targets={"rereferrals_within_12_months": 20.5},
        published=tmp_path / "figures",
    )


def test_config_takes_a_single_input(tmp_path):
    assert read_config(write(tmp_path, "inputs: a.xml")).inputs == (tmp_path / "a.xml",)


def test_config_of_an_empty_file_is_the_default(tmp_path):
    assert read_config(write(tmp_path, "")) == Config()


@pytest.mark.parametrize(
    ("text", "said"),
    [
        pytest.param("autority: 887", "unknown key 'autority'", id="unknown key"),
        pytest.param("- a\n- b", "holds no settings", id="a list"),
        pytest.param("a: [", "not valid YAML", id="broken YAML"),
        pytest.param("year: soon", "not a year", id="year"),
        pytest.param("fail_on: all", "Choose one of", id="fail level"),
        pytest.param("inputs: {a: b}", "list of files", id="inputs"),
        pytest.param("targets: {referals: 3}", "unknown indicator", id="target"),
        pytest.param("targets: {row_counts: 3}", "unknown indicator", id="row counts"),
        pytest.param("targets: {referrals: many}", "no number", id="no number"),
        pytest.param("tolerances: [1]", "an indicator and a number", id="tolerances"),
    ],
)
def test_config_refuses_what_is_wrong_in_one_line(tmp_path, text, said):
    with pytest.raises(ConfigError, match=said) as caught:
        read_config(write(tmp_path, text))
    assert "\n" not in str(caught.value)


def test_config_that_is_not_there_is_said(tmp_path):
    with pytest.raises(ConfigError, match="cannot be read"):
        read_config(tmp_path / "none.yml")
