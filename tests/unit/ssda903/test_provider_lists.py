"""Ofsted's lists of providers, from small made-up workbooks."""

from datetime import datetime

import pytest
from made_up_directory import write_directory
from openpyxl import Workbook
from ssda903_files import OF_2025, only_source, read_tables, write, write_set

from returncheck.returns.discover import discover
from returncheck.returns.frames import frames_source
from returncheck.returns.ssda903 import geography
from returncheck.returns.ssda903.geography import with_geography

HOMES = (
    "URN",
    "Local Authority",
    "Provider Code",
    "Provider Placement Code",
    "Closed Date",
    "Setting Postcode",
)
HOME = (1234567, "Made-Up", "K1, k2", "PR1/PR4", None, "aa1 1aa")
CURRENT = (
    "URN",
    "Local authority",
    "Placement code",
    "Placement provider code",
    "Setting postcode",
)
CLOSED = (*CURRENT, "Deregistration date")
AGENCY = ("SC00001", "Made-Up", "U1", "PR4", "AA1 1AC")
COMBINED = (
    "urn",
    "provider type",
    "LOCAL AUTHORITY",
    "placement code",
    "placement provider code",
    "deregistration date",
    "setting address postcode",
)
ACCOMMODATION = ("URN", "Local authority", "Closed date", "Setting address postcode")


def write_book(path, sheets):
    """A workbook of sheets: title to rows, headings first."""
    book = Workbook()
    book.remove(book.active)
    for title, rows in sheets.items():
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append(row)
    path.parent.mkdir(parents=True, exist_ok=True)
    book.save(path)
    return path


def homes(*rows):
    return {"About": [["Notes"]], "Provider information": [HOMES, *rows]}


def social_care(current=(AGENCY,), closed=()):
    return {"Current": [CURRENT, *current], "Closed": [CLOSED, *closed]}


def combined(*rows):
    return {"Sheet1": [COMBINED, *rows]}


@pytest.fixture(autouse=True)
def without_directory(monkeypatch):
    monkeypatch.setattr(geography, "installed_directory", lambda: None)


@pytest.fixture
def folder(tmp_path):
    return write_set(tmp_path / "r")


def providers(folder):
    """The rows of `ProviderInfo`, without what is inferred from postcodes."""
    frame = read_tables(only_source(folder))["ProviderInfo"]
    assert frame["row_number"].to_list() == list(range(1, frame.height + 1))
    return frame.select(
        "URN",
        "LA_NAME_FROM_FILE",
        "PLACE_CODES",
        "PROVIDER_CODES",
        "REG_END",
        "POSTCODE",
    ).rows()


def refusal(folder):
    """Why a list is not used; the return is loaded all the same."""
    found = discover([folder], **OF_2025)
    assert [source.present_tables for source in found.sources] == [
        ("Header", "Episodes")
    ]
    (refused,) = found.refusals
    return str(refused.error)


def test_homes_and_social_care_become_one_table(folder):
    write_book(folder / "a.xlsx", homes(HOME))
    write_book(folder / "b.xlsx", social_care())
    assert providers(folder) == [
        ("1234567", "Made-Up", "K1,K2", "PR1,PR4", None, "AA11AA"),
        ("SC00001", "Made-Up", "U1", "PR4", None, "AA11AC"),
    ]


def test_order_of_the_lists_does_not_matter(folder):
    write_book(folder / "a.xlsx", social_care())
    write_book(folder / "b.xlsx", homes(HOME))
    assert [row[0] for row in providers(folder)] == ["1234567", "SC00001"]


def test_homes_of_older_lists_are_joined_to_their_addresses(folder):
    addresses = [("URN", "Setting Address Postcode"), (1234567, "aa1 1aa"), (7, "b")]
    sheets = {
        "Settings and Inspection Info": [HOMES[:5], HOME[:5], (7654321, *HOME[1:5])],
        "Address Details": addresses,
    }
    write_book(folder / "a.xlsx", sheets)
    write_book(folder / "b.xlsx", social_care(current=()))
    assert providers(folder) == [
        ("1234567", "Made-Up", "K1,K2", "PR1,PR4", None, "AA11AA"),
        ("7654321", "Made-Up", "K1,K2", "PR1,PR4", None, None),
    ]


@pytest.mark.parametrize(
    ("end", "read"),
    [
        pytest.param(datetime(2024, 5, 3), "03/05/2024", id="day"),
        pytest.param(datetime(2024, 5, 3, 1, 2), "03/05/2024", id="day and time"),
        pytest.param("3/5/2024", "3/5/2024", id="text"),
        pytest.param("", None, id="empty"),
        pytest.param("soon", "soon", id="no day"),
    ],
)
def test_end_of_registration_is_a_day_as_in_the_return(folder, end, read):
    write_book(folder / "a.xlsx", homes((*HOME[:4], end, HOME[5])))
    write_book(folder / "b.xlsx", social_care(current=()))
    assert [row[4] for row in providers(folder)] == [read]


def test_closed_providers_have_an_end_and_rows_without_a_urn_are_left_out(folder):
    closed = (*AGENCY, datetime(2024, 5, 3)), (None, *AGENCY[1:], None)
    write_book(folder / "a.xlsx", homes())
    write_book(folder / "b.xlsx", social_care(closed=closed))
    assert [(row[0], row[4]) for row in providers(folder)] == [
        ("SC00001", None),
        ("SC00001", "03/05/2024"),
    ]


@pytest.mark.parametrize("kind", ["Children's Home", "Children\u2019s home"])
def test_combined_list_of_one_sheet_is_told_by_its_types(folder, kind):
    rows = (
        (7, kind, "Made-Up", "K1", "PR1/PR2", datetime(2024, 5, 3), "aa1 1aa"),
        (8, "Agency", "Made-Up", "U1", "PR4", None, None),
    )
    write_book(folder / "a.xlsx", combined(*rows))
    assert providers(folder) == [
        ("7", "Made-Up", "K1", "PR1,PR2", "03/05/2024", "AA11AA"),
        ("8", "Made-Up", "U1", "PR4", None, None),
    ]


@pytest.mark.parametrize("title", ["SA providers", "SA Providers"])
@pytest.mark.parametrize("postcode", ["Setting address postcode", "Provider postcode"])
def test_combined_list_of_two_sheets_has_supported_accommodation(
    folder, title, postcode
):
    first = ("URN", *COMBINED[2:6], postcode)
    sheets = {
        "Providers": [first, (7, "Made-Up", "K1", "PR1", None, "aa1 1aa")],
        title: [ACCOMMODATION, (9, "Made-Up", datetime(2024, 5, 3), "aa1 1ac")],
    }
    write_book(folder / "a.xlsx", sheets)
    assert providers(folder) == [
        ("7", "Made-Up", "K1", "PR1", None, "AA11AA"),
        ("9", "Made-Up", "K3", "PR4", "03/05/2024", "AA11AC"),
    ]


def test_provider_code_of_supported_accommodation_is_taken_where_it_is_given(folder):
    headings = (*ACCOMMODATION, "Placement provider code")
    sheets = {
        "Providers": [("URN", *COMBINED[2:])],
        "SA providers": [headings, (9, "A", None, None, "PR1"), (8, "A")],
    }
    write_book(folder / "a.xlsx", sheets)
    assert [row[3] for row in providers(folder)] == ["PR1", "PR4"]


@pytest.mark.parametrize(
    ("books", "told"),
    [
        pytest.param(
            [homes(HOME), homes(HOME)],
            "There are 2 files of Ofsted's list of children's homes: {a} and {b}. "
            "Keep one.",
            id="homes twice",
        ),
        pytest.param(
            [homes(HOME), social_care(), social_care()],
            "There are 2 files of Ofsted's list of social care providers: {b} and {c}. "
            "Keep one.",
            id="social care twice",
        ),
        pytest.param(
            [social_care()],
            "{a} is Ofsted's list of social care providers alone. Give its list of "
            "children's homes as well, or the combined list.",
            id="social care alone",
        ),
        pytest.param(
            [homes(HOME)],
            "{a} is Ofsted's list of children's homes alone, which is not the combined "
            "list. Give its list of social care providers as well, or the combined "
            "list.",
            id="homes alone",
        ),
        pytest.param(
            [
                {
                    "Providers": [("URN", *COMBINED[2:])],
                    "SA providers": [ACCOMMODATION],
                },
                social_care(),
            ],
            "{a} is Ofsted's combined list, which takes no other beside it. Leave the "
            "other list out.",
            id="combined and another",
        ),
        pytest.param(
            [{"Sheet1": [("URN", "Local authority", "Name"), (1, "A", "B")]}],
            "{a} looks like a list of Ofsted's, but is none that is known: its sheets "
            "are 'Sheet1'. Give the list of children's homes with that of social care "
            "providers, or the combined list.",
            id="unknown layout",
        ),
        pytest.param(
            [{"Provider information": [HOMES[:2], (1, "A")]}],
            "{a}, sheet 'Provider information', lacks the column 'Provider code' of "
            "Ofsted's list. Give the workbook as Ofsted published it.",
            id="column missing",
        ),
        pytest.param(
            [combined((7, "Children's Home", "A", "K1", "PR1", None, None))],
            "{a} is Ofsted's list of social care providers alone. Give its list of "
            "children's homes as well, or the combined list.",
            id="combined of one row",
        ),
    ],
)
def test_lists_that_cannot_be_used_are_told_in_one_line(folder, books, told):
    names = dict(zip("abc", (folder / f"{name}.xlsx" for name in "abc"), strict=True))
    for path, sheets in zip(names.values(), books, strict=False):
        write_book(path, sheets)
    assert refusal(folder) == told.format(**names)


def test_list_without_a_return_is_refused(tmp_path):
    write_book(tmp_path / "in" / "a.xlsx", homes(HOME))
    write_book(tmp_path / "in" / "b.xlsx", social_care())
    found = discover([tmp_path / "in"], **OF_2025)
    assert [str(each.error) for each in found.refusals] == [
        f"{tmp_path / 'in' / 'a.xlsx'} is a list of Ofsted's, but no SSDA903 return "
        "lies beside it. Give the return that it is for as well, or leave the list out."
    ]


def test_list_is_one_of_the_files_of_the_return(folder):
    path = write_book(
        folder / "a.xlsx",
        {"Providers": [("URN", *COMBINED[2:])], "SA providers": [ACCOMMODATION]},
    )
    source = only_source(folder)
    assert path in source.files
    assert "ProviderInfo" in source.present_tables
    assert "ProviderInfo" not in read_tables(source)


def test_archive_that_is_no_workbook_is_refused_as_before(tmp_path):
    path = write(tmp_path / "a.xlsx", b"PK\x03\x04 nothing")
    (refused,) = discover([path]).refusals
    assert "cannot be read as an XLSX workbook" in str(refused.error)


def inferred(source):
    frame = read_tables(source)["ProviderInfo"]
    return frame.select("LA_CODE_INFERRED", "LA_NAME_INFERRED").rows()


def frames(**columns):
    table = {"ProviderInfo": {"URN": ["7"], "POSTCODE": ["AA11AA"], **columns}}
    source = frames_source("ssda903", table, authority="201", year=2025, return_id=None)
    return with_geography(source)


@pytest.fixture
def directory(tmp_path, monkeypatch):
    monkeypatch.undo()
    monkeypatch.syspath_prepend(str(write_directory(tmp_path / "packages")))


@pytest.mark.parametrize(
    ("postcode", "expected"),
    [
        pytest.param("AA11AA", ("E09000001", "City of London"), id="authority"),
        pytest.param("AA2 1AA", ("E10000002", "Made-Up County"), id="lower tier"),
        pytest.param("CA11AA", ("E06000063", "Cumberland"), id="newer"),
        pytest.param("CF11AA", ("WAL", None), id="Wales"),
        pytest.param("AA77AA", (None, None), id="no match"),
        pytest.param(None, (None, None), id="missing"),
    ],
)
def test_authority_of_a_provider_is_that_of_its_postcode(directory, postcode, expected):
    source = frames(POSTCODE=[postcode])
    assert inferred(source) == [expected]
    assert ("ProviderInfo", "LA_CODE_INFERRED") in source.derived_columns
    assert "PostcodeDirectory" not in source.present_tables


def test_authority_that_is_given_is_taken(directory):
    source = frames(LA_CODE_INFERRED=["E09000033"], LA_NAME_INFERRED=["Westminster"])
    assert inferred(source) == [("E09000033", "Westminster")]


def test_authority_of_a_provider_is_not_there_without_the_directory():
    source = frames()
    assert inferred(source) == [(None, None)]
    assert source.derived_columns == ()
    (message,) = source.observations()["message"].to_list()
    assert "LA_CODE_INFERRED" in message
