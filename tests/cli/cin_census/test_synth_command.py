"""`returncheck synth cin-census`, right and wrong; real processes."""

import pytest

MADE = ("synth", "cin-census", "--authority", "887")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        pytest.param(("--year", "2025", "--plant", "x"), "CODE:COUNT", id="form"),
        pytest.param(("--year", "2022", "--plant", "8608:1"), "8608", id="in force"),
    ],
)
def test_plant_that_cannot_be_is_one_line_and_wrong_use(returncheck, arguments, said):
    shown = returncheck(*MADE, *arguments)
    assert shown.returncode == 2
    assert said in shown.stderr
    assert "Traceback" not in shown.stderr
    assert shown.stdout == ""


def test_synth_is_the_same_every_time(returncheck, tmp_path):
    for name in ("a.xml", "b.xml"):
        shown = returncheck(
            *(*MADE, "--year", "2025"),
            *("--children", "100", "--plant", "8608:2", "--out", name),
        )
        assert shown.returncode == 0, shown.stderr
    assert (tmp_path / "a.xml").read_bytes() == (tmp_path / "b.xml").read_bytes()
