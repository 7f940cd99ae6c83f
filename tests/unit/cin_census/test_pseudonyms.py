"""Children as keyed hashes: in findings, in notes, in the history, and back."""

import duckdb
import polars as pl
import pytest

from returncheck import Workspace, warehouse
from returncheck.errors import ConfigError
from returncheck.export.redaction import redacted_marts
from returncheck.findings.finding import COLUMNS, finding_schema
from returncheck.findings.pseudonyms import (
    TOKEN,
    Identifiers,
    Pseudonyms,
    without_children,
    without_identifiers,
    words_in,
)
from returncheck.warehouse.identifiers import (
    identifiers_among,
    identifying_fields,
    known_identifiers,
    pseudonyms,
    restore_explained_children,
)

CHILD, UPN, FORMER = "MADEUP887000001", "A123456789012", "B123456789012"
HASHES = Pseudonyms("a key of the council")


def shown(text, *known):
    return without_identifiers(text, Identifiers(known or (CHILD,), "[child]"))


@pytest.mark.parametrize(
    ("text", "safe"),
    [
        (f"Sibling of {CHILD}.", "Sibling of [child]."),
        (f"Sibling of {CHILD.lower()}.", "Sibling of [child]."),
        (f"Sibling of {CHILD.title()}.", "Sibling of [child]."),
        (f"({CHILD})", "([child])"),
        (f"see {CHILD}/2", "see [child]/2"),
        (f"case_{CHILD}", "case_[child]"),
        (f"{CHILD}x is another", f"{CHILD}x is another"),
        ("nobody", "nobody"),
        ("", ""),
    ],
)
def test_identifier_in_a_text_is_replaced_in_any_letter_case(text, safe):
    assert shown(text) == safe


@pytest.mark.parametrize("known", ["AB 12/34", "x@y#z", "(12345)", "a.b-c/d"])
def test_identifier_that_is_no_word_is_replaced_too(known):
    assert shown(f"of {known.upper()} again", known) == "of [child] again"


def test_short_identifier_is_no_word_of_a_text_but_is_one_as_a_whole():
    short = Identifiers(["1234"], HASHES)
    assert without_identifiers("after 1234 days", short) == "after 1234 days"
    assert short.of_whole("1234") == HASHES.of("1234")


def test_same_identifier_has_the_same_hash_and_no_other_has():
    assert (
        HASHES.of(CHILD)
        == HASHES.of(f" {CHILD} ")
        == Pseudonyms("a key of the council").of(CHILD)
    )
    assert HASHES.of(CHILD) != HASHES.of(UPN)
    assert HASHES.of(CHILD) != Pseudonyms("another key").of(CHILD)
    assert TOKEN.fullmatch(HASHES.of(CHILD))


def findings(**values):
    row = {**dict.fromkeys(COLUMNS), "finding_id": "f", "return_id": "r", **values}
    return pl.DataFrame([row], schema=finding_schema())


@pytest.mark.parametrize(
    "values",
    [
        {"child_id": CHILD},
        {"child_id": "7"},
        {"field": "LAchildID", "value": CHILD},
        {"field": "UPN", "value": UPN},
        {"field": "FormerUPN", "value": "short"},
        {"message": f"'{CHILD}' is there twice"},
        {"value": f'{{"other": "{UPN}"}}'},
        {"explanation": f"twin of {CHILD.lower()}"},
        {"explained_by": CHILD},
    ],
)
def test_no_identifier_is_left_in_a_finding(values):
    frame = findings(**values)
    hidden = without_children(
        frame, HASHES, Identifiers([CHILD, UPN], HASHES), identifying_fields()
    )
    assert hidden.columns == frame.columns
    assert hidden.schema == frame.schema
    text = str(hidden.row(0)).lower()
    for secret in (CHILD, UPN, "'7'", "'short'"):
        assert secret.lower() not in text
    assert "id-" in text


def test_other_values_stay():
    frame = findings(field="Sex", value="7", message="7 is no code")
    known = Identifiers([CHILD], HASHES)
    hidden = without_children(frame, HASHES, known, identifying_fields())
    assert hidden.equals(frame)


@pytest.fixture
def workspace(tmp_path):
    with Workspace.open(tmp_path / "w.duckdb") as opened:
        table = pl.DataFrame(
            {"LAchildID": [CHILD], "UPN": [UPN], "FormerUPN": [FORMER]}
        )
        opened.load_tables("cin_census", {"ChildIdentifiers": table}, "887", 2025)
        yield opened


def test_identifiers_of_a_database(workspace):
    with warehouse.connect(workspace.database) as connection:
        assert known_identifiers(connection) == {CHILD, UPN, FORMER}
        assert known_identifiers(connection, "other") == set()


def test_key_of_a_database_stays(workspace):
    with warehouse.connect(workspace.database) as connection:
        first = pseudonyms(connection).of(CHILD)
    with warehouse.connect(workspace.database) as connection:
        assert pseudonyms(connection).of(CHILD) == first
        assert pseudonyms(connection, "k").of(CHILD) == Pseudonyms("k").of(CHILD)


ODD = ("AB 12/34", "x@y#z", "\u00c5BEL-77123", " PADDED-123 ", "Stra\u00dfe12345")


def test_identifiers_that_a_text_may_name_are_all_among_its_words(workspace):
    ids = [CHILD, UPN, FORMER, "DOT.1234/5", *ODD]
    workspace.load_tables(
        "cin_census",
        {
            "ChildIdentifiers": pl.DataFrame(
                {"LAchildID": ids, "UPN": ["Z999999999999"] * len(ids)}
            )
        },
        authority="887",
        year=2026,
    )
    texts = [
        f"with {CHILD.lower()} and ({UPN})",
        "DOT.1234/5, STRASSE12345; \u00e5bel-77123 and ab 12/34",
        None,
    ]
    findings = pl.DataFrame({"message": texts, "value": ["PADDED-123", "", UPN]})
    connection = workspace._connect()
    named = identifiers_among(connection, words_in(findings))
    # FORMER and the other child's number stand in no text, and are not read.
    assert named == {CHILD, UPN, "DOT.1234/5", *ODD}
    hashes = pseudonyms(connection)
    every = Identifiers(known_identifiers(connection), hashes)
    some = Identifiers(named, hashes)
    fields = identifying_fields()
    safe = without_children(findings, hashes, some, fields)
    assert safe.equals(without_children(findings, hashes, every, fields))
    assert CHILD.lower() not in safe["message"][0]


def test_history_holds_hashes_alone(workspace):
    found = findings(child_id=CHILD, value=UPN, message=f"about {FORMER.lower()}")
    with warehouse.connect(workspace.database) as connection:
        warehouse.write_history(connection, "r", "1.0", found)
        rows = connection.execute("from history.findings").fetchall()
        assert pseudonyms(connection).of(CHILD) in rows[0]
    for secret in (CHILD, UPN, FORMER):
        assert secret.lower() not in str(rows).lower()


def test_history_of_an_earlier_version_is_hashed_once(workspace):
    workspace.close()
    with duckdb.connect(workspace.database) as connection:
        connection.execute("delete from history.pseudonym_key")
        connection.execute(
            "insert into history.findings (child_id, message) values (?, ?)",
            ["GONE00001", "gone00001 is there twice"],
        )
    for _ in range(2):
        with Workspace.open(workspace.database) as again:
            pass
        with warehouse.connect(again.database, read_only=True) as connection:
            row = connection.execute(
                "select child_id, message from history.findings"
            ).fetchone()
            token = pseudonyms(connection).of("GONE00001")
            assert row == (token, f"{token} is there twice")


@pytest.mark.parametrize("key", [None, "a key of the council"])
def test_explanations_may_name_hashes(workspace, tmp_path, key):
    with warehouse.connect(workspace.database) as connection:
        token = pseudonyms(connection, key).of(CHILD)
    file = tmp_path / "e.csv"
    file.write_text(
        f"rule,child,reason,by,date\n8670Q,{token},x,A,2026-01-01\n"
        f"8670Q,{CHILD},x,A,2026-01-01\n8670Q,id-{'0' * 16},x,A,2026-01-01\n"
    )
    workspace.set_explanations(file)
    with warehouse.connect(workspace.database) as connection:
        restore_explained_children(connection, key)
        rows = connection.execute(
            "select child from raw.explanations order by row_number"
        ).fetchall()
    assert rows == [(CHILD,), (CHILD,), (f"id-{'0' * 16}",)]


def test_export_of_an_earlier_version_needs_a_key(workspace):
    marts = {"fct_findings": findings(child_id=CHILD)}
    workspace.close()
    hidden = redacted_marts(workspace.database, marts, None)["fct_findings"]
    assert TOKEN.fullmatch(hidden["child_id"].item())
    with duckdb.connect(workspace.database) as connection:
        connection.execute("drop table history.pseudonym_key")
    with pytest.raises(ConfigError, match="has no key for hashes"):
        redacted_marts(workspace.database, marts, None)
    hidden = redacted_marts(workspace.database, marts, "a key of the council")
    assert hidden["fct_findings"]["child_id"].item() == HASHES.of(CHILD)
