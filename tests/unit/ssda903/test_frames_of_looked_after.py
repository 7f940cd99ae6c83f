"""What frames may hold that files do not."""

import polars as pl
import pytest
from ssda903_files import read_tables

from returncheck.returns.frames import frames_source


def episodes(**columns):
    source = frames_source(
        "ssda903",
        {"Episodes": pl.DataFrame({"CHILD": ["a1"], **columns})},
        authority="201",
        year=2025,
        return_id=None,
    )
    return source, read_tables(source)["Episodes"]


@pytest.mark.parametrize(
    ("alias", "official", "text"),
    [
        ("DATE_EPISODE_CEASED", "DEC", "01/05/2024"),
        ("PLACEMENT", "PLACE", "U1"),
    ],
)
def test_names_of_later_rules_are_read_as_the_official_ones(alias, official, text):
    source, read = episodes(**{alias: [text]})
    assert read[official].to_list() == [text]
    assert source.observations().is_empty()


def test_official_name_stands_before_its_other_name():
    _, read = episodes(PLACE=["U1"], PLACEMENT=["K2"])
    assert read["PLACE"].to_list() == ["U1"]


def test_text_is_left_as_it_is_and_empty_text_is_a_value():
    _, read = episodes(LS=["c2"], PLACE=[""], REC=[None])
    assert read.select("CHILD", "LS", "PLACE", "REC").row(0) == ("a1", "c2", "", None)
