"""What is found in files and folders, and one clear message for what is not."""

import zipfile

import pytest
from readers_files import (
    child,
    figure,
    header,
    message,
    read_tables,
    write,
    write_cin_folder,
    write_kpi,
)

from returncheck.errors import ConfigError, InputError
from returncheck.files.file_kinds import file_kind
from returncheck.returns.claims import any_return
from returncheck.returns.discover import discover

XML = '<?xml version="1.0" encoding="utf-8"?>'
CP1252 = message(child(identifiers="<ChildIdentifiers>é</ChildIdentifiers>"))


def ids(found):
    return [source.return_id for source in found.sources]


def messages(found):
    return [str(refusal.error) for refusal in found.refusals]


@pytest.fixture
def good(tmp_path):
    return write(tmp_path / "good.xml", message())


BAD_FILES = [
    pytest.param(
        "x.xml",
        "Just some words",
        "{path} is not XML: it does not begin with '<'. Export the file again.",
        id="not xml",
    ),
    pytest.param(
        "x.xml",
        message()[:-60],
        "{path} breaks off at line 1: its end is missing. "
        "Export or copy the file again.",
        id="truncated",
    ),
    pytest.param(
        "x.xml",
        "<Message>\n<Header>\n",
        "{path} breaks off at line 3: its end is missing. "
        "Export or copy the file again.",
        id="truncated in the header",
    ),
    pytest.param(
        "x.xml",
        message().replace("<Source>", "\n<Source></a>"),
        "{path} is not well-formed XML at line 2: an element ends that is not the "
        "one that is open. Export the file again.",
        id="not well-formed",
    ),
    pytest.param(
        "x.xml",
        "<Census><Child/></Census>",
        "{path} is XML of no known return: its root element is 'Census'. "
        f"Give {any_return()}, or leave the file out.",
        id="wrong root",
    ),
    pytest.param(
        "x.xml",
        message(head=header(collection="CLA")),
        "{path} is a return of another collection: "
        "Header/CollectionDetails/Collection is 'CLA', expected 'CIN'. "
        "Give the CIN census export.",
        id="another collection",
    ),
    pytest.param(
        "x.xml",
        (XML + "\n" + CP1252).encode("cp1252"),
        "{path} is in another encoding than it says, at line 2. "
        "Export it again as UTF-8.",
        id="wrong encoding",
    ),
    pytest.param(
        "x.xml",
        XML.replace("utf-8", "klingon") + message(),
        "{path} is in another encoding than it says, at line 1. "
        "Export it again as UTF-8.",
        id="unknown encoding",
    ),
    pytest.param("x.xml", "", "{path} is empty. Export the file again.", id="empty"),
    pytest.param(
        "x.csv", "\ufeff \r\n", "{path} is empty. Export the file again.", id="blank"
    ),
    pytest.param(
        "x.xml",
        message(children=""),
        "{path} has no children: Message/Children holds no Child. "
        "Export the return again with its children.",
        id="no children",
    ),
    pytest.param(
        "x.xml",
        f"<Message>{header()}</Message>",
        "{path} has no children: Message/Children holds no Child. "
        "Export the return again with its children.",
        id="no element for children",
    ),
    pytest.param(
        "x.xml",
        message(head=header(lea="999")),
        "{path} (Header) names the unknown authority '999'. "
        "Correct it to the authority's three-digit code.",
        id="unknown authority",
    ),
    pytest.param(
        "x.xml",
        message(head=header(lea="")),
        "{path} (Header) names no authority. Give --authority.",
        id="no authority",
    ),
    pytest.param(
        "x.xml",
        message(head=header(year="")),
        "{path} (Header) names no year. Give --year.",
        id="no year",
    ),
    pytest.param(
        "x.xml",
        message(head=""),
        "{path} (Header) names no authority and no year. Give --authority and --year.",
        id="no header",
    ),
    pytest.param(
        "x.xml",
        message(head=header(year="2024-25")),
        "{path} (Header) names the year '2024-25', which is not a year of four "
        "digits. Write the year in which the return ends, such as 2025.",
        id="no year of four digits",
    ),
    pytest.param(
        "x.xml",
        message(head=header(year="2016")),
        "{path} (Header) names the year '2016', of which no layout of the CIN census "
        "is known. Years from 2017 on can be read.",
        id="year before the layouts",
    ),
    pytest.param(
        "x.csv",
        "one,two\n1,2\n",
        "{path} is no table of a known return. Its headings are 'one', 'two'. "
        f"Give {any_return()}, or leave the file out.",
        id="unknown table",
    ),
    pytest.param(
        "x.csv",
        "LAchildID;Ethnicity\n1;2\n",
        "{path} has no commas between its headings. "
        "Save it again as 'CSV UTF-8 (comma delimited)'.",
        id="semicolons",
    ),
    pytest.param(
        "x.csv",
        b"a\0b\x01\x02",
        "{path} is a binary file, not a return. Give XML, CSV or XLSX files.",
        id="binary",
    ),
    pytest.param(
        "x.pdf",
        b"%PDF-1.7 words",
        "{path} is a binary file, not a return. Give XML, CSV or XLSX files.",
        id="pdf named",
    ),
    pytest.param(
        "x.txt",
        "Dear all\nplease see below\n",
        "{path} is no table of a known return. Its headings are a text of 8 "
        f"characters. Give {any_return()}, or leave the file out.",
        id="text named",
    ),
    pytest.param(
        "x.xls",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 old",
        "{path} is an old or password-protected workbook. "
        "Save it as .xlsx without a password.",
        id="old workbook",
    ),
    pytest.param(
        "x.xlsx",
        b"PK\x03\x04 not an archive",
        "{path} is an archive that cannot be read as an XLSX workbook. "
        "Save it again as .xlsx, or give the files inside it.",
        id="broken workbook",
    ),
]


@pytest.mark.parametrize(("name", "content", "expected"), BAD_FILES)
def test_discover_bad_file_gives_one_message_and_spares_the_others(
    tmp_path, good, name, content, expected
):
    path = write(tmp_path / name, content)
    found = discover([path, good])
    assert messages(found) == [expected.format(path=path)]
    assert found.refusals[0].source_name == name
    assert ids(found) == ["cin_census-887-2025"]


def test_discover_plain_archive_is_refused(tmp_path):
    path = tmp_path / "x.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("cin.xml", message())
    (text,) = messages(discover([path]))
    assert text.startswith(f"{path} is an archive that cannot be read as an XLSX")


def test_discover_missing_path_is_refused(tmp_path, good):
    path = tmp_path / "nothing.xml"
    found = discover([path, good])
    assert messages(found) == [f"{path} does not exist. Check the path."]
    assert len(found.sources) == 1


@pytest.mark.parametrize(
    "names",
    [
        pytest.param([], id="empty"),
        pytest.param([".hidden.xml"], id="hidden file"),
        pytest.param([".git/cin.xml"], id="hidden folder"),
        pytest.param(["~$kpis.xlsx"], id="lock file"),
        pytest.param(["read me.txt", "page.HTML"], id="other kinds"),
    ],
)
def test_discover_folder_without_returns_is_refused(tmp_path, names):
    folder = tmp_path / "in"
    folder.mkdir()
    for name in names:
        write(folder / name, message())
    assert messages(discover([folder])) == [
        f"{folder} has no return in it: no XML, CSV or XLSX file. "
        "Give the folder that holds the exported files."
    ]


def test_discover_file_of_another_kind_is_noted_inside_a_folder(tmp_path):
    write(tmp_path / "in" / "cin.xml", message())
    write(tmp_path / "in" / "below" / "notes.txt", "words")
    found = discover([tmp_path / "in"])
    assert (messages(found), ids(found)) == ([], ["cin_census-887-2025"])
    assert found.notes == (
        f"{tmp_path}/in: 1 file of other kinds passed over: 'notes.txt'.",
    )


def test_discover_unknown_table_inside_a_folder_is_refused_alone(tmp_path):
    folder = write_cin_folder(tmp_path / "in")
    write(folder / "x.csv", "one,two\n")
    found = discover([folder])
    assert len(found.refusals) == 1
    assert ids(found) == ["cin_census-887-2025"]


@pytest.mark.parametrize("name", ["cin.csv", "cin.xlsx", "cin.txt", "cin"])
def test_discover_tells_xml_by_its_content(tmp_path, name):
    path = write(tmp_path / name, "\ufeff\n " + message())
    assert ids(discover([path])) == ["cin_census-887-2025"]


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_discover_tells_xml_in_utf_16_without_a_mark(tmp_path, encoding):
    text = XML.replace("utf-8", "utf-16") + message()
    path = write(tmp_path / "cin.xml", text.encode(encoding))
    assert ids(discover([path])) == ["cin_census-887-2025"]


def test_discover_few_shared_headings_make_no_table(tmp_path):
    folder = write_cin_folder(tmp_path / "in")
    write(folder / "pupils.csv", "Year,LEA,a,b,c,d,e\n")
    found = discover([folder])
    assert "pupils.csv is no table of a known return" in messages(found)[0]
    assert len(found.sources) == 1


@pytest.mark.parametrize("name", ["kpi.xml", "kpi.txt", "Assessments.csv"])
def test_discover_tells_a_table_by_its_headings(tmp_path, name):
    path = write_kpi(tmp_path / name, "Figures", figure())
    assert ids(discover([path])) == ["kpi_return-887-made-up-2025-01"]


def test_discover_mixes_kinds_in_one_folder(tmp_path):
    folder = write_cin_folder(tmp_path / "in", lea="201")
    write(folder / "cin.xml", message())
    write_kpi(folder / "kpi.csv", "Figures", figure())
    found = discover([folder])
    assert sorted(ids(found)) == [
        "cin_census-201-2025",
        "cin_census-887-2025",
        "kpi_return-887-made-up-2025-01",
    ]
    assert found.refusals == ()


def test_discover_same_return_in_two_files_loads_neither(tmp_path):
    first = write(tmp_path / "first.xml", message())
    second = write(tmp_path / "second.xml", message(child() * 2))
    other = write(tmp_path / "other.xml", message(head=header("2024")))
    found = discover([first, second, other])
    assert ids(found) == ["cin_census-887-2024"]
    assert messages(found) == [
        f"There are 2 files for the same return cin_census-887-2025: {first} and "
        f"{second}. Keep one."
    ]


def test_discover_same_return_as_xml_and_folder_loads_neither(tmp_path):
    folder = write_cin_folder(tmp_path / "tables")
    path = write(tmp_path / "cin.xml", message())
    found = discover([path, folder])
    assert found.sources == ()
    assert f"{path} and {folder}" in messages(found)[0]


def test_discover_file_given_twice_counts_once(tmp_path, good):
    (tmp_path / "x").mkdir()
    found = discover([good, tmp_path, tmp_path / "x" / ".." / "good.xml"])
    assert (ids(found), messages(found)) == (["cin_census-887-2025"], [])


def test_discover_authority_that_contradicts_the_file_is_refused(good):
    found = discover([good], authority="201")
    assert found.sources == ()
    (refusal,) = found.refusals
    said = "names authority '887', but --authority or returncheck.yml says '201'."
    assert said in str(refusal.error)


def test_discover_year_of_the_file_stands_whatever_the_option_says(good):
    (source,) = discover([good], year=2024).sources
    assert source.return_year == 2025


def test_discover_option_that_agrees_with_the_file_changes_nothing(good):
    found = discover([good], authority="887", year=2025)
    assert ids(found) == ["cin_census-887-2025"]


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        pytest.param({"authority": "999"}, "'999' in --authority", id="unknown"),
        pytest.param({"authority": ""}, "'' in --authority", id="empty authority"),
        pytest.param({"year": 2016}, "of 2016 is known", id="year before the layouts"),
        pytest.param({"year": 25}, "of 25 is known", id="year of two digits"),
    ],
)
def test_discover_wrong_option_is_wrong_use(good, options, expected):
    with pytest.raises(ConfigError, match=expected):
        discover([good], **options)


@pytest.mark.parametrize("year", [2017, 2026, 2027])
def test_discover_year_option_reaches_from_the_first_layout_on(tmp_path, year):
    path = write(tmp_path / "cin.xml", message(head=""))
    found = discover([path], authority="887", year=year)
    assert ids(found) == [f"cin_census-887-{year}"]


def test_discover_abolished_authority_is_known(tmp_path):
    # Bournemouth, abolished in 2019.
    path = write(tmp_path / "cin.xml", message(head=header("2018", "837")))
    assert ids(discover([path])) == ["cin_census-837-2018"]


def test_discover_names_sources_from_the_path_given(tmp_path, monkeypatch):
    write(tmp_path / "in" / "2025" / "cin.xml", message())
    monkeypatch.chdir(tmp_path / "in")
    names = [
        discover([path]).sources[0].source_name
        for path in (tmp_path / "in", tmp_path / "in/2025/cin.xml", tmp_path / "in/.")
    ]
    assert names == ["in/2025/cin.xml", "cin.xml", "in/2025/cin.xml"]


def test_discover_reads_no_further_than_the_first_child(tmp_path):
    broken_later = message(child() + "<Child><a></b></Child>")
    (source,) = discover([write(tmp_path / "cin.xml", broken_later)]).sources
    with pytest.raises(InputError, match="is not well-formed XML at line 1"):
        read_tables(source)


def test_file_kind_of_a_file_that_cannot_be_opened_says_why(good, monkeypatch):
    def refuse(*_args, **_options):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(type(good), "open", refuse)
    with pytest.raises(InputError, match="cannot be opened: Permission denied"):
        file_kind(good)


@pytest.mark.parametrize(
    ("heading", "shown"),
    [
        pytest.param('"two\n  lines"', "'two lines'", id="line end"),
        pytest.param("x" * 61, "a text of 61 characters", id="61 characters"),
        pytest.param("x" * 60, "a text of 60 characters", id="60 characters"),
    ],
)
def test_discover_message_stays_short_and_on_one_line(tmp_path, heading, shown):
    path = write(tmp_path / "x.csv", f"{heading},b,c,d,e,f,g\n")
    (text,) = messages(discover([path]))
    assert f"headings are {shown}, 'b', 'c', 'd', 'e' and 2 more. " in text


def test_discover_kpi_report_named_over_two_lines_has_an_id_of_one(tmp_path):
    path = write_kpi(tmp_path / "a.csv", "Figures", figure(report_id=" a\n b "))
    assert ids(discover([path])) == ["kpi_return-887-a b"]
