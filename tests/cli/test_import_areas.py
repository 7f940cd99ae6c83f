"""`returncheck import-published` on files about areas, and `run` with what it keeps."""

import pytest
from area_files import WEALD, in_being, long_rows, ten_of, write_authorities, write_rows

BASE = ("import-published", "--out", "kept")


def wide_model(path, codes):
    headings = ["LA name", *(f"SN{place}" for place in range(1, 11))]
    rows = [[code, *ten_of(code, codes)] for code in codes]
    return write_rows(path, headings, rows)


def test_an_authority_is_imported_and_a_run_takes_it(returncheck, tmp_path):
    write_authorities(tmp_path / "a.csv")
    shown = returncheck(*BASE, "a.csv")
    assert (shown.returncode, shown.stderr) == (0, "")
    assert shown.stdout == (
        "a.csv\n"
        "  authorities: 1 added, 0 as held, 0 revised\n"
        "  999 Sussex Weald: new, from 2026, South East\n"
        "\n"
        "Areas written to kept/authority_updates.csv\n"
    )
    (tmp_path / "f.csv").write_text(
        "report_id,report_date,paragraph,la_code,indicator_id,period_type,period_start,"
        "period_end,period_basis,numerator,denominator,value,target,note\n"
        "r,2026-06-30,1,999,cla_at_year_end,snapshot,,2026-03-31,stated,,,90,,\n",
        encoding="utf-8",
    )
    refused = returncheck("run", "f.csv", "--out", "none", "--no-suites")
    assert refused.returncode == 3
    assert "unknown authority '999'" in refused.stderr
    (tmp_path / "returncheck.yml").write_text(
        'published: kept\ngroups:\n  Coast: ["999", "845"]\n', encoding="utf-8"
    )
    taken = returncheck("run", "f.csv", "--out", "done", "--no-suites")
    assert "unknown authority" not in taken.stderr
    page = (tmp_path / "done" / "report.html").read_text(encoding="utf-8")
    assert "Sussex Weald" in page
    assert "Authority 999" not in page


def test_a_model_says_how_many_neighbours_stay(returncheck, tmp_path):
    wide_model(tmp_path / "sn.csv", in_being())
    shown = returncheck(*BASE, "sn.csv", "--model", "2026")
    assert (shown.returncode, shown.stderr) == (0, "")
    first, second, third = shown.stdout.splitlines()[:3]
    assert first == "sn.csv"
    assert second == "  statistical neighbours: model of 2026, 153 authorities"
    assert third.startswith("  against the model of 2025: ")
    assert "of 10 the same on average; " in third
    again = returncheck(*BASE, "sn.csv", "--model", "2026")
    assert again.stdout.endswith(
        "  as held\n\nNothing new: the project holds all of it.\n"
    )


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        pytest.param(("sn.csv",), 3, "Give it with --model", id="no year of a model"),
        pytest.param(
            ("sn.csv", "--model", "26"), 2, "than or equal to 2000", id="short year"
        ),
        pytest.param(
            ("sn.csv", "--model", "newest"), 2, "a valid integer", id="no year at all"
        ),
        pytest.param(("people.csv",), 3, "Give it with --mid-year", id="no mid-year"),
        pytest.param(("wrong.csv",), 3, "'99' is not three digits", id="code"),
        pytest.param(("own.csv",), 3, "an authority is its own neighbour", id="own"),
        pytest.param(("none.csv",), 3, "none.csv cannot be read", id="no file"),
        pytest.param(("latin.csv",), 3, "is not UTF-8 text", id="not UTF-8"),
        pytest.param(("ragged.csv",), 3, "rows of another length", id="ragged"),
    ],
)
def test_wrong_files_are_refused_in_words_and_nothing_is_kept(
    returncheck, tmp_path, arguments, code, words
):
    wide_model(tmp_path / "sn.csv", in_being())
    ages = [str(age) for age in range(18)]
    write_rows(tmp_path / "people.csv", ["code", *ages], [["887", *["9"] * 18]])
    write_authorities(tmp_path / "wrong.csv", {"la_code": "99"})
    rows = long_rows()
    rows[0][3] = rows[0][1]
    write_rows(
        tmp_path / "own.csv",
        ["model", "la_code", "rank", "neighbour_code", "closeness"],
        rows,
    )
    headings = ",".join(WEALD)
    (tmp_path / "latin.csv").write_bytes(
        headings.encode() + b"\n999,E06000099,W\xe9ald,E12000008,South East,2026,\n"
    )
    (tmp_path / "ragged.csv").write_text(f"{headings}\n999,x\n", encoding="utf-8")
    write_authorities(tmp_path / "right.csv")
    shown = returncheck(*BASE, "right.csv", *arguments)
    assert (shown.returncode, shown.stdout) == (code, "")
    assert words in shown.stderr
    assert "Traceback" not in shown.stderr
    assert not (tmp_path / "kept").exists()


def test_doctor_counts_what_is_kept_about_areas(returncheck, tmp_path):
    write_authorities(tmp_path / "a.csv")
    returncheck(*BASE, "a.csv")
    (tmp_path / "returncheck.yml").write_text("published: kept\n", encoding="utf-8")
    shown = returncheck("doctor")
    assert "0 figures imported in kept, and 1 rows about areas" in " ".join(
        shown.stdout.split()
    )
