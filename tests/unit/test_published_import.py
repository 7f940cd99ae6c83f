"""An import from file to folder: what is kept, and when nothing is."""

import csv

import polars as pl
import pytest
from published_files import ENGLAND, MEDWAY, SOUTH_EAST, row, rows, write

from returncheck.errors import ConfigError, InputError
from returncheck.published import (
    FILE_NAME,
    import_published,
    read_updates,
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
    import yaml

    from returncheck.published import SHIPPED

    document = yaml.safe_load(SHIPPED.read_text(encoding="utf-8"))
    release = document["releases"][0]
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
    assert f"{SHARE} 2025 887: revised from {before} to 99.9" in said
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
    assert "revised from 99.9 to " in said


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
    assert "bad.csv: rereferrals_within_12_months: '101'" in lines[0]
    assert "none.csv cannot be read" in lines[1]
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
    assert f"    {SHARE} 2026 887: printed 20.4, counts 200 of 1000" in said


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


def test_a_folder_without_updates_holds_none(folder):
    assert read_updates(folder).is_empty()
    assert read_updates(None).is_empty()
