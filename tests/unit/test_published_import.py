"""An import from file to folder: what is kept, and when nothing is."""

import csv

import polars as pl
import pytest
import yaml
from published_files import ENGLAND, MEDWAY, SOUTH_EAST, one_release, row, rows, write

from returncheck.errors import ConfigError, InputError
from returncheck.published import (
    FILE_NAME,
    import_published,
    read_updates,
    shipped_text,
    summary_lines,
)

SHARE = "rereferrals_within_12_months"


@pytest.fixture
def folder(tmp_path):
    return tmp_path / "kept" / "published"


@pytest.fixture
def shipped(root):
    """The shipped re-referral figures of 2025, by area."""
    path = root / "seeds" / "published" / "front_door.csv"
    with path.open(encoding="utf-8", newline="") as file:
        return {
            r["area_code"]: r
            for r in csv.DictReader(file)
            if r["indicator_id"] == SHARE and r["year"] == "2025"
        }


@pytest.fixture
def known_rows(shipped):
    """Rows of 2025 that repeat what is shipped on re-referrals."""

    def make(**cells):
        listed = []
        for area, code in ((ENGLAND, "E92000001"), (MEDWAY, "887")):
            held = shipped[code]
            same = {
                "rereferral_percent": held["value"],
                "rereferral_count": held["numerator"],
                "referral_count": held["denominator"],
            }
            listed.append(row(area, "2025", **same))
        listed[1].update(cells)
        return listed

    return make


@pytest.fixture
def mapping(tmp_path):
    """A mapping for re-referrals alone."""
    document = yaml.safe_load(shipped_text())
    release = next(
        r for r in document["releases"] if r["id"] == "children_in_need_referrals"
    )
    document["releases"] = [release]
    release["series"] = [s for s in release["series"] if s["indicator"] == SHARE]
    path = tmp_path / "mapping.yml"
    path.write_text(yaml.safe_dump(document), encoding="utf-8")
    return path


def kept(folder):
    listed = read_updates(folder)
    return {
        (r["indicator_id"], r["year"], r["area_code"]): r["value"]
        for r in listed.iter_rows(named=True)
    }


def test_a_new_year_is_kept_in_the_layout_of_the_seeds(tmp_path, folder):
    import_published([write(tmp_path / "new.csv", rows())], folder)
    lines = (folder / FILE_NAME).read_text(encoding="utf-8").splitlines()
    assert lines[0] == (
        "indicator_id,year,area_type,area_code,numerator,denominator,value,source"
    )
    assert len(lines) == 1 + 4 * 3
    assert (
        f"{SHARE},2026,authority,887,200,1000,20,children_in_need_referrals: new.csv"
    ) in lines
    assert (
        "referrals,2026,england,E92000001,,,1000,children_in_need_referrals: new.csv"
    ) in lines


def test_a_second_import_of_the_same_file_changes_nothing(tmp_path, folder):
    path = write(tmp_path / "new.csv", rows())
    first = import_published([path], folder)
    before = (folder / FILE_NAME).read_bytes()
    again = import_published([path], folder)
    assert (first.kept_in, again.kept_in) == (folder / FILE_NAME, None)
    assert set(again.files[0].figures["standing"]) == {"same"}
    assert (folder / FILE_NAME).read_bytes() == before


def test_what_is_shipped_already_is_not_kept(tmp_path, folder, known_rows, mapping):
    path = write(tmp_path / "old.csv", known_rows())
    result = import_published([path], folder, mapping=mapping)
    assert result.kept_in is None
    assert not folder.exists()


def test_a_revision_is_told_and_not_taken(
    tmp_path, folder, known_rows, mapping, shipped
):
    path = write(tmp_path / "f.csv", known_rows(rereferral_percent="99.9"))
    result = import_published([path], folder, mapping=mapping)
    said = "\n".join(summary_lines(result))
    before = shipped["887"]["value"]
    told = f"{SHARE}: 1 figure of 2025; the largest 2025 887, from {before} to 99.9"
    assert told in said
    assert "1 revision, not taken; take them with --take-revisions" in said
    assert result.kept_in is None


def test_a_revision_is_taken_when_asked_and_is_then_what_is_held(
    tmp_path, folder, known_rows, mapping
):
    path = write(tmp_path / "f.csv", known_rows(rereferral_percent="99.9"))
    import_published([path], folder, mapping=mapping, take_revisions=True)
    assert kept(folder) == {(SHARE, "2025", "887"): "99.9"}
    again = import_published([path], folder, mapping=mapping)
    assert set(again.files[0].figures["standing"]) == {"same"}
    back = write(tmp_path / "back.csv", known_rows())
    said = "\n".join(summary_lines(import_published([back], folder, mapping=mapping)))
    assert "the largest 2025 887, from 99.9 to " in said


def test_a_second_file_is_held_against_the_first(tmp_path, folder):
    first = write(tmp_path / "a.csv", rows())
    second = write(tmp_path / "b.csv", rows(rereferral_percent="20.4"))
    result = import_published([first, second], folder)
    revised = result.files[1].figures.filter(pl.col("standing") == "revised")
    assert revised.select("area_code", "held_value", "value").rows() == [
        ("887", "20", "20.4")
    ]
    assert kept(folder)[SHARE, "2026", "887"] == "20"


def test_an_unknown_area_is_left_out_and_listed(tmp_path, folder):
    listed = [*rows(), row({**MEDWAY, "old_la_code": "999"})]
    result = import_published([write(tmp_path / "f.csv", listed)], folder)
    assert "left out, areas not known: 999" in "\n".join(summary_lines(result))
    assert {key[2] for key in kept(folder)} == {"E92000001", "E12000008", "887"}


def test_one_bad_file_keeps_the_good_one_out_too(tmp_path, folder):
    good = write(tmp_path / "good.csv", rows())
    bad = write(tmp_path / "bad.csv", rows(rereferral_percent="101"))
    with pytest.raises(InputError) as refusal:
        import_published([good, bad, tmp_path / "none.csv"], folder)
    lines = str(refusal.value).splitlines()
    assert len(lines) == 3
    assert "none.csv cannot be read" in lines[0]
    assert "bad.csv: rereferrals_within_12_months: '101'" in lines[1]
    assert lines[2] == "Nothing was imported."
    assert not folder.exists()


def test_the_summary_counts_years_rows_symbols(tmp_path, folder):
    listed = [*rows(rereferral_percent="c"), row(ENGLAND, "2028"), row(ENGLAND, "2027")]
    listed += [row(ENGLAND, "2012"), row(ENGLAND, "2009")]
    listed += [row(SOUTH_EAST, "2028", rereferral_percent="low")]
    result = import_published([write(tmp_path / "f.csv", listed)], folder)
    lines = list(summary_lines(result))
    assert lines[:3] == [
        "f.csv",
        "  release: Children in need: referrals and re-referrals (C1)",
        "  rows: 8",
    ]
    assert (
        f"  {SHARE}: new 2009 and 2012 and 2026 to 2028; 8 added, 0 as held, 0 revised"
        in lines
    )
    assert "  symbols: c (suppressed) 1, low (rounds to nothing) 1" in lines
    assert lines[-1] == f"32 figures written to {folder / FILE_NAME}"


def test_the_summary_tells_what_does_not_follow_from_its_counts(tmp_path, folder):
    listed = rows(rereferral_percent="20.4")
    right = import_published([write(tmp_path / "f.csv", rows())], folder)
    wrong = import_published([write(tmp_path / "g.csv", listed)], folder)
    said = list(summary_lines(wrong))
    assert "not what the counts" not in "\n".join(summary_lines(right))
    assert "  1 figure not what the counts beside give:" in said
    assert f"    {SHARE}: 1 of 2026, such as" in said
    assert "      2026 887: printed 20.4, counts 200 of 1000" in said


def share(folder, year="2026", area="887"):
    return kept(folder).get((SHARE, year, area))


def test_an_older_file_never_takes_a_newer_figure_s_place_unasked(tmp_path, folder):
    newer = write(tmp_path / "newer.csv", [*rows(), row(ENGLAND, "2027")])
    older = write(tmp_path / "older.csv", rows(rereferral_percent="21"))
    import_published([newer], folder)
    refused = import_published([older], folder, take_revisions=True)
    said = "\n".join(summary_lines(refused))
    assert share(folder) == "20"
    told = "1 revision of an older file, not taken, for a newer release is held; "
    assert f"{told}take them with --take-older:" in said
    unasked = "\n".join(summary_lines(import_published([older], folder)))
    assert f"{told}take them with --take-revisions --take-older:" in unasked
    taken = import_published([older], folder, take_revisions=True, take_older=True)
    assert "1 revision of an older file, taken:" in "\n".join(summary_lines(taken))
    assert share(folder) == "21"


def test_an_older_file_still_adds_what_is_not_held(tmp_path, folder):
    newer = write(tmp_path / "newer.csv", [row(ENGLAND, "2027"), row(MEDWAY, "2027")])
    import_published([newer], folder)
    import_published([write(tmp_path / "older.csv", rows())], folder)
    assert share(folder) == "20"


def test_files_of_one_import_may_come_in_any_order(tmp_path):
    newer = write(
        tmp_path / "a.csv", [*rows(rereferral_percent="21"), row(ENGLAND, "2027")]
    )
    older = write(tmp_path / "b.csv", rows())
    for place, files in enumerate(([newer, older], [older, newer])):
        folder = tmp_path / f"kept{place}"
        result = import_published(files, folder, take_revisions=True)
        assert [each.file.name for each in result.files] == ["b.csv", "a.csv"]
        assert share(folder) == "21"
    first, second = (tmp_path / f"kept{n}" / FILE_NAME for n in (0, 1))
    assert first.read_bytes() == second.read_bytes()


def test_rounding_alone_is_no_revision(tmp_path, folder):
    import_published([write(tmp_path / "a.csv", rows())], folder)
    finer = [{**each, "rereferral_percent": "20.00"} for each in rows()]
    result = import_published([write(tmp_path / "b.csv", finer)], folder)
    assert set(result.files[0].figures["standing"]) == {"same"}
    assert result.revisions_in is None


def test_a_symbol_in_a_number_s_place_is_a_revision_and_said_to_be(tmp_path, folder):
    import_published([write(tmp_path / "a.csv", rows())], folder)
    path = write(tmp_path / "b.csv", rows(rereferral_percent="c"))
    result = import_published([path], folder, take_revisions=True)
    told = f"    {SHARE}: 1 figure of 2026; 1 now c (suppressed)"
    assert told in list(summary_lines(result))
    assert share(folder) == "c"
    back = import_published([tmp_path / "a.csv"], folder)
    assert f"    {SHARE}: 1 figure of 2026; 1 that were symbols now numbers" in list(
        summary_lines(back)
    )


def test_revisions_are_a_line_a_series_and_all_of_them_in_a_file(tmp_path, folder):
    codes = [f"{code}" for code in range(301, 321)]
    listed = [row(ENGLAND), *(row({**MEDWAY, "old_la_code": c}) for c in codes)]
    import_published([write(tmp_path / "a.csv", listed)], folder)
    revised = [
        {**each, "rereferral_percent": f"{21 + n % 3}"} for n, each in enumerate(listed)
    ]
    path = write(tmp_path / "b.csv", revised)
    result = import_published([path], folder)
    told = [line for line in summary_lines(result) if line.startswith("    ")]
    revisions = [line for line in told if "the largest" in line]
    assert revisions == [
        f"    {SHARE}: 21 figures of 2026; the largest 2026 302, from 20 to 23"
    ]
    assert result.revisions_in == folder / "published_revisions.csv"
    with result.revisions_in.open(encoding="utf-8", newline="") as file:
        rows_told = list(csv.DictReader(file))
    assert len(rows_told) == 21
    assert rows_told[0] == {
        "indicator_id": SHARE,
        "year": "2026",
        "area_type": "authority",
        "area_code": "301",
        "held_value": "20",
        "value": "22",
        "held_numerator": "200",
        "numerator": "200",
        "held_denominator": "1000",
        "denominator": "1000",
        "taken": "false",
        "source": "children_in_need_referrals: b.csv",
    }


def test_the_list_of_revisions_goes_where_it_is_asked_to(tmp_path, folder):
    import_published([write(tmp_path / "a.csv", rows())], folder)
    path = write(tmp_path / "b.csv", rows(rereferral_percent="21"))
    place = tmp_path / "new" / "list.csv"
    result = import_published([path], folder, take_revisions=True, revisions=place)
    assert result.revisions_in == place
    assert ",true,children_in_need_referrals: b.csv" in place.read_text("utf-8")
    assert not (folder / "published_revisions.csv").exists()


def test_counts_that_were_not_held_are_taken_without_being_a_revision(tmp_path, folder):
    bare = [{**each, "rereferral_count": ""} for each in rows()]
    import_published([write(tmp_path / "a.csv", bare)], folder)
    result = import_published([write(tmp_path / "b.csv", rows())], folder)
    assert f"  {SHARE}: known 2026; 0 added, 0 as held, 3 with counts added, 0 " in (
        "\n".join(summary_lines(result))
    )
    updates = read_updates(folder).filter(pl.col("indicator_id") == SHARE)
    assert set(updates["numerator"]) == {"200"}


def test_an_authority_s_figures_outside_its_years_are_left_out_and_said(
    tmp_path, folder
):
    """North Northamptonshire's first year is 2022, Dorset's of before ends in 2019."""
    north, dorset = ({**MEDWAY, "old_la_code": code} for code in ("940", "835"))
    listed = [row(ENGLAND, year) for year in ("2019", "2020", "2021", "2022")]
    listed += [row(MEDWAY, "2022"), row(north, "2021"), row(north, "2022")]
    listed += [row(dorset, "2019"), row(dorset, "2020")]
    result = import_published([write(tmp_path / "f.csv", listed)], folder)
    figures = result.files[0].figures.filter(pl.col("indicator_id") == SHARE)
    years = figures.filter(pl.col("area_code").is_in(["940", "835"]))
    assert years.select("area_code", "year").rows() == [("940", 2022), ("835", 2019)]
    said = "\n".join(summary_lines(result))
    told = "had not begun or was gone: 835 of 2020, 940 of 2021"
    assert told in said


def test_a_september_year_has_its_authorities_a_year_sooner(tmp_path, folder):
    series = [{"indicator": "social_workers_fte", "value": "amount"}]
    mapping = tmp_path / "m.yml"
    mapping.write_text(yaml.safe_dump(one_release(series)), encoding="utf-8")
    listed = [
        row({**MEDWAY, "old_la_code": code}, year, {"amount": "5.5"})
        for code in ("940", "928")
        for year in ("2020", "2021")
    ]
    listed += [row(ENGLAND, year, {"amount": "9"}) for year in ("2020", "2021")]
    path = write(tmp_path / "f.csv", listed)
    result = import_published([path], folder, mapping=mapping)
    figures = result.files[0].figures.filter(pl.col("area_type") == "authority")
    assert figures.select("area_code", "year").rows() == [("940", 2021), ("928", 2020)]


def test_a_folder_that_cannot_be_made_is_wrong_use(tmp_path):
    (tmp_path / "file").write_text("", encoding="utf-8")
    path = write(tmp_path / "f.csv", rows())
    with pytest.raises(ConfigError, match="hoose another folder with --out"):
        import_published([path], tmp_path / "file" / "below")


HEAD = "indicator_id,year,area_type,area_code,numerator,denominator,value,source\n"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        pytest.param("", "does not begin with indicator_id,year", id="empty"),
        pytest.param("a,b\n1,2\n", "does not begin with", id="other headings"),
        pytest.param(
            HEAD + "referals,2026,authority,887,,,5,s\n", "in row 1", id="indicator"
        ),
        pytest.param(
            HEAD + "referrals,26,authority,887,,,5,s\n", "in row 1", id="year"
        ),
        pytest.param(
            HEAD + "referrals,2026,district,887,,,5,s\n", "in row 1", id="area type"
        ),
        pytest.param(
            HEAD + "referrals,2026,authority,,,,5,s\n", "in row 1", id="no area"
        ),
        pytest.param(
            HEAD + "referrals,2026,authority,887,,,five,s\n", "in row 1", id="value"
        ),
        pytest.param(
            HEAD + "referrals,2026,authority,887,,,,s\n", "in row 1", id="no value"
        ),
        pytest.param(
            HEAD + "referrals,2026,authority,887,,,5,s\n" * 2, "in row 1", id="twice"
        ),
    ],
)
def test_a_file_of_updates_that_was_changed_is_refused(folder, text, words):
    folder.mkdir(parents=True)
    (folder / FILE_NAME).write_text(text, encoding="utf-8")
    with pytest.raises(InputError, match=words) as refusal:
        read_updates(folder)
    assert "\n" not in str(refusal.value)


def test_a_file_of_updates_of_an_earlier_version_is_what_is_held(tmp_path, folder):
    """Versions before this one kept shares without counts, and no list of revisions."""
    folder.mkdir(parents=True)
    kept_then = f"{SHARE},2026,authority,887,,,20,children_in_need_referrals: a.csv\n"
    (folder / FILE_NAME).write_text(HEAD + kept_then, encoding="utf-8")
    result = import_published([write(tmp_path / "f.csv", rows())], folder)
    shares = result.files[0].figures.filter(pl.col("indicator_id") == SHARE)
    medway = shares.filter(pl.col("area_code") == "887")
    assert medway["standing"].item() == "completed"
    assert share(folder) == "20"


def test_a_folder_without_updates_holds_none(folder):
    assert read_updates(folder).is_empty()
    assert read_updates(None).is_empty()
