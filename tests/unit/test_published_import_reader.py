"""Published files: which release one is, and which columns it has to have."""

import polars as pl
import pytest
import yaml
from published_files import (
    ENGLAND,
    HEADINGS,
    MEDWAY,
    REFERRALS,
    SOUTH_EAST,
    WORKFORCE,
    one_release,
    row,
    rows,
    write,
)

from returncheck.errors import InputError
from returncheck.published import read_mapping
from returncheck.published.figures import figures_of
from returncheck.published.population import held_populations
from returncheck.published.reader import read_published_file


def read(path, mapping=None):
    known = read_mapping(mapping)
    file = read_published_file(path, known)
    found = figures_of(file, known, held_populations())
    return file, found.filter(~pl.col("is_computed"))


def values(figures, indicator_id):
    found = figures.filter(figures["indicator_id"] == indicator_id)
    return dict(zip(found["area_code"], found["value"], strict=True))


def test_file_is_known_by_its_headings_whatever_its_name(tmp_path):
    file, _ = read(write(tmp_path / "anything.txt", rows()))
    assert file.release.release_id == "children_in_need_referrals"


def test_file_gives_value_counts_year_and_area_of_every_series(tmp_path):
    _, figures = read(write(tmp_path / "f.csv", rows(rereferral_percent="20.4")))
    assert values(figures, "rereferrals_within_12_months") == {
        "E92000001": "20",
        "E12000008": "20",
        "887": "20.4",
    }
    medway = figures.filter(figures["area_code"] == "887").rows(named=True)
    assert [
        (r["indicator_id"], r["numerator"], r["denominator"], r["value"])
        for r in medway
    ] == [
        ("referrals", None, None, "1000"),
        ("rereferrals_within_12_months", "200", "1000", "20.4"),
        ("referrals_no_further_action", "50", "1000", "5"),
        ("referrals_assessed_not_in_need", "305", "1000", "30.5"),
    ]
    assert {(r["year"], r["area_type"]) for r in medway} == {(2026, "authority")}


def test_headings_may_stand_in_any_order_and_case_behind_a_byte_order_mark(tmp_path):
    names = [name.upper() for name in reversed([*HEADINGS, *REFERRALS])]
    listed = [{n.upper(): cell for n, cell in each.items()} for each in rows()]
    _, figures = read(write(tmp_path / "f.csv", listed, names, "utf-8-sig"))
    assert values(figures, "referrals")["887"] == "1000"


def test_rows_of_other_levels_and_filters_are_left_out(tmp_path):
    extra = [
        row(ENGLAND, geographic_level="Parliamentary constituency"),
        row(ENGLAND, category="Something else", referral_count="1"),
    ]
    _, figures = read(write(tmp_path / "f.csv", [*rows(), *extra]))
    assert values(figures, "referrals") == dict.fromkeys(
        ("E92000001", "E12000008", "887"), "1000"
    )


def test_workforce_files_are_known_by_the_headings_of_any_year(tmp_path):
    earlier = {
        "inpost_fte": "social_worker_fte",
        "starters_fte": "leaver_fte",
        "agency_rate_fte": "agency_worker_rate_fte_%",
        "turnover_rate_fte": "turnover_rate_fte_%",
    }
    renamed = {earlier.get(name, name): cell for name, cell in WORKFORCE.items()}
    for figures in (WORKFORCE, renamed):
        listed = [row(ENGLAND, "2026", figures)]
        _, found = read(write(tmp_path / "f.csv", listed))
        assert values(found, "social_worker_agency_rate") == {"E92000001": "17.8"}
        assert values(found, "social_worker_caseload") == {"E92000001": "15.4"}


def test_unknown_file_is_told_which_releases_are_known(tmp_path):
    path = tmp_path / "f.csv"
    path.write_text("a,b\n1,2\n", encoding="utf-8")
    with pytest.raises(InputError) as refusal:
        read(path)
    said = str(refusal.value)
    assert "\n" not in said
    for release in read_mapping().releases:
        assert release.title in said


def test_every_missing_column_of_the_areas_and_times_is_named_at_once(tmp_path):
    names = [*HEADINGS, *REFERRALS]
    names.remove("old_la_code")
    names.remove("time_period")
    with pytest.raises(InputError, match="has no column 'time_period', 'old_la_code'"):
        read(write(tmp_path / "f.csv", rows(), names))


def test_a_figure_whose_columns_are_not_there_is_left_out_and_said(tmp_path):
    names = [*HEADINGS, *REFERRALS]
    names.remove("no_further_action_count")
    names.remove("no_further_action_percent")
    file, figures = read(write(tmp_path / "f.csv", rows(), names))
    told = "referrals_no_further_action: not in this file, without the column "
    assert f"{told}'no_further_action_percent'" in file.absent
    assert "referrals_no_further_action" not in set(figures["indicator_id"])
    assert values(figures, "referrals")["887"] == "1000"


def test_a_figure_without_the_columns_of_its_counts_stays_and_is_said(tmp_path):
    names = [*HEADINGS, *REFERRALS]
    names.remove("no_further_action_count")
    file, figures = read(write(tmp_path / "f.csv", rows(), names))
    told = "referrals_no_further_action: no counts, without the column "
    assert f"{told}'no_further_action_count' or 'No_Further_Action'" in file.absent
    assert values(figures, "referrals_no_further_action")["887"] == "5"


def test_a_file_with_none_of_the_columns_is_refused(tmp_path):
    document = one_release([{"indicator": "referrals", "value": "Plans"}])
    mapping = tmp_path / "m.yml"
    mapping.write_text(yaml.safe_dump(document), encoding="utf-8")
    listed = [row(ENGLAND, figures={"amount": "7"})]
    with pytest.raises(InputError, match="has no column 'Plans'"):
        read(write(tmp_path / "f.csv", listed), mapping)


@pytest.mark.parametrize(
    ("content", "words"),
    [
        pytest.param(b"", "is empty", id="empty"),
        pytest.param(
            (",".join([*HEADINGS, *REFERRALS]) + "\n").encode(),
            "no row below its headings",
            id="headings only",
        ),
        pytest.param(
            (",".join([*HEADINGS, *REFERRALS, "referral_count"]) + "\n1\n").encode(),
            "'referral_count' twice",
            id="heading twice",
        ),
        pytest.param(
            (",".join([*HEADINGS, *REFERRALS]) + "\n2026\n").encode(),
            "rows of another length",
            id="ragged",
        ),
        pytest.param("a,b\n".encode("utf-16"), "is not UTF-8", id="utf-16"),
    ],
)
def test_unreadable_files_are_refused_in_one_line(tmp_path, content, words):
    path = tmp_path / "f.csv"
    path.write_bytes(content)
    with pytest.raises(InputError, match=words) as refusal:
        read(path)
    assert "\n" not in str(refusal.value)


def test_missing_file_is_refused(tmp_path):
    with pytest.raises(InputError, match="cannot be read: No such file"):
        read(tmp_path / "none.csv")


@pytest.fixture
def own(tmp_path):
    """Reads a file with a mapping of one release."""

    def read_own(listed, series, **keys):
        mapping = tmp_path / "m.yml"
        mapping.write_text(yaml.safe_dump(one_release(series, **keys)), "utf-8")
        known = read_mapping(mapping)
        file = read_published_file(write(tmp_path / "f.csv", listed), known)
        return figures_of(file, known, held_populations())

    return read_own


def test_a_mapping_of_ones_own_names_other_columns(tmp_path):
    document = one_release([{"indicator": "referrals", "value": "amount"}])
    document["columns"]["time_period"] = "jahr"
    mapping = tmp_path / "m.yml"
    mapping.write_text(yaml.safe_dump(document), encoding="utf-8")
    listed = [{**row(ENGLAND, figures={"amount": "7"}), "jahr": "2027"}]
    names = [n for n in [*HEADINGS, "amount", "jahr"] if n != "time_period"]
    file, figures = read(write(tmp_path / "f.csv", listed, names), mapping)
    assert file.release.title == "Mine"
    assert figures.select("year", "value").rows() == [(2027, "7")]


def test_a_file_that_fits_two_releases_equally_is_refused(tmp_path):
    document = one_release([{"indicator": "referrals", "value": "amount"}])
    document["releases"].append({**document["releases"][0], "id": "twin"})
    mapping = tmp_path / "m.yml"
    mapping.write_text(yaml.safe_dump(document), encoding="utf-8")
    path = write(tmp_path / "f.csv", [row(ENGLAND, figures={"amount": "7"})])
    with pytest.raises(InputError, match="could be 'mine' or 'twin'"):
        read(path, mapping)


def leavers(area, kinds, year="2026"):
    """Rows of a file of care leavers, whatever it is about."""
    return [
        row(
            area,
            year,
            {
                "care_leaver_age": "19 to 21 years",
                "breakdown": kind,
                "care_leaver_count": count,
                "care_leaver_percent": "50",
            },
        )
        for kind, count in kinds.items()
    ]


def test_files_with_the_same_headings_are_known_by_what_is_in_them(tmp_path):
    suitable = {"Accommodation considered suitable": "5", "Suitability total": "10"}
    active = {
        "Total in education, employment or training": "4",
        "Total not in education, employment or training": "6",
        "Total": "10",
    }
    for kinds, release_id in (
        (suitable, "care_leavers_accommodation"),
        (active, "care_leavers_activity"),
    ):
        listed = [each for area in (ENGLAND, MEDWAY) for each in leavers(area, kinds)]
        known = read_mapping()
        file = read_published_file(write(tmp_path / "f.csv", listed), known)
        assert file.release.release_id == release_id


def test_a_file_with_the_headings_but_other_contents_is_told_what_it_lacks(tmp_path):
    path = write(tmp_path / "f.csv", leavers(MEDWAY, {"Something else": "1"}))
    with pytest.raises(InputError) as refusal:
        read(path)
    said = str(refusal.value)
    assert "no row has 'Accommodation considered suitable' as breakdown" in said
    assert "\n" not in said


def test_a_denominator_may_stand_in_another_row(own):
    kinds = {"Part": "20", "Whole": "50"}
    listed = [each for area in (ENGLAND, MEDWAY) for each in leavers(area, kinds)]
    listed += leavers(MEDWAY, {"Part": "30", "Whole": "40"}, "2025")
    series = {
        "indicator": "care_leavers_eet",
        "where": {"Breakdown": "part", "care_leaver_age": "19 TO 21 years"},
        "numerator": "care_leaver_count",
        "denominator": {"column": "care_leaver_count", "where": {"breakdown": "Whole"}},
    }
    figures = own(listed, [series], recognise=[["none", "CARE_LEAVER_COUNT"]])
    assert figures.select(
        "year", "area_code", "numerator", "denominator", "value", "is_computed"
    ).rows() == [
        (2026, "E92000001", "20", "50", "40", True),
        (2026, "887", "20", "50", "40", True),
        (2025, "887", "30", "40", "75", True),
    ]


def test_two_rows_where_one_is_meant_are_a_fault_and_no_choice(own):
    kinds = {"Part": "20", "Whole": "50"}
    listed = [*leavers(MEDWAY, kinds), *leavers(MEDWAY, {"Whole": "60"})]
    series = {
        "indicator": "care_leavers_eet",
        "where": {"breakdown": "Part"},
        "value": "care_leaver_percent",
        "denominator": {"column": "care_leaver_count", "where": {"breakdown": "Whole"}},
    }
    figures = own(listed, [series], recognise=["care_leaver_count"])
    assert figures["denominator"].to_list() == ["50 or 60"]


def amounts(area, a, b):
    return row(area, figures={"amount": a, "other": b})


@pytest.mark.parametrize(
    ("a", "b", "total", "difference"),
    [
        ("7", "3", "10", "4"),
        ("0.1", "0.2", "0.3", "-0.1"),
        ("7", "c", "c", "c"),
        ("z", "c", "z", "z"),
        ("7", "", None, None),
    ],
)
def test_totals_and_differences_are_whole_or_the_symbol(own, a, b, total, difference):
    cells = {"total": ["amount", "other"]}, {"difference": ["amount", "other"]}
    for cell, expected in zip(cells, (total, difference), strict=True):
        series = {"indicator": "referrals", "value": cell}
        figures = own([amounts(MEDWAY, a, b)], [series])
        assert figures["value"].to_list() == ([] if expected is None else [expected])


@pytest.mark.parametrize(
    ("indicator_id", "above", "below", "expected"),
    [
        pytest.param("cpp_second_or_subsequent", "1", "8", "12.5", id="percent"),
        pytest.param("cpp_second_or_subsequent", "1", "3", "33.3", id="down"),
        pytest.param("cpp_second_or_subsequent", "2", "3", "66.7", id="up"),
        pytest.param("cpp_second_or_subsequent", "41", "80", "51.3", id="half up"),
        pytest.param("cpp_second_or_subsequent", "1", "1", "100.0", id="whole"),
        pytest.param("cpp_second_or_subsequent", "0", "9", "0.0", id="nothing"),
        pytest.param("cpp_second_or_subsequent", "0", "0", "z", id="of nothing"),
        pytest.param("cpp_second_or_subsequent", "c", "9", "c", id="symbol above"),
        pytest.param("cpp_second_or_subsequent", "2", "c", "c", id="symbol below"),
        pytest.param("cpp_second_or_subsequent", "u", "c", "u", id="both"),
        pytest.param("cpp_second_or_subsequent", "c", "", "c", id="symbol alone"),
        pytest.param("cpp_second_or_subsequent", "2", "", None, id="not there"),
        pytest.param("cla_rate", "1", "2000", "5", id="rate"),
        pytest.param("cla_rate", "13", "8000", "16", id="half of a unit"),
        pytest.param("cin_rate", "1", "160000", "0.1", id="small rate"),
        pytest.param("social_worker_caseload", "250", "16.4", "15.2", id="ratio"),
    ],
)
def test_what_is_not_printed_is_computed_by_its_unit(
    own, indicator_id, above, below, expected
):
    series = {"indicator": indicator_id, "numerator": "amount", "denominator": "other"}
    figures = own([amounts(MEDWAY, above, below)], [series])
    assert figures["value"].to_list() == [expected]


def test_a_rate_is_over_the_children_of_half_a_year_before(own, root):
    series = {
        "indicator": "cin_rate",
        "value": "rate",
        "numerator": "amount",
        "denominator": "population",
    }
    path = root / "seeds" / "areas" / "rc_population_0_17.csv"
    for area, code in (
        (ENGLAND, "E92000001"),
        (SOUTH_EAST, "E12000008"),
        (MEDWAY, 887),
    ):
        children = next(
            int(line.rsplit(",", 1)[1])
            for line in path.read_text("utf-8").splitlines()
            if line.startswith("2024,") and f",{code}," in line
        )
        listed = [row(area, "2025", {"amount": "1000"})]
        (figure,) = own(listed, [series]).rows(named=True)
        assert figure["denominator"] == str(children)
        assert float(figure["value"]) == pytest.approx(1e7 / children, abs=0.05)


def test_a_rate_of_a_year_without_estimates_has_no_value(own):
    series = {
        "indicator": "cin_rate",
        "numerator": "amount",
        "denominator": "population",
    }
    listed = [row(MEDWAY, "2031", {"amount": n}) for n in ("1000", "c")]
    assert own(listed, [series])["value"].to_list() == [None, None]
    listed = [row(MEDWAY, "2025", {"amount": "c"})]
    assert own(listed, [series])["value"].to_list() == ["c"]


def test_a_printed_rate_keeps_the_population_that_gives_it_and_no_other(own):
    series = {
        "indicator": "cin_rate",
        "value": "rate",
        "numerator": "amount",
        "denominator": "population",
    }
    children = (
        held_populations()
        .filter((pl.col("area_code") == "887") & (pl.col("year") == 2025))["population"]
        .item()
    )
    right = f"{2_000 * 10_000 / int(children):.1f}"
    for rate, kept in ((right, children), ("9.9", None), ("c", children)):
        listed = [row(MEDWAY, "2025", {"amount": "2000", "rate": rate})]
        figures = own(listed, [series])
        assert figures.select("value", "denominator").row(0) == (rate, kept)


def test_joint_rows_are_a_figure_of_each_authority(own):
    north = {**MEDWAY, "old_la_code": "940 / 941"}
    series = [{"indicator": "social_workers_fte", "value": "amount"}]
    figures = own([row(north, figures={"amount": "312.5"})], series)
    assert figures.select("area_code", "joint_code", "value").rows() == [
        ("940", "940 / 941", "312.5"),
        ("941", "940 / 941", "312.5"),
    ]


def test_years_and_months_are_told_in_months(own):
    series = [
        {
            "indicator": "adoption_care_to_order_months",
            "value": "amount",
            "written": "years_and_months",
        }
    ]
    for cell, expected in (
        ("00:10", "10"),
        ("02:03", "27"),
        ("10:11", "131"),
        ("01:12", "01:12"),
        ("z", "z"),
    ):
        figures = own([row(ENGLAND, figures={"amount": cell})], series)
        assert figures["value"].to_list() == [expected]


def test_a_table_of_england_alone_needs_no_columns_of_other_areas(tmp_path, own):
    names = ["time_period", "time_identifier", "geographic_level", "country_code"]
    document = one_release([{"indicator": "referrals", "value": "amount"}])
    mapping = tmp_path / "m.yml"
    mapping.write_text(yaml.safe_dump(document), encoding="utf-8")
    path = write(
        tmp_path / "f.csv", [row(ENGLAND, figures={"amount": "7"})], [*names, "amount"]
    )
    _, figures = read(path, mapping)
    assert figures["area_code"].to_list() == ["E92000001"]
    wider = write(
        tmp_path / "f.csv",
        [row(area, figures={"amount": "7"}) for area in (ENGLAND, MEDWAY)],
        [*names, "amount"],
    )
    with pytest.raises(InputError, match="has no column 'old_la_code'"):
        read(wider, mapping)


def test_years_that_are_not_taken_are_left_out(own):
    series = {
        "indicator": "referrals",
        "value": "amount",
        "years": {"first": 2024, "last": 2025},
    }
    listed = [
        row(MEDWAY, year, {"amount": "7"})
        for year in ("2023", "2024", "2025", "202526")
    ]
    assert own(listed, [series])["year"].to_list() == [2024, 2025]
