"""Sets of several years written by one call are those that are written one by one."""

import json

from returncheck.synth.made_return import WantedYear
from returncheck.synth.ssda903 import FEWEST_CHILDREN, generate_ssda903
from returncheck.synth.ssda903.generate import generate_ssda903_years


def contents(folder):
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }


def test_set_of_a_country_is_the_same_as_one_alone(tmp_path):
    common = {"authority": "887", "seed": 3}
    plants = {"103": 2, "143": 1}
    (made,) = generate_ssda903_years(
        **common,
        wanted=[
            WantedYear(
                year=2026, children=300, out=tmp_path / "a" / "set", plants=plants
            )
        ],
    )
    alone = generate_ssda903(
        **common, year=2026, children=300, plants=plants, out=tmp_path / "b" / "set"
    )
    assert contents(tmp_path / "a") == contents(tmp_path / "b")
    assert (made.rows, made.findings) == (alone.rows, alone.findings)


def test_fault_that_nobody_suits_is_left_out(tmp_path):
    (made,) = generate_ssda903_years(
        authority="887",
        seed=3,
        wanted=[
            WantedYear(
                year=2026,
                children=FEWEST_CHILDREN,
                out=tmp_path / "set",
                plants={"103": 1},
            )
        ],
    )
    told = json.loads(made.expected.read_text(encoding="utf-8"))
    assert (told["plants"], told["findings"]) == ({}, [])
