"""A canary in every cell, heading and file name of an SSDA903: where it may not be.

Outputs that are said to hold no child are searched for it, in any letter case; with
`--redact` all outputs are searched for identifiers.
"""

import csv
import zipfile

import duckdb
import pytest

from returncheck.synth.ssda903 import MAKER

CHILDLESS = ("summary.md", "results.json", "return-level-notes.csv")
AUTHORITY, YEAR = "887", 2025
WHO = ("--authority", AUTHORITY, "--year", str(YEAR))
IDENTIFIERS = ("CHILD", "UPN")
WHOLLY_PLANTED = 6


def planted(path, children):
    """A table with a canary for each identifier, and in each cell of some children."""
    with path.open(encoding="utf-8", newline="") as file:
        reader = csv.DictReader(file)
        headings, rows = list(reader.fieldnames), list(reader)
    for number, row in enumerate(rows):
        place = children.setdefault(row["CHILD"], len(children))
        if place < WHOLLY_PLANTED:
            row.update({name: f"CANARYcell{number}{name}" for name in headings})
        elif row.get("UPN"):
            row["UPN"] = f"CANARYupn{place:04}"
        row["CHILD"] = f"CANARYchild{place:04}"
    path.unlink()
    with path.with_name(f"Canary{path.stem}.csv").open("w", newline="") as file:
        writer = csv.DictWriter(file, headings)
        writer.writeheader()
        writer.writerows(rows)
    return {row[name] for row in rows for name in IDENTIFIERS if row.get(name)}


def broken(folder):
    """Files that are refused, each for a reason of its own."""
    for name, text in (
        ("a/Canaryheading.csv", "CHILD,DOB,REVIEW,CANARYheading\nCANARY,,,\n"),
        ("b/Canarymonth.csv", "CHILD,DOB,REVIEW,REVIEW_CODE\nCANARY,,04/25/2024,PN1\n"),
        ("c/Canaryid.csv", "CHILD,DOB,REVIEW,REVIEW_CODE\n1.23E+12,,01/05/2024,PN1\n"),
        ("d/Canarytwice1.csv", "CHILD,DOB,REVIEW,REVIEW_CODE\nCANARY,,,PN1\n"),
        ("d/Canarytwice2.csv", "CHILD,DOB,REVIEW,REVIEW_CODE\nCANARY,,,PN1\n"),
        ("e/Canary.xml", "<EXPSSDA903><CHILD><CANARY/></CHILD></EXPSSDA903>"),
        ("f/Canary.xml", "<EXPSSDA903><CANARYopen></EXPSSDA903>"),
    ):
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text(text)


@pytest.fixture(scope="module")
def run(returncheck_in, new_database, tmp_path_factory):
    """Runs on the canaries: plain, for the public, and redacted."""
    folder = tmp_path_factory.mktemp("c")
    made = MAKER.generate(
        authority=AUTHORITY, year=YEAR, children=150, seed=5, out=folder / "in" / "set"
    )
    for path in (made.expected, made.truth):
        path.unlink()
    children = {}
    identifiers = set()
    for path in sorted((folder / "in").rglob("*.csv")):
        identifiers |= planted(path, children)
    broken(folder / "in")
    new_database(folder / "out" / "returncheck.duckdb")
    said = [returncheck_in(folder, "run", "in", "--out", "out", *WHO)]
    plain = {
        name: (folder / "out" / name).read_text(encoding="utf-8")
        for name in CHILDLESS
        if (folder / "out" / name).exists()
    }
    chosen = ("--authority", AUTHORITY, "--year", str(YEAR), "--format", "csv")
    said.append(
        returncheck_in(folder, "export", "out", "--public", "--out", "p", *chosen)
    )
    redacted = returncheck_in(folder, "run", "in", "--out", "out", "--redact", *WHO)
    return folder, identifiers, said, plain, redacted


def test_runs_end_as_they_should(run):
    _, _, said, plain, redacted = run
    assert [each.returncode for each in (*said, redacted)] == [3, 0, 3]
    assert said[0].stderr.count("\n") >= 5
    assert {"summary.md", "results.json"} <= plain.keys()


def test_no_canary_in_what_is_said_to_hold_no_child(run):
    _, _, said, plain, _ = run
    texts = plain | {
        f"console {n}": each.stdout + each.stderr for n, each in enumerate(said)
    }
    found = {
        name: [line for line in text.splitlines() if "canary" in line.lower()]
        for name, text in texts.items()
    }
    assert {name: lines for name, lines in found.items() if lines} == {}


def test_no_canary_in_public_exports(run):
    for path in (run[0] / "p").iterdir():
        assert b"canary" not in path.read_bytes().lower(), path


def unpacked(path):
    if path.suffix != ".xlsx":
        return path.read_bytes()
    with zipfile.ZipFile(path) as archive:
        return b"".join(archive.read(name) for name in archive.namelist())


def test_redacted_outputs_hold_no_identifier(run):
    folder, identifiers, *_ = run
    out = folder / "out"
    for path in out.iterdir():
        if path.suffix in (".html", ".csv", ".xlsx", ".md", ".json"):
            content = unpacked(path).lower()
            left = [each for each in identifiers if each.lower().encode() in content]
            assert left == [], path.name
    query = "select distinct child_id from read_parquet(?) where child_id is not null"
    hashed = duckdb.sql(query, params=[str(out / "findings.parquet")]).fetchall()
    assert hashed
    assert all(each.startswith("id-") for (each,) in hashed)
