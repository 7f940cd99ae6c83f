"""`returncheck synth ssda903`, right and wrong; real processes."""

import json

import pytest

MADE = ("synth", "ssda903", "--authority", "887")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        pytest.param(("--year", "2025", "--plant", "x"), "103:3", id="form"),
        pytest.param(("--year", "2025", "--plant", "233:1"), "2026", id="not yet"),
        pytest.param(("--year", "2025", "--plant", "445:1"), "2024", id="no more"),
        pytest.param(("--year", "2016"), "2018 to 2027", id="year"),
        pytest.param(("--year", "2025", "--children", "5"), "cases alone", id="few"),
        pytest.param(("--year", "2025", "--out", "."), "other.csv", id="folder in use"),
    ],
)
def test_what_cannot_be_is_one_line_and_wrong_use(
    returncheck, tmp_path, arguments, said
):
    (tmp_path / "other.csv").write_text("mine")
    shown = returncheck(*MADE, *arguments)
    assert shown.returncode == 2
    assert said in shown.stderr
    assert "Traceback" not in shown.stderr
    assert shown.stdout == ""
    assert [path.name for path in tmp_path.iterdir()] == ["other.csv"]


def test_synth_names_what_it_wrote(returncheck, tmp_path):
    shown = returncheck(
        *(*MADE, "--year", "2024", "--children", "200"),
        *("--plant", "103:2", "--plant", "SW09STG2:1"),
    )
    assert shown.returncode == 0, shown.stderr
    names = ("", ".expected.json", ".truth.json")
    assert shown.stdout.split() == [f"ssda903-887-2024{name}" for name in names]
    assert (tmp_path / "ssda903-887-2024" / "previous" / "Header.csv").is_file()
    expected = json.loads((tmp_path / "ssda903-887-2024.expected.json").read_text())
    codes = [each["code"] for each in expected["findings"]]
    assert codes == ["103", "103", "SW09STG2"]
