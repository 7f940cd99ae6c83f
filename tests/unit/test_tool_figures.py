"""The seed of figures that the national tool prints otherwise than the releases."""

import polars as pl
import pytest

from returncheck.errors import InputError
from returncheck.generate.tool_figures import main, tool_figures_text, tool_series

SHARE, COUNT = "icpc_within_15_days", "icpc_0_to_10_days"
SERIES = [(SHARE, "Share%"), (COUNT, "Count")]


@pytest.fixture(scope="module")
def shipped(root):
    """Figures of a share and a count, by indicator and whether there is a number."""
    path = root / "seeds" / "published" / "child_protection.csv"
    frame = pl.read_csv(path, infer_schema=False).filter(
        pl.col("area_type") == "authority", pl.col("indicator_id").is_in([SHARE, COUNT])
    )
    return {
        (row["indicator_id"], row["value"].replace(".", "").isdigit()): row
        for row in frame.iter_rows(named=True)
    }


def differences(tmp_path, *figures):
    """What is listed of the tool's figures: series, year, code and value."""
    rows = [(*figure[:3], "Somewhere", figure[3]) for figure in figures]
    names = ["series", "year", "la_code", "area_name", "value"]
    path = tmp_path / "lait_figures.parquet"
    pl.DataFrame(
        rows, schema=dict.fromkeys(names, pl.String), orient="row"
    ).write_parquet(path)
    head, *listed = tool_figures_text(path, SERIES).splitlines()
    assert head == "indicator_id,year,area_type,area_code,value"
    return listed


def test_a_figure_that_is_the_same_is_not_listed(tmp_path, shipped):
    row = shipped[COUNT, True]
    assert (
        differences(tmp_path, ("Count", row["year"], row["area_code"], row["value"]))
        == []
    )


def test_another_figure_is_listed_as_the_tool_prints_it(tmp_path, shipped):
    row = shipped[COUNT, True]
    other = str(int(float(row["value"])) + 1)
    assert differences(tmp_path, ("Count", row["year"], row["area_code"], other)) == [
        f"{COUNT},{row['year']},authority,{row['area_code']},{other}"
    ]


@pytest.mark.parametrize("form", ["{before}-{short}", "{before}-{short} (OT)"])
def test_a_year_of_two_is_the_one_in_which_it_ends(tmp_path, shipped, form):
    row = shipped[COUNT, True]
    year = int(row["year"])
    printed = form.format(before=year - 1, short=str(year)[2:])
    other = str(int(float(row["value"])) + 1)
    (listed,) = differences(tmp_path, ("Count", printed, row["area_code"], other))
    assert listed.split(",")[1] == str(year)


def test_rounding_is_no_difference(tmp_path, shipped):
    row = shipped[SHARE, True]
    share = float(row["value"])
    figures = [("Share%", row["year"], row["area_code"], f"{share + 0.04:.2f}")]
    assert differences(tmp_path, *figures) == []
    figures = [("Share%", row["year"], row["area_code"], f"{share + 0.11:.2f}")]
    assert len(differences(tmp_path, *figures)) == 1


def test_a_number_where_the_release_prints_a_symbol_is_listed(tmp_path, shipped):
    row = shipped[COUNT, False]
    key = ("Count", row["year"], row["area_code"])
    assert len(differences(tmp_path, (*key, "0"))) == 1
    assert differences(tmp_path, (*key, "-")) == []


def test_other_series_areas_and_years_are_left_out(tmp_path, shipped):
    row = shipped[COUNT, True]
    figures = [
        ("Unheard of", row["year"], row["area_code"], "9999"),
        ("Count", row["year"], "999", "9999"),
        ("Count", "2001", row["area_code"], "9999"),
    ]
    assert differences(tmp_path, *figures) == []


def test_the_mapping_pairs_indicators_and_series(tmp_path):
    path = tmp_path / "tool.yml"
    path.write_text(
        "releases:\n"
        "  - id: national_tool\n"
        "    series:\n"
        "      - {indicator: a, series: A%, release: x}\n"
        "      - {indicator: b, value: {total: [C]}}\n"
    )
    assert tool_series(path) == [("a", "A%")]


def test_a_folder_without_the_extract_is_refused(tmp_path):
    with pytest.raises(InputError, match=r"No lait_figures[.]parquet lies in"):
        main([str(tmp_path)])
