"""The command line as a newcomer uses it, right and wrong; real processes."""

import csv
import json

import pytest

from returncheck.returns.registry import kinds, kinds_with_rules


def test_help_names_every_command_and_the_exit_codes(returncheck):
    shown = returncheck("--help")
    assert shown.returncode == 0
    commands = (
        *("run", "demo", "import-published", "export", "rules", "indicators"),
        *("suites", "template", "synth", "version"),
    )
    for word in commands:
        assert word in shown.stdout
    assert "Exit codes: 0" in shown.stdout


@pytest.mark.parametrize(
    "command",
    [
        ("run",),
        ("demo",),
        ("import-published",),
        ("export",),
        ("template",),
        ("version",),
        ("rules", "list"),
        ("rules", "show"),
        ("indicators", "list"),
        ("indicators", "show"),
        ("suites", "list"),
        ("suites", "export"),
        *(("synth", kind.command) for kind in kinds() if kind.made_up),
    ],
    ids=" ".join,
)
def test_every_command_has_help_with_an_example(returncheck, command):
    shown = returncheck(*command, "--help")
    assert shown.returncode == 0
    assert f"Example: returncheck {' '.join(command)}" in " ".join(shown.stdout.split())


def test_help_starts_without_the_heavy_libraries(returncheck, tmp_path):
    import os
    import subprocess
    import sys

    code = (
        "import sys\n"
        "sys.argv = ['returncheck', '--help']\n"
        "from returncheck.cli import main\n"
        "try:\n    main()\n"
        "except SystemExit:\n"
        "    heavy = {'polars', 'duckdb', 'pandera', 'dbt', 'great_expectations',"
        " 'pydantic', 'yaml'}\n"
        "    print('heavy:', sorted(heavy & set(sys.modules)))\n"
    )
    shown = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        cwd=tmp_path,
        env=dict(os.environ),
        check=True,
    )
    assert shown.stdout.endswith("heavy: []\n")


def test_version_is_that_of_the_package(returncheck):
    from returncheck import __version__

    assert returncheck("version").stdout == f"returncheck {__version__}\n"


def test_rules_list_of_a_year_leaves_other_versions_out(returncheck):
    shown = returncheck("rules", "list", "--year", "2025", "--format", "json")
    listed = json.loads(shown.stdout)
    assert len(listed) == 109
    assert [r["title"] for r in listed if r["code"] == "4180"] == [
        "Sex absent or not one of M, F and U"
    ]


def test_rules_list_writes_csv(returncheck):
    shown = returncheck("rules", "list", "--format", "csv")
    rows = list(csv.DictReader(shown.stdout.splitlines()))
    assert len(rows) == 126
    assert rows[0]["code"] == "100"


@pytest.mark.parametrize(
    ("options", "codes"),
    [
        pytest.param(["--table", "header"], ["100"], id="table in any letter case"),
        pytest.param(["--text", "UNBORN child"], ["2886Q", "8750"], id="text"),
        pytest.param(
            ["--table", "Reviews", "--severity", "query"], ["8842Q"], id="both"
        ),
        pytest.param(
            ["--table", "Reviews", "--severity", "error"], ["4003", "8841"], id="errors"
        ),
        pytest.param(["--text", "no such words"], [], id="none"),
    ],
)
def test_rules_list_filters(returncheck, options, codes):
    shown = returncheck("rules", "list", "--year", "2024", "--format", "json", *options)
    assert [rule["code"] for rule in json.loads(shown.stdout)] == codes


def test_rules_list_names_the_tables_when_one_is_unknown(returncheck):
    shown = returncheck("rules", "list", "--table", "Episodes")
    assert (shown.returncode, shown.stdout) == (2, "")
    assert "There is no table 'Episodes'. Choose one of Header, " in shown.stderr


def test_rules_show_gives_an_example_that_passes_and_one_that_fails(returncheck):
    shown = returncheck("rules", "show", "8608").stdout
    passing, failing = shown.split("An example that fails")
    assert "An example that passes (" in passing
    assert "    >  1    C1" in failing
    assert ">" not in passing.partition("An example that passes")[2]


def test_rules_show_gives_both_versions_with_their_years(returncheck):
    shown = returncheck("rules", "show", "8750").stdout
    assert "2023 to 2024" in shown
    assert "since 2025" in shown


def test_rules_diff_tells_what_is_new_and_what_changed(returncheck):
    shown = returncheck("rules", "diff", "2024", "2025", "--format", "json")
    changes = {each["code"]: each["change"] for each in json.loads(shown.stdout)}
    assert changes == {
        "1570": "new",
        "1580": "new",
        "2886Q": "changed (fields)",
        "4180": "changed (fields)",
        "8750": "changed (fields)",
        "8770Q": "changed",
        "8945Q": "new",
        "8950Q": "new",
    }


def test_rules_diff_of_years_with_the_same_rules_says_so(returncheck):
    shown = returncheck("rules", "diff", "2025", "2026").stdout
    title = kinds_with_rules()[0].layout.title
    assert shown == f"The rules of the {title} of 2025 and 2026 are the same.\n"


def test_rules_diff_backwards_tells_what_ended(returncheck):
    shown = returncheck("rules", "diff", "2025", "2024", "--format", "json")
    changes = {each["code"]: each["change"] for each in json.loads(shown.stdout)}
    assert changes["1570"] == "ended"


def test_rules_diff_refuses_a_year_without_rules(returncheck):
    shown = returncheck("rules", "diff", "2022", "2025")
    assert (shown.returncode, shown.stdout) == (2, "")
    assert "There is no rule set for 2022. Give years from 2023 on." in shown.stderr


@pytest.mark.parametrize(
    "arguments",
    [
        ("list", "--year", "2031"),
        ("diff", "2026", "2031"),
        ("show", "8608", "--year", "2031"),
    ],
    ids=["list", "diff", "show"],
)
def test_rules_of_a_year_beyond_the_last_set_are_refused(returncheck, arguments):
    shown = returncheck("rules", *arguments)
    assert (shown.returncode, shown.stdout) == (2, "")
    assert (
        "There is no rule set for 2031. Give years up to 2027. "
        "Held: 2023 to 2026, 2027 (provisional)."
    ) in shown.stderr
    assert shown.stderr.count("\n") == 1


def test_rules_diff_names_the_provisional_set(returncheck):
    shown = returncheck("rules", "diff", "2026", "2027").stdout
    assert "The rule set of 2027 is provisional" in shown


def test_rules_show_takes_any_letter_case(returncheck):
    assert (
        "Open assessment already past 45"
        in returncheck("rules", "show", "8670q").stdout
    )


def test_indicators_show_says_what_is_counted(returncheck):
    shown = returncheck("indicators", "show", "icpc_within_15_days").stdout
    assert "initial conferences held in the period" in shown


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        pytest.param(("rules", "show", "9999"), 2, "no rule '9999'", id="rule"),
        pytest.param(
            ("rules", "show", "8670"),
            2,
            "There is no rule '8670'. Did you mean 8670Q? List the codes with",
            id="near rule",
        ),
        pytest.param(
            ("rules", "show", "8608", "--year", "2018"), 2, "not in force", id="year"
        ),
        pytest.param(
            ("indicators", "show", "x"), 2, "no indicator 'x'", id="indicator"
        ),
        pytest.param(
            ("indicators", "show", "referals"),
            2,
            "There is no indicator 'referals'. Did you mean 'referrals' or "
            "'referral_rate'? List the ids with",
            id="near indicator",
        ),
        pytest.param(
            ("indicators", "list", "--topic", "x"), 2, "no topic 'x'", id="topic"
        ),
        pytest.param(
            ("rules", "list", "--return", "x"), 2, "no return 'x'", id="return"
        ),
        pytest.param(("run",), 2, "Nothing to check", id="nothing"),
        pytest.param(("run", "none.xml"), 3, "none.xml", id="missing file"),
        pytest.param(("run", "a", "--rules", ","), 2, "names no rule", id="no codes"),
        pytest.param(("run", "a", "--config", "none.yml"), 2, "none.yml", id="config"),
        pytest.param(("fly",), 2, "No such command", id="command"),
        pytest.param(("run", "a", "--colour"), 2, "No such option", id="option"),
    ],
)
def test_wrong_use_is_one_line_and_its_exit_code(returncheck, arguments, code, said):
    shown = returncheck(*arguments)
    assert shown.returncode == code
    assert said in shown.stderr
    assert "Traceback" not in shown.stderr
    assert [line for line in shown.stdout.splitlines() if " s  " not in line] == []


def test_template_writes_what_the_reader_knows(returncheck, tmp_path):
    shown = returncheck("template", "kpi-return", "--format", "csv", "--out", "kpi")
    assert shown.returncode == 0
    written = sorted(path.name for path in (tmp_path / "kpi").glob("*.csv"))
    assert len(written) == 2
