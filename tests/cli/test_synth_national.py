"""`returncheck synth national`, right and wrong; real processes."""

import json

import pytest

MADE = ("synth", "national", "--quiet", "--out", "england")


def test_country_is_written_and_its_returns_can_be_read(returncheck, tmp_path):
    shown = returncheck(
        *MADE, *("--scale", "0.001", "--authorities", "2", "--processes", "2")
    )
    assert shown.returncode == 0, shown.stderr
    folder, truth = (tmp_path / line for line in shown.stdout.split())
    assert folder == tmp_path / "england" / "returns"
    listed = json.loads(truth.read_text(encoding="utf-8"))["returns"]
    assert len({each["authority"] for each in listed}) == 2
    ran = returncheck(
        *("run", str(folder), "--out", "checked", "--no-suites", "--quiet")
    )
    assert ran.returncode in (0, 1), ran.stderr
    results = json.loads((tmp_path / "checked" / "results.json").read_text())
    found = {(r["la_code"], r["return_year"]) for r in results["returns"]}
    assert found == {
        (each["authority"], year) for each in listed for year in (2025, 2026)
    }


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        pytest.param(("--return", "no-such"), "Choose from", id="return"),
        pytest.param(("--authorities", "0"), "1 to 153", id="authorities"),
        pytest.param(("--year", "2024", "--year", "2026"), "follow", id="years"),
        pytest.param(("--processes", "0"), "1 or more", id="processes"),
        pytest.param(("--out", "."), "not an empty folder", id="folder in use"),
    ],
)
def test_what_cannot_be_is_one_line_and_wrong_use(
    returncheck, tmp_path, arguments, said
):
    (tmp_path / "other.txt").write_text("mine")
    shown = returncheck(*MADE, *arguments)
    assert shown.returncode == 2
    assert said in shown.stderr
    assert len(shown.stderr.splitlines()) == 1
    assert shown.stdout == ""
    assert [path.name for path in tmp_path.iterdir()] == ["other.txt"]
