"""A canary in every cell, heading, element, file name and note: where it may not be.

Outputs that are said to hold no child are searched for it, in any letter case; with
`--redact` all outputs are searched for identifiers.
"""

import csv
import stat
import zipfile
from pathlib import Path

import duckdb
import openpyxl
import pytest
from lxml import etree
from openpyxl.comments import Comment

from returncheck.synth import generate_cin_census

SEED = {"year": 2025, "authority": "887", "children": 60, "seed": 5}
CHILDLESS = ("summary.md", "results.json", "return-level-notes.csv", "board.html")
IDS = ("LAchildID", "UPN", "FormerUPN")


def plant(folder):
    """A return with a canary in every cell of six children, and odd files beside it.

    Returns:
        The identifiers of all its children.
    """
    path = folder / "Canaryname_2025.xml"
    generate_cin_census(**SEED, plants={"8670Q": 1, "8510": 1}, out=path)
    root = etree.parse(path).getroot()
    children = root.find("Children")
    for number, child in enumerate(children[:6]):
        for place, leaf in enumerate(child.iter()):
            if len(leaf) == 0:
                leaf.text = f"CANARYcell{number}x{place:03}"
    for number, child in enumerate(children):
        identifier = child.find("ChildIdentifiers/LAchildID")
        identifier.text = f"CANARYchild{number:04}"
        upn = child.find("ChildIdentifiers/UPN")
        if upn is not None and number > 6:
            upn.text = f"CANARYupn{number:04}"
    odd = etree.SubElement(children[7], "CANARYelement")
    odd.text = "CANARYtext"
    odd.tail = "CANARYtail"
    etree.SubElement(root.find("Header"), "CANARYinheader").text = "CANARYtext"
    children[8].set("CANARYattribute", "CANARYvalue")
    children[9].append(etree.Comment("CANARYcomment"))
    root.find("Header/Source/SoftwareCode").text = "CANARYsoftware"
    path.write_bytes(etree.tostring(root))
    plant_reports(folder)
    (folder / "Canaryhouse").mkdir()
    for name, text in (
        ("Canaryname.csv", "Jane Canary,12 Canary Street\nJane Canary,1\n"),
        ("a/Canaryheading.csv", "LAchildID,Ethnicity,CANARYheading\nC,WBRI,CANARY\n"),
        ("b/Canarytag.xml", "<Message><CANARYopen></CANARYclose></Message>"),
        ("b/Canaryprefix.xml", "<Message><CANARY:a:b/></Message>"),
        ("b/Canaryentity.xml", "<Message>&CANARYentity;</Message>"),
        ("b/Canaryroot.xml", "<CANARYroot/>"),
        ("b/Canaryspace.xml", "<Message xmlns='urn:CANARYspace'/>"),
        ("b/Canaryyear.xml", HEADER.format(year="CANARYyear", lea="887")),
        ("b/Canarylea.xml", HEADER.format(year="2025", lea="CANARYlea")),
        ("b/Canary\x1b[31mred.xml", "<"),
        ("Canaryhouse/Canarytext.csv", "CANARY one\n"),
    ):
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text(text)
    return {
        leaf.text for leaf in root.iter(*IDS) if leaf.text and len(leaf.text) >= 5
    } | {child.find("ChildIdentifiers/LAchildID").text for child in children}


FIGURE = {
    "report_id": "made-up-2025", "report_date": "2025-06-01", "paragraph": "CANARYpart",
    "la_code": "887", "indicator_id": "referrals", "period_type": "year",
    "period_start": "2024-04-01", "period_end": "2025-03-31", "period_basis": "printed",
    "numerator": "26", "denominator": "", "value": "27", "target": "",
    "note": "CANARYnote",
}  # fmt: skip
# A report's own name is shown: it holds no child's record.
SHOWN = ("report_id",)


def plant_reports(folder):
    """KPI returns with a canary in each cell, heading, sheet and name but their own."""
    wrong = [
        FIGURE | {column: f"CANARYcell{column}"}
        for column in FIGURE
        if column not in (*SHOWN, "la_code")
    ]
    (folder / "kpi").mkdir()
    table = [list(FIGURE), *(list(row.values()) for row in (FIGURE, *wrong))]
    with (folder / "kpi" / "Canaryreport.csv").open("w", newline="") as file:
        csv.writer(file).writerows(table)
    other = [[each.replace("made-up", "sheets") for each in row] for row in table]
    area = [{"887": "CANARYlea"}.get(cell, cell) for cell in other[1]]
    write_book(folder / "kpi" / "Canarybook.xlsx", {"Figures": other})
    for name, sheets in (
        ("Canaryheading.xlsx", {"Figures": [[*FIGURE, "CANARYheading"], other[1]]}),
        ("Canarysheet.xlsx", {"CANARYsheet": other}),
        ("Canaryarea.xlsx", {"Figures": [table[0], area]}),
    ):
        (folder / name[:-5]).mkdir()
        write_book(folder / name[:-5] / name, sheets)


def write_book(path, sheets):
    book = openpyxl.Workbook()
    book.remove(book.active)
    for title, rows in sheets.items():
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append(row)
        sheet["A2"].comment = Comment("CANARYcomment", "CANARYauthor")
    book.properties.creator = book.properties.title = "CANARYperson"
    book.save(path)


HEADER = (
    "<Message><Header><CollectionDetails><Collection>CIN</Collection>"
    "<Year>{year}</Year></CollectionDetails><Source><LEA>{lea}</LEA></Source></Header>"
    "<Children><Child><ChildIdentifiers><LAchildID>CANARY</LAchildID>"
    "</ChildIdentifiers></Child></Children></Message>"
)


@pytest.fixture(scope="module")
def run(returncheck_in, new_database, tmp_path_factory):
    """Runs on the canaries: plain, explained, for the public, and redacted."""
    folder = tmp_path_factory.mktemp("c")
    inputs = folder / "in"
    inputs.mkdir()
    identifiers = plant(inputs)
    new_database(folder / "out" / "returncheck.duckdb")
    twin = sorted(identifiers)[-1]
    (folder / "why.csv").write_text(
        "rule,child,reason,by,date\n"
        f"8670Q,whole return,twin of {twin.lower()},{twin.title()},2026-01-01\n"
        f"8670Q,{twin},of {twin.lower()},{twin},2026-01-01\n"
    )
    said = [
        returncheck_in(
            *(folder, "run", "in", "--out", "out", "--explanations", "why.csv"),
            *("--pages", "board", "--junit", "junit.xml"),
        )
    ]
    plain = {name: (folder / "out" / name).read_bytes() for name in CHILDLESS}
    plain["junit.xml"] = (folder / "junit.xml").read_bytes()
    modes = {path.name: path.stat().st_mode for path in (folder / "out").iterdir()}
    for form in ("csv", "xlsx"):
        chosen = ("--format", form, "--out", form, "--authority", "887", "--year", 2025)
        said.append(returncheck_in(folder, "export", "out", "--public", *chosen))
    redacted = returncheck_in(folder, "run", "in", "--out", "out", "--redact")
    return folder, identifiers, said, plain, redacted, modes


def test_runs_end_as_they_should(run):
    _, _, said, _, redacted, _ = run
    assert [each.returncode for each in (*said, redacted)] == [3, 0, 0, 3]
    assert said[0].stderr.count("\n") >= 8


def test_no_canary_in_what_is_said_to_hold_no_child(run):
    _, _, said, plain, _, _ = run
    texts = {name: content.decode() for name, content in plain.items()}
    texts |= {f"console {n}": each.stdout + each.stderr for n, each in enumerate(said)}
    found = {name for name, text in texts.items() if "canary" in text.lower()}
    assert {
        name: [line for line in texts[name].splitlines() if "canary" in line.lower()]
        for name in found
    } == {}


def test_console_holds_no_escape(run):
    _, _, said, _, redacted, _ = run
    for each in (*said, redacted):
        assert all(sign.isprintable() or sign == "\n" for sign in each.stdout)
        assert all(sign.isprintable() or sign == "\n" for sign in each.stderr)


def test_no_canary_in_public_exports(run):
    folder = run[0]
    for path in [*(folder / "csv").iterdir(), *(folder / "xlsx").iterdir()]:
        assert b"canary" not in unpacked(path).lower(), path


def unpacked(path):
    if path.suffix != ".xlsx":
        return path.read_bytes()
    with zipfile.ZipFile(path) as archive:
        return b"".join(archive.read(name) for name in archive.namelist())


def test_redacted_outputs_hold_no_identifier(run):
    folder, identifiers, *_ = run
    out = folder / "out"
    names = ("report.html", "findings.csv", "findings.xlsx", "queries-to-explain.csv")
    for name in (*names, *CHILDLESS):
        content = unpacked(out / name).lower() if (out / name).exists() else b""
        left = [each for each in identifiers if each.lower().encode() in content]
        assert left == [], name
    query = "select distinct child_id from read_parquet(?) where child_id is not null"
    hashed = duckdb.sql(query, params=[str(out / "findings.parquet")]).fetchall()
    assert hashed
    assert all(each.startswith("id-") for (each,) in hashed)


def test_redacted_export_holds_no_identifier(run, returncheck_in):
    folder, identifiers, *_ = run
    chosen = ("--format", "csv", "--out", "hidden", "--authority", "887")
    ended = returncheck_in(folder, "export", "out", "--redact", *chosen)
    assert ended.returncode == 0, ended.stderr
    content = (folder / "hidden" / "fct_findings.csv").read_bytes().lower()
    assert content.count(b"id-") > 100
    assert [each for each in identifiers if each.lower().encode() in content] == []


def test_same_child_has_the_same_hash_in_history_and_outputs(run):
    out = run[0] / "out"
    with duckdb.connect(out / "returncheck.duckdb", read_only=True) as connection:
        query = (
            "select count(*) from (select child_id from read_parquet(?) "
            "except select child_id from history.findings)"
        )
        left = connection.execute(query, [str(out / "findings.parquet")]).fetchone()
    assert left == (0,)


def test_what_a_run_writes_is_the_users_own(run):
    modes = run[5]
    assert {name for name, mode in modes.items() if stat.S_IMODE(mode) & 0o077} == set()
    assert not [
        name for name in modes if Path(name).name.startswith(".returncheck-tmp")
    ]
