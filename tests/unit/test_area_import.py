"""Files about areas are taken into a folder: what is new, what is revised, what not."""

import polars as pl
import pytest
from area_files import (
    LONG,
    WEALD,
    in_being,
    long_rows,
    write_authorities,
    write_rows,
)

from returncheck.errors import ConfigError, InputError
from returncheck.published import import_published, summary_lines, updates_in_use
from returncheck.published.population import held_populations
from returncheck.published.reference.held import held_rows
from returncheck.published.reference.store import read_area_updates
from returncheck.published.reference.tables import (
    AUTHORITIES,
    NEIGHBOURS,
    POPULATIONS,
    TABLES,
)

SEED = POPULATIONS.columns


@pytest.fixture
def take(tmp_path):
    def takes(*paths, **options):
        return import_published(paths, tmp_path / "kept", **options)

    return takes


@pytest.fixture
def kept(tmp_path):
    return lambda table: read_area_updates(tmp_path / "kept")[table.name]


def estimates(path, *rows):
    return write_rows(path, SEED, rows)


def test_a_new_authority_is_known_to_the_other_files_of_the_import(
    tmp_path, take, kept
):
    codes = [*in_being(), "999"]
    model = write_rows(tmp_path / "a.csv", LONG, long_rows(codes=codes))
    people = estimates(tmp_path / "b.csv", ["2025", "authority", "999", "1800"])
    authority = write_authorities(tmp_path / "c.csv")
    result = take(model, people, authority)
    assert [path.name for path in result.areas_in] == [
        "authority_updates.csv",
        "population_updates.csv",
        "neighbour_updates.csv",
    ]
    assert kept(AUTHORITIES).row(0, named=True) == {
        **WEALD,
        "last_year": None,
        "source": "c.csv",
    }
    assert kept(POPULATIONS).rows() == [("2025", "authority", "999", "1800", "b.csv")]
    assert kept(NEIGHBOURS).height == 10 * len(codes)


def test_without_it_nothing_of_the_import_is_kept(tmp_path, take):
    codes = [*in_being(), "999"]
    model = write_rows(tmp_path / "a.csv", LONG, long_rows(codes=codes))
    people = estimates(tmp_path / "b.csv", ["2025", "authority", "887", "1800"])
    with pytest.raises(InputError) as refused:
        take(model, people)
    assert "'999' is no known authority" in str(refused.value)
    assert str(refused.value).endswith("Nothing was imported.")
    assert not (tmp_path / "kept").exists()


def test_what_is_held_already_is_not_kept_again(tmp_path, take):
    shipped = write_rows(
        tmp_path / "p.csv", SEED, POPULATIONS.shipped().head(200).rows()
    )
    result = take(shipped)
    assert result.areas_in == []
    assert (
        list(summary_lines(result))[-1] == "Nothing new: the project holds all of it."
    )
    assert not (tmp_path / "kept").exists()


def test_the_files_are_the_same_bytes_in_any_order(tmp_path, take):
    rows = [["2025", "authority", code, "1000"] for code in ("887", "201", "301")]
    take(estimates(tmp_path / "p.csv", *rows))
    first = (tmp_path / "kept" / "population_updates.csv").read_bytes()
    (tmp_path / "kept" / "population_updates.csv").unlink()
    take(estimates(tmp_path / "p.csv", *reversed(rows)))
    assert (tmp_path / "kept" / "population_updates.csv").read_bytes() == first


def test_a_revised_estimate_is_taken_only_when_asked(tmp_path, take, kept):
    held = POPULATIONS.shipped().filter(mid_year="2024", area_code="887")
    number = int(held.get_column("population_0_17").item()) + 1
    file = estimates(tmp_path / "p.csv", ["2024", "authority", "887", number])
    told = "\n".join(summary_lines(take(file)))
    assert "1 estimate revised, not taken; take them with --take-revisions" in told
    assert kept(POPULATIONS).is_empty()
    take(file, take_revisions=True)
    assert kept(POPULATIONS).get_column("population_0_17").item() == str(number)
    folder = tmp_path / "kept"
    after = held_populations(folder).filter(year=2025, area_code="887")
    assert after.get_column("population").to_list() == [str(number)]


def test_jumps_and_changes_are_told(tmp_path, take):
    before = POPULATIONS.shipped().filter(mid_year="2024", area_type="authority")
    rows = []
    for place, (_, kind, code, number) in enumerate(before.rows()):
        factor = {0: 1.101, 1: 0.901, 2: 1.011, 3: 1.01}.get(place, 1)
        rows.append(["2025", kind, code, max(1, int(int(number) * factor))])
    told = "\n".join(summary_lines(take(estimates(tmp_path / "p.csv", *rows))))
    assert "mid-2025 against mid-2024: 3 of 164 areas changed by more than 1%" in told
    first, second = before.get_column("area_code").to_list()[:2]
    assert f"check: {first} of mid-2025 from " in told
    assert "(+10%)" in told
    assert f"{second} of mid-2025" not in told.replace("by more than 1%", "")
    assert "no estimate of mid-2025 for E92000001" in told


def test_a_model_of_a_new_year_is_beside_those_that_are_held(tmp_path, take, kept):
    rows = NEIGHBOURS.shipped().filter(model="2025").with_columns(model=pl.lit("2026"))
    swapped = [
        (model, la, rank, {"202": "203", "203": "202"}.get(code, code), close)
        if la not in ("202", "203")
        else (model, la, rank, code, close)
        for model, la, rank, code, close in rows.rows()
    ]
    told = "\n".join(
        summary_lines(take(write_rows(tmp_path / "sn.csv", LONG, swapped)))
    )
    assert "model of 2026, 153 authorities" in told
    assert "of 10 the same on average" in told
    held = held_rows(NEIGHBOURS, read_area_updates(tmp_path / "kept"))
    assert set(held.get_column("model")) == {"2021", "2025", "2026"}


def test_another_model_of_a_held_year_is_a_revision_as_a_whole(tmp_path, take, kept):
    file = write_rows(tmp_path / "sn.csv", LONG, long_rows("2025"))
    told = "\n".join(summary_lines(take(file)))
    assert "not taken; take it with --take-revisions" in told
    assert kept(NEIGHBOURS).is_empty()
    take(file, take_revisions=True)
    held = held_rows(NEIGHBOURS, read_area_updates(tmp_path / "kept"))
    assert held.filter(model="2025").height == 10 * len(in_being())
    assert held.filter(model="2021").height == 1560


def test_the_end_of_an_authority_is_new_and_another_name_a_revision(
    tmp_path, take, kept
):
    east_sussex = AUTHORITIES.shipped().filter(la_code="845").row(0, named=True)
    ends = write_authorities(tmp_path / "a.csv", {**east_sussex, "last_year": "2027"})
    told = "\n".join(summary_lines(take(ends)))
    assert "845 East Sussex: ends with 2027" in told
    assert kept(AUTHORITIES).get_column("last_year").to_list() == ["2027"]
    named = {**east_sussex, "la_name": "Sussex (East)", "last_year": "2027"}
    again = "\n".join(summary_lines(take(write_authorities(tmp_path / "a.csv", named))))
    assert "845: la_name from East Sussex to Sussex (East)" in again
    assert kept(AUTHORITIES).get_column("la_name").to_list() == ["East Sussex"]


def test_what_the_folder_keeps_counts_as_held(tmp_path, take):
    people = estimates(tmp_path / "p.csv", ["2025", "authority", "887", "1800"])
    assert take(people).areas_in
    assert take(people).areas_in == []


def test_a_file_of_areas_is_enough_for_a_run_to_use_the_folder(tmp_path, take):
    take(estimates(tmp_path / "p.csv", ["2025", "authority", "887", "1800"]))
    assert updates_in_use(tmp_path / "kept").is_empty()
    with pytest.raises(ConfigError, match="holds no published_updates"):
        updates_in_use(tmp_path)


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
@pytest.mark.parametrize(
    "change",
    [
        pytest.param(lambda text: text.replace(",source", ""), id="a column less"),
        pytest.param(lambda text: text + text.splitlines()[-1] + "\n", id="row twice"),
        pytest.param(
            lambda text: text.replace("2025", "20x5").replace("2026", "20x6"), id="year"
        ),
        pytest.param(lambda _: "", id="empty"),
    ],
)
def test_a_file_that_no_import_wrote_is_refused(tmp_path, take, table, change):
    codes = [*in_being(), "999"]
    take(
        write_rows(tmp_path / "a.csv", LONG, long_rows(codes=codes)),
        estimates(tmp_path / "b.csv", ["2025", "authority", "999", "1800"]),
        write_authorities(tmp_path / "c.csv"),
    )
    path = tmp_path / "kept" / table.file_name
    path.write_text(change(path.read_text(encoding="utf-8")), encoding="utf-8")
    with pytest.raises(InputError, match=r"Remove the file and import it again"):
        read_area_updates(tmp_path / "kept")


def test_a_folder_that_cannot_be_written_is_told(tmp_path):
    (tmp_path / "file").write_text("x", encoding="utf-8")
    people = estimates(tmp_path / "p.csv", ["2025", "authority", "887", "1800"])
    with pytest.raises(ConfigError, match="choose another folder with --out"):
        import_published([people], tmp_path / "file")
