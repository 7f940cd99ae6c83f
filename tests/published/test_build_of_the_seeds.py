"""The maintainer's command: what it makes of release files and the tool's extract."""

import shutil
from dataclasses import replace

import polars as pl
import pytest
from published_extracts import EXTRACTS

from returncheck.errors import ConfigError, InputError
from returncheck.generate.published import main
from returncheck.published.building import (
    build,
    differences,
    known_differences,
    not_as_printed,
    seed_files,
)
from returncheck.published.building.against import KNOWN

CONFERENCES = "c4_children_in_need_section_47s_and_icpcs_2013_to_2025.csv"
PLANS = "d3_cpps_subsequent_plan_2013_to_2025.csv"
HAMPSHIRE = "850"


def extract(*rows):
    names = ("series", "year", "la_code", "area_name", "value")
    return pl.DataFrame(
        [dict(zip(names, row, strict=True)) for row in rows],
        schema=dict.fromkeys(names, pl.String),
    )


@pytest.fixture
def sources(tmp_path):
    """A folder with release files, and a tool's extract of these rows."""

    def make(*rows, files=(CONFERENCES,)):
        folder = tmp_path / "sources" / "ees" / "some"
        folder.mkdir(parents=True, exist_ok=True)
        for name in files:
            shutil.copy(EXTRACTS / name, folder)
        extract(*rows).write_parquet(tmp_path / "sources" / "tool.parquet")
        return tmp_path / "sources"

    return make


def value(built, indicator_id, year, code):
    rows = built.figures.filter(
        (pl.col("indicator_id") == indicator_id)
        & (pl.col("year") == year)
        & (pl.col("area_code") == code)
    )
    return rows.select("value", "source").row(0) if rows.height else None


def test_the_same_files_give_the_same_bytes_in_any_order(sources):
    folder = sources(("CP_conf_15days", "2020", "850", "Hampshire", "81.25"), files=())
    for name in (CONFERENCES, PLANS):
        shutil.copy(EXTRACTS / name, folder / "ees")
    first = seed_files(build([folder]))
    for path in (folder / "ees").glob("*.csv"):
        path.rename(path.with_name(f"x{path.name[::-1]}.csv"))
    again = seed_files(build([folder, folder]))
    assert again == first
    figures = first[next(p for p in first if p.name == "child_protection.csv")]
    assert figures.startswith(
        "indicator_id,year,area_type,area_code,value,numerator,denominator\n"
    )
    assert "\r" not in figures
    keys = [line.split(",")[:4] for line in figures.splitlines()[1:]]
    assert keys == sorted(keys)


def test_the_tool_fills_years_that_no_file_has(sources):
    built = build(
        [
            sources(
                ("CPPlans2yrs", "2019", "850", "Hampshire", "3.6000000000000001"),
                ("CPPlans2yrs", "2020", "850", "Hampshire", "-"),
                ("CPPlans2yrs", "2019-20", "986", "London", "2.45"),
                ("CPPlans2yrs", "0", "850", "Hampshire", "9"),
            )
        ]
    )
    assert value(built, "cpp_two_years_ended", 2019, HAMPSHIRE) == ("3.6", "tool")
    assert value(built, "cpp_two_years_ended", 2020, HAMPSHIRE) is None
    assert value(built, "cpp_two_years_ended", 2020, "E12000007") == ("2.5", "tool")


def test_the_tool_takes_no_printed_figure_s_place(sources):
    built = build(
        [sources(("10_ICPC", "2019", "850", "Hampshire", "1"))],
    )
    own, source = value(built, "icpc_0_to_10_days", 2019, HAMPSHIRE)
    assert own != "1"
    assert source == "release"


def test_the_tool_gives_what_a_file_leaves_to_be_computed(sources):
    built = build([sources(("CP_conf_15days", "2016", "394", "Sunderland", "65.7"))])
    assert value(built, "icpc_within_15_days", 2016, "394") == ("65.7", "tool")
    assert value(built, "icpc_within_15_days", 2016, "887")[1] == "release"
    row = built.figures.filter(
        (pl.col("indicator_id") == "icpc_within_15_days")
        & (pl.col("year") == 2016)
        & (pl.col("area_code") == "394")
    ).row(0, named=True)
    assert (row["numerator"], row["denominator"]) == ("418", "638")
    assert row["own_value"] == "65.5"


def test_what_is_unreliable_is_not_filled(sources):
    """The tool has 0 where the release says `u`."""
    built = build([sources(("CP_conf_15days", "2024", "850", "Hampshire", "0"))])
    assert value(built, "icpc_within_15_days", 2024, HAMPSHIRE) == ("u", "release")


def test_an_authority_that_had_not_begun_has_none_of_the_tool_s_figures(sources):
    built = build(
        [
            sources(
                ("CPPlans2yrs", "2021", "940", "North Northamptonshire", "3"),
                ("CPPlans2yrs", "2022", "940", "North Northamptonshire", "4"),
            )
        ]
    )
    assert value(built, "cpp_two_years_ended", 2021, "940") is None
    assert value(built, "cpp_two_years_ended", 2022, "940") == ("4.0", "tool")


def test_differences_are_told_unless_their_reason_is_known(sources):
    built = build(
        [
            sources(
                ("CP_conf_15days", "2016", "394", "Sunderland", "65.7"),
                ("CP_conf_15days", "2018", "394", "Sunderland", "1.5"),
                ("10_ICPC", "2024", "850", "Hampshire", "0"),
            )
        ]
    )
    found = differences(built, known_differences())
    assert found.compared == 3
    assert found.explained.select("indicator_id", "year").rows() == [
        ("icpc_0_to_10_days", 2024),
        ("icpc_within_15_days", 2016),
    ]
    assert found.unexplained.select("indicator_id", "year", "tool_value").rows() == [
        ("icpc_within_15_days", 2018, "1.5")
    ]
    bare = differences(built, [])
    assert bare.unexplained.height == 3


def test_figures_that_ship_otherwise_than_printed_are_told(sources):
    built = build([sources(files=(CONFERENCES, PLANS))])
    count, wrong = not_as_printed(built)
    assert count > 1_000
    assert wrong.is_empty()
    is_one = (
        (pl.col("indicator_id") == "cpp_starts")
        & (pl.col("year") == 2025)
        & (pl.col("area_code") == HAMPSHIRE)
    )
    other = pl.when(is_one).then(pl.lit("1")).otherwise("value").alias("value")
    changed = replace(built, figures=built.figures.with_columns(other))
    _, wrong = not_as_printed(changed)
    assert wrong.select("file", "indicator_id", "year", "shipped").rows() == [
        (PLANS, "cpp_starts", 2025, "1")
    ]
    _, gone = not_as_printed(replace(built, figures=built.figures.filter(~is_one)))
    assert gone["shipped"].to_list() == [None]


def test_a_reason_that_explains_nothing_is_told(sources):
    built = build([sources(("10_ICPC", "2024", "850", "Hampshire", "0"))])
    found = differences(built, known_differences())
    assert len(found.unused) == len(known_differences()) - 1


@pytest.mark.parametrize(
    "text",
    [
        "differences: [{reason: a, indicators: [b]}]",
        "differences: [{reason: a, indicators: b, years: [2016, 2017]}]",
        "differences: [{reason: a, indicators: [b], years: [2016]}]",
        "differences: [a]",
        "differences: [",
    ],
)
def test_a_faulty_list_of_reasons_is_refused(tmp_path, text):
    path = tmp_path / "known.yml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(ConfigError, match=r"known\.yml"):
        known_differences(path)


def test_every_known_difference_is_of_published_indicators():
    from returncheck.catalogue.indicators import indicators

    published = {each.indicator_id for each in indicators() if each.is_published}
    assert KNOWN.is_file()
    for each in known_differences():
        assert set(each.indicators) <= published
        assert each.reason


def test_a_folder_without_release_files_is_refused(tmp_path):
    with pytest.raises(InputError, match="no CSV file in a folder `ees`"):
        build([tmp_path])


@pytest.mark.parametrize(
    "arguments", [[], ["none"], ["--check"], [".", "--chekc"], [".", "none"]]
)
def test_wrong_use_ends_with_2(capsys, arguments, monkeypatch, tmp_path):
    monkeypatch.chdir(tmp_path)
    assert main(arguments) == 2
    assert "Name the folders with the release files" in capsys.readouterr().err


def test_a_file_that_cannot_be_taken_ends_with_2_and_says_why(sources, capsys):
    folder = sources()
    path = folder / "ees" / "some" / CONFERENCES
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("Reporting year", "Term"), encoding="utf-8")
    assert main([str(folder), "--check"]) == 2
    assert "'2025 Term'" in capsys.readouterr().err


def test_seeds_that_are_not_what_the_files_give_are_told(sources, capsys):
    assert main([str(sources()), "--check"]) == 1
    told = capsys.readouterr().err
    assert "seeds/published/child_protection.csv is not what the files give" in told
    assert "seeds/published/finance.csv is not what the files give" in told


def test_an_unexplained_difference_ends_with_1_and_is_shown(sources, capsys):
    folder = sources(("CP_conf_15days", "2018", "394", "Sunderland", "1.5"))
    assert main([str(folder), "--compare"]) == 1
    told = capsys.readouterr().out
    assert "1 differ for no known reason:" in told
    assert "  icpc_within_15_days 2018: 394 " in told
    folder = sources(("10_ICPC", "2024", "850", "Hampshire", "0"))
    assert main([str(folder), "--compare"]) == 0
