"""`returncheck import-published` as a process: exit codes and what it says."""

import pytest
import yaml

HEAD = (
    "time_period,time_identifier,geographic_level,country_code,country_name,"
    "region_code,region_name,old_la_code,new_la_code,la_name,category,"
    "CPP_start,CPP_subsequent,CPP_subsequent_percent\n"
)
KIND = "Child Protection Plans which are a second or subsequent plan"
ENGLAND = f"2026,Reporting year,National,E92000001,England,,,,,,{KIND},600,150,25\n"


def medway(percent="20.5"):
    return (
        "2026,Reporting year,Local authority,E92000001,England,E12000008,South East,"
        f'887,E06000035,"Medway, Kent",{KIND},400,82,{percent}\n'
    )


@pytest.fixture
def release(tmp_path):
    def write(*lines, name="d3.csv"):
        (tmp_path / name).write_text(HEAD + "".join(lines), encoding="utf-8")
        return name

    return write


def test_a_release_is_imported_and_summed_up(returncheck, release, tmp_path):
    shown = returncheck(
        "import-published", release(ENGLAND, medway()), "--out", "figures"
    )
    assert (shown.returncode, shown.stderr) == (0, "")
    assert shown.stdout == (
        "d3.csv\n"
        "  release: Children in need: second or subsequent child protection plans "
        "(D3)\n"
        "  rows: 2\n"
        "  cpp_starts: new 2026; 2 added, 0 as held, 0 revised\n"
        "  cpp_second_or_subsequent: new 2026; 2 added, 0 as held, 0 revised\n"
        "  symbols: none\n"
        "  cpp_start_rate: 2 rates of 2026 cannot be computed, for want of the "
        "population at the middle of the year before; import the population "
        "estimates, or the release on children looked after that prints them, and "
        "this file again\n"
        "\n"
        "4 figures written to figures/published_updates.csv\n"
    )
    assert (tmp_path / "figures" / "published_updates.csv").is_file()


def test_the_folder_may_stand_in_the_configuration(returncheck, release, tmp_path):
    (tmp_path / "returncheck.yml").write_text("published: kept\n", encoding="utf-8")
    first = returncheck("import-published", release(ENGLAND, medway()))
    again = returncheck("import-published", "d3.csv")
    assert (first.returncode, again.returncode) == (0, 0), first.stderr
    assert (tmp_path / "kept" / "published_updates.csv").is_file()
    assert again.stdout.endswith(
        "Nothing new: the project holds all of these figures.\n"
    )


def test_a_revision_is_taken_only_when_asked(returncheck, release):
    base = ("import-published", "--out", "kept")
    returncheck(*base, release(ENGLAND, medway()))
    release(ENGLAND, medway("20.6"))
    told = returncheck(*base, "d3.csv")
    assert told.returncode == 0
    line = (
        "    cpp_second_or_subsequent: 1 figure of 2026; the largest 2026 887, "
        "from 20.5 to 20.6\n"
    )
    assert line in told.stdout
    assert "1 revision, not taken" in told.stdout
    assert told.stdout.endswith("No figure was added, and no revision was taken.\n")
    taken = returncheck(*base, "d3.csv", "--take-revisions")
    assert "1 revision, taken:" in taken.stdout
    assert line not in returncheck(*base, "d3.csv").stdout


def test_the_shipped_mapping_can_be_copied_and_used(returncheck, release, tmp_path):
    shown = returncheck("import-published", "--show-mapping")
    document = yaml.safe_load(shown.stdout)
    assert {"columns", "levels", "releases"} == set(document)
    copy = shown.stdout.replace("value: CPP_start\n", "value: Plans\n")
    (tmp_path / "own.yml").write_text(copy, encoding="utf-8")
    used = ("--mapping", "own.yml", "--out", "kept")
    told = returncheck("import-published", release(ENGLAND, medway()), *used)
    assert told.returncode == 0, told.stderr
    assert "  cpp_starts: not in this file, without the column 'Plans'\n" in told.stdout


def test_the_list_of_revisions_is_a_file_in_the_folder_or_where_it_is_asked(
    returncheck, release, tmp_path
):
    base = ("import-published", "--out", "kept")
    returncheck(*base, release(ENGLAND, medway()))
    release(ENGLAND, medway("20.6"))
    told = returncheck(*base, "d3.csv")
    assert "The list of revisions is in kept/published_revisions.csv\n" in told.stdout
    listed = (tmp_path / "kept" / "published_revisions.csv").read_text("utf-8")
    assert listed.splitlines()[1].startswith(
        "cpp_second_or_subsequent,2026,authority,887,20.5,20.6,"
    )
    other = returncheck(*base, "d3.csv", "--revisions", "lists/mine.csv")
    assert "The list of revisions is in lists/mine.csv\n" in other.stdout
    assert (tmp_path / "lists" / "mine.csv").is_file()


def test_a_zipped_download_is_imported(returncheck, release, tmp_path):
    import zipfile

    name = release(ENGLAND, medway())
    with zipfile.ZipFile(tmp_path / "d3.zip", "w") as archive:
        archive.write(tmp_path / name, "data/d3.csv")
        archive.writestr("data-guidance/data-guidance.txt", "About")
    shown = returncheck("import-published", "d3.zip", "--out", "kept")
    assert (shown.returncode, shown.stderr) == (0, "")
    assert shown.stdout.startswith("d3.zip: data/d3.csv\n")


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        pytest.param(
            ("d3.csv", "--out", "kept", "--take-older"),
            "Give --take-revisions with it",
            id="older without revisions",
        ),
        pytest.param((), "Nothing to import", id="no file"),
        pytest.param(("d3.csv",), "No folder to keep the figures in", id="no folder"),
        pytest.param(
            ("d3.csv", "--out", "kept", "--mapping", "none.yml"),
            "none.yml cannot be read",
            id="no mapping",
        ),
        pytest.param(
            ("d3.csv", "--out", "d3.csv"), "hoose another folder", id="out is a file"
        ),
    ],
)
def test_wrong_use_ends_with_2(returncheck, release, arguments, words):
    release(ENGLAND, medway())
    shown = returncheck("import-published", *arguments)
    assert (shown.returncode, shown.stdout) == (2, "")
    assert words in shown.stderr
    assert shown.stderr.count("\n") == 1


def test_a_file_that_cannot_be_taken_ends_with_3(returncheck, release, tmp_path):
    name = release(ENGLAND, medway("100.1"))
    shown = returncheck("import-published", name, "--out", "kept")
    assert (shown.returncode, shown.stdout) == (3, "")
    assert shown.stderr == (
        "d3.csv: cpp_second_or_subsequent: '100.1' is not a percentage of 0 to 100 "
        "(row 2).\nNothing was imported.\n"
    )
    assert not (tmp_path / "kept").exists()


def test_an_unknown_file_ends_with_3_and_names_the_releases(returncheck, tmp_path):
    (tmp_path / "other.csv").write_text("a,b\n1,2\n", encoding="utf-8")
    shown = returncheck("import-published", "other.csv", "--out", "kept")
    assert shown.returncode == 3
    first = shown.stderr.splitlines()[0]
    assert first.startswith("other.csv is of no release that is known. Known are: ")
    assert "second or subsequent child protection plans" in first


def test_run_refuses_a_folder_without_imported_figures(returncheck, tmp_path):
    (tmp_path / "returncheck.yml").write_text("published: kept\n", encoding="utf-8")
    (tmp_path / "f.csv").write_text("a\n1\n", encoding="utf-8")
    shown = returncheck("run", "f.csv", "--no-suites")
    assert shown.returncode == 2
    assert "kept holds no published_updates.csv" in shown.stderr
    assert shown.stderr.count("\n") == 1
