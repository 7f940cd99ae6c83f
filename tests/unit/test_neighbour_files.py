"""A model of statistical neighbours is read in both layouts, or not at all."""

import pytest
from area_files import LONG, in_being, layout_in, long_rows, write_rows

from returncheck.catalogue.authorities import authorities
from returncheck.errors import InputError
from returncheck.published.reference.neighbour_files import (
    layout_of,
    not_in_model,
    read_neighbours,
)

MEDWAY = ["301", "302", "303", "304", "305", "306", "307", "308", "309", "310"]


@pytest.fixture
def read(tmp_path):
    def reads(headings, rows, year=None):
        path = write_rows(tmp_path / "sn.csv", headings, rows)
        layout = layout_in(path, layout_of)
        assert layout is not None
        return read_neighbours(path, layout, authorities(), year)

    return reads


def medway(model="2026", **changes):
    """Medway's ten neighbours; a keyword `r3` changes the third."""
    return [
        [model, "887", rank, changes.get(f"r{rank}", code), "Close"]
        for rank, code in enumerate(MEDWAY, start=1)
    ]


def wide(count=10, form="SN{}", close="SN{} Prox"):
    headings = ["LA number", "LA Name"]
    for place in range(1, count + 1):
        headings += [form.format(place), close.format(place)]
    return headings


def wide_row(la_code, la_name, neighbours):
    return [
        la_code,
        la_name,
        *(cell for each in neighbours for cell in (each, "Close")),
    ]


def test_a_row_a_neighbour_is_read(read):
    rows = read(LONG, medway())
    assert rows.columns == list(LONG)
    assert rows.row(0) == ("2026", "887", "1", "301", "Close")
    assert rows.get_column("neighbour_code").to_list() == MEDWAY


def test_a_row_an_authority_is_read_with_names_or_codes(read):
    names = [authorities()[code].name for code in MEDWAY]
    expected = read(LONG, medway())
    for cells in (MEDWAY, names, [name.upper() for name in names]):
        found = read(wide(), [wide_row("887", "Medway", cells)], year=2026)
        assert found.equals(expected)


@pytest.mark.parametrize(
    ("form", "close"),
    [
        pytest.param("SN1", None, id="no closeness"),
        pytest.param("sn 0{}", "Closeness {}", id="blanks and noughts"),
        pytest.param("Neighbour {} code", "Neighbour {} closeness", id="neighbour"),
        pytest.param("Statistical neighbour {}", "SN{} band", id="in full"),
    ],
)
def test_headings_are_read_tolerantly(read, form, close):
    if close is None:
        headings = ["Local authority", *(f"SN{place}" for place in range(1, 11))]
        found = read(headings, [["Medway", *MEDWAY]], year=2026)
        assert found.get_column("closeness").to_list() == [None] * 10
    else:
        found = read(wide(10, form, close), [wide_row("887", "Medway", MEDWAY)], 2026)
        assert found.get_column("closeness").to_list() == ["Close"] * 10
    assert found.get_column("neighbour_code").to_list() == MEDWAY


def test_lines_of_a_title_may_stand_above_the_headings(tmp_path):
    path = tmp_path / "sn.csv"
    headings = wide()
    write_rows(
        path,
        ["Statistical neighbours", *[""] * (len(headings) - 1)],
        [[""] * len(headings), headings, wide_row("887", "Medway", MEDWAY)],
    )
    layout = layout_in(path, layout_of)
    rows = read_neighbours(path, layout, authorities(), 2026)
    assert rows.height == 10


def test_an_authority_of_the_year_is_meant_where_two_have_the_name(read):
    row = wide_row("887", "Medway", [*MEDWAY[:9], "Dorset"])
    found = read(wide(), [row], year=2026)
    assert found.get_column("neighbour_code").to_list()[-1] == "838"
    before = read(wide(), [row], year=2018)
    assert before.get_column("neighbour_code").to_list()[-1] == "835"


@pytest.mark.parametrize(
    ("rows", "words"),
    [
        pytest.param(medway(r3="887"), "its own neighbour (row 3)", id="itself"),
        pytest.param(medway(r3="301"), "a neighbour is named twice", id="twice"),
        pytest.param(medway()[:9], "887 (Medway): not 10 neighbours", id="nine"),
        pytest.param(
            [*medway(), ["2026", "887", 11, "311", ""]], "'11' is not 1 to 10", id="11"
        ),
        pytest.param(
            [*medway(), ["2026", "887", 10, "311", ""]],
            "not 10 neighbours",
            id="two 10",
        ),
        pytest.param(medway(r3="99"), "'99' is no known authority", id="unknown"),
        pytest.param(
            medway(r3="Medwey"), "(the nearest: Medway", id="a name with a slip"
        ),
        pytest.param(medway(r3=""), "an authority is left out", id="empty"),
        pytest.param(
            [*medway(), *medway("2027")],
            "more than one neighbour model: 2026, 2027",
            id="two models",
        ),
        pytest.param(medway("the newest"), "is not a year such as 2026", id="no year"),
        pytest.param([], "has no row below", id="no row"),
    ],
)
def test_what_is_no_model_is_refused(read, rows, words):
    with pytest.raises(InputError) as refused:
        read(LONG, rows)
    assert words in str(refused.value)


def test_one_line_tells_a_name_that_cannot_be_read_in_many_rows(read):
    rows = [wide_row(code, "", [*MEDWAY[:9], "Nowhere"]) for code in ("201", "202")]
    with pytest.raises(InputError, match=r"Nowhere.*\(rows 1, 2\)") as refused:
        read(wide(), rows, year=2026)
    assert len(str(refused.value).splitlines()) == 1


def test_a_file_that_does_not_say_its_year_needs_one(read):
    with pytest.raises(InputError, match="--model 2026"):
        read(wide(), [wide_row("887", "Medway", MEDWAY)])


def test_eight_columns_of_neighbours_are_too_few(read):
    with pytest.raises(InputError, match="no column for SN9, SN10"):
        read(wide(8), [wide_row("887", "Medway", MEDWAY[:8])], year=2026)


def test_a_table_of_anything_else_is_no_model(tmp_path):
    path = write_rows(tmp_path / "a.csv", ["la_code", "value"], [["887", "1"]])
    assert layout_in(path, layout_of) is None


def test_a_whole_model_lacks_no_authority_and_a_part_of_it_many(read):
    codes = in_being()
    assert not_in_model(read(LONG, long_rows()), authorities()) == []
    part = read(LONG, medway())
    assert len(not_in_model(part, authorities())) == len(codes) - 1
    assert "909" not in not_in_model(part, authorities())
