"""A team's own rules of the return, which has what the others have not."""

import pytest

from returncheck.catalogue.rules import rule
from returncheck.errors import ConfigError
from returncheck.extensions import extended
from returncheck.extensions.folder import Place, read_extension
from returncheck.extensions.skeleton import write_rule

TABLES = ("Header", "Episodes", "Reviews", "UASC", "OC2", "AD1", "Missing", "DoLo")


@pytest.fixture
def folder(tmp_path):
    return tmp_path / "ours"


def changed(folder, old, new):
    path = folder / "rules/rule_ssda903__la1.yml"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")
    return read_extension(Place(folder=folder, shown="ours")).rules[0].meta


@pytest.mark.parametrize("table", TABLES)
def test_each_table_of_dates_has_a_rule_to_start_from(folder, table):
    _, _, cases = write_rule("LA1", folder, collection="ssda903", table=table)
    text = cases.read_text(encoding="utf-8")
    assert '"31/12/1999"' in text
    assert '"01/01/2000"' in text
    with extended(folder, installed=False):
        assert rule("local:LA1")[0].needs == (table,)


def test_derived_column_rows_of_last_year_and_optional_tables_are_known(folder):
    write_rule("LA1", folder, collection="ssda903", table="Episodes")
    meta = changed(
        folder,
        "needs: [Episodes]",
        "needs: [Episodes, Episodes.PL_LA]\n        needs_previous: [DoLo]\n"
        "        optional: [Reviews]",
    )
    assert meta["needs"] == ["Episodes", "Episodes.PL_LA"]
    assert meta["optional"] == ["Reviews"]
    assert changed(folder, "Episodes: [DECOM]", "DoLo_last: [DOLO_START]")["fields"]


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("needs: [Episodes]", "needs: [Episodes.LS]", "'Episodes.LS' in 'needs'"),
        ("needs: [Episodes]", "needs: [DoLo_last]", "'DoLo_last' in 'needs'"),
        ("Episodes: [DECOM]", "Visits_last: [DECOM]", "'Visits_last' in 'fields'"),
        ("Episodes: [DECOM]", "Episodes.PL_LA: [X]", "'Episodes.PL_LA' in 'fields'"),
    ],
)
def test_other_names_are_refused(folder, old, new, told):
    write_rule("LA1", folder, collection="ssda903", table="Episodes")
    with pytest.raises(ConfigError, match="unknown table") as refused:
        changed(folder, old, new)
    assert told in str(refused.value)
