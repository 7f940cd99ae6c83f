"""Zipped downloads: their tables are read, and what is in them besides is said."""

import zipfile

import pytest
from published_files import rows, write

from returncheck.errors import InputError
from returncheck.files.limits import Limits, limited
from returncheck.published import import_published, read_updates, summary_lines


@pytest.fixture
def table(tmp_path):
    return write(tmp_path / "table.csv", rows()).read_bytes()


@pytest.fixture
def packed(tmp_path):
    def pack(**members):
        path = tmp_path / "release.zip"
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, content in members.items():
                archive.writestr(name, content)
        return path

    return lambda members: pack(**members)


def test_the_tables_of_a_download_are_read_and_the_guidance_is_not(
    packed, table, tmp_path
):
    path = packed(
        {
            "data-guidance/data-guidance.txt": "About the data",
            "data/c1_referrals.csv": table,
        }
    )
    result = import_published([path], tmp_path / "kept")
    assert [each.file.name for each in result.files] == [
        "release.zip: data/c1_referrals.csv"
    ]
    assert result.unknown == []
    sources = set(read_updates(tmp_path / "kept")["source"])
    assert sources == {"children_in_need_referrals: release.zip: data/c1_referrals.csv"}


def test_tables_of_no_known_release_are_said_and_left_out(packed, table, tmp_path):
    path = packed({"data/a.csv": table, "data/other.csv": "x,y\n1,2\n"})
    result = import_published([path], tmp_path / "kept")
    said = list(summary_lines(result))
    assert "Not of a release that is known, and left out:" in said
    assert "  release.zip: data/other.csv" in said
    assert len(result.files) == 1


def test_a_download_in_which_nothing_is_known_is_refused(packed, tmp_path):
    path = packed({"data/other.csv": "x,y\n1,2\n", "data/more.csv": "z\n1\n"})
    with pytest.raises(InputError, match=r"release\.zip is of no release that"):
        import_published([path], tmp_path / "kept")


def test_a_fault_names_the_table_in_the_download(packed, tmp_path):
    listed = rows(rereferral_percent="101")
    content = write(tmp_path / "t.csv", listed).read_bytes()
    with pytest.raises(InputError) as refusal:
        import_published([packed({"data/c1.csv": content})], tmp_path / "kept")
    first = str(refusal.value).splitlines()[0]
    assert first.startswith(f"{tmp_path / 'release.zip'}: data/c1.csv: ")
    ragged = packed({"data/c1.csv": content + b"2026\n"})
    with pytest.raises(InputError) as refusal:
        import_published([ragged], tmp_path / "kept")
    assert "release.zip: data/c1.csv has rows of another length" in str(refusal.value)


@pytest.mark.parametrize(
    ("content", "words"),
    [
        pytest.param({"notes.txt": "a"}, "holds no CSV file", id="no table"),
        pytest.param({}, "holds no CSV file", id="nothing"),
        pytest.param(
            {f"{n}.csv": "a\n" for n in range(2_001)},
            "more than any release",
            id="many",
        ),
    ],
)
def test_downloads_without_tables_are_refused(packed, tmp_path, content, words):
    with pytest.raises(InputError, match=words) as refusal:
        import_published([packed(content)], tmp_path / "kept")
    assert str(refusal.value).count("\n") == 1


def test_a_download_that_unpacks_to_too_much_is_refused(packed, tmp_path):
    path = packed({"data/c1.csv": "0" * 2_500_000})
    with limited(Limits(input_megabytes=2)), pytest.raises(InputError) as refusal:
        import_published([path], tmp_path / "kept")
    assert "unpacks to 2 megabytes" in str(refusal.value)


def test_a_damaged_download_is_refused(packed, table, tmp_path):
    path = packed({"data/c1.csv": table})
    content = bytearray(path.read_bytes())
    content[60:90] = bytes(30)
    path.write_bytes(content)
    with pytest.raises(InputError, match=r"is damaged\. Download it again"):
        import_published([path], tmp_path / "kept")


def test_names_that_lead_out_of_the_folder_lead_nowhere(packed, table, tmp_path):
    path = packed({"../../outside.csv": table})
    result = import_published([path], tmp_path / "kept")
    assert len(result.files) == 1
    assert not list(tmp_path.parent.glob("outside.csv"))
