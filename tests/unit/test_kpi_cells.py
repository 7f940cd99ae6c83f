"""Cells of a KPI return as people write them, from all three ways in."""

from datetime import datetime
from time import monotonic

import polars as pl
import pytest
from openpyxl import Workbook
from pandera.errors import SchemaErrors
from readers_files import KPI, columns, comparator, figure, read_tables, write_kpi

from returncheck.catalogue.local_indicators import declared
from returncheck.contracts import model as contract
from returncheck.errors import InputError
from returncheck.project import project_root
from returncheck.returns.contracts import check_batch
from returncheck.returns.discover import discover
from returncheck.returns.frames import frames_source
from returncheck.returns.kpi_return.areas import comparator_code
from returncheck.returns.kpi_return.dates import plain_date

SHARE = "assessments_within_45_days"


def from_csv(folder, table, row):
    write_kpi(folder / "figures.csv", "Figures", figure())
    if table == "Comparators":
        write_kpi(folder / "comparators.csv", table, row)
    else:
        write_kpi(folder / "figures.csv", table, row)
    (source,) = discover([folder]).sources
    return read_tables(source)[table]


def from_workbook(folder, table, row):
    book = Workbook()
    for name, record in (("Figures", figure()), (table, row)):
        sheet = book[name] if name in book.sheetnames else book.create_sheet(name)
        sheet.delete_rows(1, 9)
        headings = columns(KPI, name)
        sheet.append(headings)
        sheet.append([record.get(heading) for heading in headings])
    folder.mkdir()
    book.save(folder / "book.xlsx")
    (source,) = discover([folder]).sources
    return read_tables(source)[table]


def from_frame(_, table, row):
    tables = {"Figures": pl.DataFrame([figure()]), table: pl.DataFrame([row])}
    source = frames_source(
        "kpi_return", tables, authority=None, year=None, return_id=None
    )
    return read_tables(source)[table]


WAYS = pytest.mark.parametrize("way", [from_csv, from_workbook, from_frame])


def read(way, folder, table, make, **values):
    """One row as it is loaded, and what the contract finds in it."""
    frame = way(folder / "in", table, make(**values))
    return frame, check_batch(KPI, table, frame, None)


@WAYS
@pytest.mark.parametrize(
    ("indicator", "printed", "plain"),
    [
        (SHARE, "92%", "92"),
        (SHARE, "92.0 ", "92.0"),
        (SHARE, "\N{NO-BREAK SPACE}92.0\N{NO-BREAK SPACE}%", "92.0"),
        (SHARE, "-3.5%", "-3.5"),
        (SHARE, "1000%", "1000"),
        ("contacts", "1,234", "1234"),
        ("contacts", "1\N{NARROW NO-BREAK SPACE}234", "1234"),
        ("contacts", "1,234,567.50", "1234567.50"),
        ("contacts", "+5", "5"),
        ("contacts", "\N{MINUS SIGN}5.0", "-5.0"),
        ("an_indicator_of_our_own", "45 %", "45"),
    ],
)
def test_a_number_that_reads_in_one_way_is_read(
    way, tmp_path, indicator, printed, plain
):
    names = ("value", "value_low", "value_high", "target")
    values = dict.fromkeys(names, printed)
    frame, findings = read(
        way, tmp_path, "Figures", figure, indicator_id=indicator, **values
    )
    assert frame.select(names).row(0) == (plain,) * 4
    assert findings.is_empty()


@WAYS
@pytest.mark.parametrize(
    ("indicator", "printed", "said"),
    [
        (SHARE, "1.234,5", "can be read as two numbers"),
        (SHARE, "12,34", "can be read as two numbers"),
        (SHARE, "0,123", "can be read as two numbers"),
        (SHARE, "1,2345", "can be read as two numbers"),
        (SHARE, "1234,567", "can be read as two numbers"),
        (SHARE, "12 34", "can be read as two numbers"),
        ("contacts", "92%", "is a percentage where none is asked for"),
        (SHARE, "1001%", "is a percentage that cannot be meant"),
        (SHARE, "9200.0%", "is a percentage that cannot be meant"),
        (SHARE, "20-25", "is a span"),
        (SHARE, "5 to 7", "is a span"),
        (SHARE, "#DIV/0!", "is an error of a spreadsheet"),
        (SHARE, "1.2E+05", "was shortened by a spreadsheet"),
        (SHARE, "about 20", "is not a plain number"),
    ],
)
def test_a_number_that_reads_in_two_ways_is_one_finding(
    way, tmp_path, indicator, printed, said
):
    frame, findings = read(
        way, tmp_path, "Figures", figure, indicator_id=indicator, value=printed
    )
    assert frame["value"].to_list() == [printed]
    (found,) = findings.iter_rows(named=True)
    assert found["value"] == printed
    start = f"Figures row 1: value '{printed}' {said}. "
    assert found["message"].startswith(start)
    assert found["message"].removeprefix(start).split()[0] in ("Write", "Correct")


@WAYS
def test_parts_are_counts_and_no_percentages(way, tmp_path):
    values = {"numerator": "1,234", "denominator": "92%"}
    frame, findings = read(
        way, tmp_path, "Figures", figure, indicator_id=SHARE, **values
    )
    assert frame.select("numerator", "denominator").row(0) == ("1234", "92%")
    assert findings["field"].to_list() == ["denominator"]


def test_a_negative_count_is_told_as_that():
    frame = from_frame(None, "Figures", figure(numerator="-1"))
    (message,) = check_batch(KPI, "Figures", frame, None)["message"]
    assert message == "Figures row 1: numerator '-1' is less than 0. Give 0 or more."


@WAYS
@pytest.mark.parametrize("printed", ["n/a", "-", "none", "TBC", ".."])
def test_no_target_in_words_is_none(way, tmp_path, printed):
    frame, findings = read(way, tmp_path, "Figures", figure, target=printed)
    assert frame["target"].to_list() == [None]
    assert findings.is_empty()


@WAYS
@pytest.mark.parametrize(
    ("printed", "first", "last"),
    [
        ("2024-04-01", "2024-04-01", "2024-04-01"),
        ("01/04/2024", "01/04/2024", "01/04/2024"),
        ("1/4/2024", "2024-04-01", "2024-04-01"),
        ("1.4.24", "2024-04-01", "2024-04-01"),
        ("1 April 2024", "2024-04-01", "2024-04-01"),
        ("Monday 1st Apr 2024", "2024-04-01", "2024-04-01"),
        ("April 1, 2024", "2024-04-01", "2024-04-01"),
        ("1-Apr-24", "2024-04-01", "2024-04-01"),
        ("2024-04-01 00:00:00", "2024-04-01", "2024-04-01"),
        ("Oct-15", "2015-10-01", "2015-10-31"),
        ("Oct 2015", "2015-10-01", "2015-10-31"),
        ("sept 2015", "2015-09-01", "2015-09-30"),
        ("February 2016", "2016-02-01", "2016-02-29"),
        ("Feb-15", "2015-02-01", "2015-02-28"),
        ("Dec-69", "2069-12-01", "2069-12-31"),
        ("Jan-70", "1970-01-01", "1970-01-31"),
    ],
)
def test_a_date_is_read_as_people_write_it(way, tmp_path, printed, first, last):
    values = {"period_start": printed, "period_end": printed}
    frame, findings = read(way, tmp_path, "Comparators", comparator, **values)
    assert frame.select("period_start", "period_end").row(0) == (first, last)
    assert findings.is_empty()


@WAYS
@pytest.mark.parametrize(
    ("printed", "said"),
    [
        ("15-Oct", "has no year, or is a month that a spreadsheet made a day"),
        ("1 April", "has no year, or is a month that a spreadsheet made a day"),
        ("3/31/2018", "has the month first"),
        ("45383", "is the number of a day in a spreadsheet"),
        ("31 September 2020", "is not a calendar date"),
        ("2015-10", "is not a calendar date"),
        ("2011-12", "is not a calendar date"),
        ("summer 2018", "is not a calendar date"),
        ("01/04/1850", "is a date that cannot be meant"),
    ],
)
def test_a_date_that_reads_in_two_ways_is_one_finding(way, tmp_path, printed, said):
    frame, findings = read(way, tmp_path, "Figures", figure, period_end=printed)
    assert frame["period_end"].to_list() == [printed]
    (message,) = findings["message"]
    assert message.startswith(f"Figures row 1: period_end '{printed}' {said}. ")


@pytest.mark.parametrize(
    ("stored", "form", "first", "last"),
    [
        (datetime(2015, 10, 1), "mmm-yy", "2015-10-01", "2015-10-31"),
        (datetime(2026, 10, 15), "mmm-yy", "2026-10-01", "2026-10-31"),
        (datetime(2015, 10, 31), "mmmm yyyy", "2015-10-01", "2015-10-31"),
        (datetime(2015, 10, 15), "dd/mm/yyyy", "2015-10-15", "2015-10-15"),
        (datetime(2026, 10, 15), "d-mmm", "15-Oct", "15-Oct"),
    ],
)
def test_a_day_that_shows_as_a_month_is_one(tmp_path, stored, form, first, last):
    book = Workbook()
    headings = columns(KPI, "Figures")
    book.active.append(headings)
    row = figure(period_start=stored, period_end=stored)
    book.active.append([row.get(name) for name in headings])
    for cell in book.active[2]:
        if isinstance(cell.value, datetime):
            cell.number_format = form
    book.save(tmp_path / "a.xlsx")
    (source,) = discover([tmp_path / "a.xlsx"]).sources
    frame = read_tables(source)["Figures"]
    assert frame.select("period_start", "period_end").row(0) == (first, last)


@WAYS
@pytest.mark.parametrize(
    ("printed", "code"),
    [
        ("England", "england"),
        ("ENGLAND average", "england"),
        ("national", "england"),
        ("statistical neighbours", "statistical_neighbours"),
        ("Stat. Neighbours average", "statistical_neighbours"),
        ("South East", "region:E12000008"),
        ("region:south east", "region:E12000008"),
        ("Yorkshire & the Humber", "region:E12000003"),
        ("London", "region:E12000007"),
        ("City of London", "authority:201"),
        ("Medway", "authority:887"),
        ("authority: medway council", "authority:887"),
        ("London Borough of Camden", "authority:202"),
        ("Bristol", "authority:801"),
        ("Hull", "authority:810"),
        ("Brighton", "authority:846"),
        ("887", "authority:887"),
        ("E06000035", "authority:887"),
        ("E12000008", "region:E12000008"),
    ],
)
def test_an_area_is_read_by_its_name(way, tmp_path, printed, code):
    frame, findings = read(way, tmp_path, "Comparators", comparator, comparator=printed)
    assert frame["comparator"].to_list() == [code]
    assert findings.is_empty()


@pytest.mark.parametrize("kind", ["authority", "region"])
def test_every_name_of_the_seed_is_its_own_code(kind):
    authorities = pl.read_csv(
        project_root() / "seeds" / "areas" / "rc_authorities.csv", infer_schema_length=0
    ).filter(pl.col("la_name") != "Dorset")
    names = {
        "authority": ("la_code", "la_name"),
        "region": ("region_code", "region_name"),
    }[kind]
    for code, name in authorities.select(names).unique().iter_rows():
        assert comparator_code(name.upper(), None) == f"{kind}:{code}"


@WAYS
@pytest.mark.parametrize(
    ("printed", "said"),
    [
        ("Midway", "(the nearest: Medway)"),
        ("somebody", "or the name or code of a region or authority."),
        ("authority:South East", "is no area that is known"),
        ("Kingston", "authority:314 (Kingston upon Thames) or authority:810"),
        ("Dorset", "can be two areas. Write authority:835 (Dorset, to 2019)"),
        ("average", "is no area that is known"),
    ],
)
def test_an_area_that_can_be_two_or_none_is_one_finding(way, tmp_path, printed, said):
    frame, findings = read(way, tmp_path, "Comparators", comparator, comparator=printed)
    assert frame["comparator"].to_list() == [printed]
    (message,) = findings["message"]
    assert message.startswith(f"Comparators row 1: comparator '{printed}' ")
    assert said in message


@pytest.mark.parametrize(
    ("told", "code"),
    [
        ({"comparator_year": "2018"}, "835"),
        ({"comparator_year": "2018/19"}, "835"),
        ({"period_end": "31 March 2019"}, "835"),
        ({"period_end": "1 April 2019"}, "838"),
        ({"comparator_year": "2021", "period_end": "2018-03-31"}, "838"),
    ],
)
def test_areas_of_one_name_are_told_apart_by_the_year(told, code):
    row = comparator(comparator="Dorset", **told)
    frame = from_frame(None, "Comparators", row)
    assert frame["comparator"].to_list() == [f"authority:{code}"]


@WAYS
@pytest.mark.parametrize("name", ["Medway", "MEDWAY COUNCIL", " 887 ", "887.0"])
def test_an_authority_is_read_by_its_name(way, tmp_path, name):
    frame, findings = read(way, tmp_path, "Figures", figure, la_code=name)
    assert frame["la_code"].to_list() == ["887"]
    assert findings.is_empty()


@pytest.mark.parametrize(
    ("name", "team"),
    [
        ("Medway", None),
        ("medway council", None),
        ("North", "North"),
        ("Swindon", "Swindon"),
        ("Medway North", "Medway North"),
    ],
)
def test_authority_itself_is_no_team_of_it(name, team):
    frame = from_frame(None, "Figures", figure(la_code="Medway", unit=name))
    assert frame["unit"].to_list() == [team]


@pytest.mark.parametrize(
    ("unit", "value"), [("percent", "92"), ("count", "92%"), ("days", "92%")]
)
def test_a_percentage_of_the_councils_own_is_read_by_its_unit(unit, value):
    with declared({"hub_answered": unit}):
        frame = from_frame(
            None, "Figures", figure(indicator_id="Hub_Answered", value="92%")
        )
    assert frame["value"].to_list() == [value]
    assert frame["indicator_id"].to_list() == ["hub_answered"]


def test_an_authority_that_is_none_is_refused_with_the_near_names():
    with pytest.raises(InputError, match=r"\(887 for Medway\?\)"):
        from_frame(None, "Figures", figure(la_code="Midway"))


@WAYS
def test_codes_and_years_are_read_in_any_letters(way, tmp_path):
    values = {"period_type": "Year to date", "period_basis": " Printed"}
    frame, findings = read(
        way, tmp_path, "Figures", figure, indicator_id="Contacts ", **values
    )
    assert frame.select("indicator_id", "period_type", "period_basis").row(0) == (
        "contacts",
        "year_to_date",
        "printed",
    )
    assert findings.is_empty()


@pytest.mark.parametrize(
    ("printed", "plain"),
    [
        ("2017", "2017"),
        ("2017.0", "2017"),
        ("2016/17", "2017"),
        ("2016-2017", "2017"),
        ("1999/00", "2000"),
        ("2016/18", "2016/18"),
    ],
)
def test_a_year_is_the_one_it_ends_in(printed, plain):
    frame = from_frame(None, "Comparators", comparator(comparator_year=printed))
    assert frame["comparator_year"].to_list() == [plain]


def test_what_is_plain_already_stays():
    assert plain_date("2024-04-01", is_start=True) == "2024-04-01"
    row = figure(indicator_id=SHARE, value="92%", period_end="Oct-15", la_code="Medway")
    once = from_frame(None, "Figures", row)
    again = from_frame(None, "Figures", once.drop("row_number").row(0, named=True))
    assert again.equals(once)


def test_blank_rows_of_a_frame_keep_their_place_and_are_left_out():
    rows = [figure(), dict.fromkeys(figure(), " "), figure(value="13")]
    source = frames_source(
        "kpi_return",
        {"Figures": pl.DataFrame(rows)},
        authority=None,
        year=None,
        return_id=None,
    )
    frame = read_tables(source)["Figures"]
    assert frame.select("row_number", "value").rows() == [(1, "12"), (3, "13")]


def test_a_public_contract_reads_cells_as_a_return_is_loaded():
    model = contract("kpi_return", "Figures")
    rows = [figure(value="1,234", period_end="Oct-15", la_code="Medway")]
    given = pl.DataFrame(rows).with_columns(
        pl.lit(None, pl.String).alias(name)
        for name in columns(KPI, "Figures")
        if name not in rows[0]
    )
    assert model.validate(given, lazy=True).equals(given)
    with pytest.raises(SchemaErrors, match="12,34"):
        model.validate(given.with_columns(value=pl.lit("12,34")), lazy=True)


def test_what_a_raw_table_holds_is_judged_as_it_is():
    row = comparator(value="1,234", comparator="Medway", period_end="Oct-15")
    frame = from_frame(None, "Comparators", comparator()).with_columns(
        pl.lit(row[name]).alias(name) for name in ("value", "comparator", "period_end")
    )
    findings = check_batch(KPI, "Comparators", frame, None)
    assert findings["field"].to_list() == ["period_end", "comparator", "value"]
    assert "Write its code, authority:887." in findings["message"][1]


@pytest.mark.parametrize("piece", ["1 ", "1,", "- ", "0.", "1-"])
def test_a_long_cell_is_refused_as_quickly_as_a_short_one(piece):
    row = comparator(
        value=piece * 16_000 + "x", period_end=piece * 16_000, comparator=piece * 16_000
    )
    began = monotonic()
    frame = from_frame(None, "Comparators", row)
    findings = check_batch(KPI, "Comparators", frame, None)
    assert monotonic() - began < 2
    assert findings["field"].to_list() == ["period_end", "comparator", "value"]
