"""An imported authority is known wherever codes and names are held against a list."""

import pytest
from area_files import write_authorities

from returncheck import Workspace
from returncheck.catalogue.authorities import (
    Authority,
    authorities,
    imported,
    known_authorities,
)
from returncheck.errors import ConfigError
from returncheck.files.childless import told
from returncheck.published import import_published
from returncheck.report.words.names import area
from returncheck.returns.kpi_return.areas import authority_code, comparator_code
from returncheck.settings.imported_authorities import FILE_NAME, imported_authorities
from returncheck.settings.reading import read_settings

WEALD = Authority(
    la_code="999",
    gss_code="E06000099",
    name="Sussex Weald",
    region_code="E12000008",
    region_name="South East",
    first_year=2026,
)


@pytest.fixture
def folder(tmp_path):
    import_published([write_authorities(tmp_path / "a.csv")], tmp_path / "kept")
    return tmp_path / "kept"


def test_it_is_known_while_it_is_imported_and_no_longer():
    before = len(authorities())
    with imported([WEALD]):
        assert authorities()["999"] == WEALD
        assert len(known_authorities()) == before + 1
        assert area("999").name == "Sussex Weald"
        assert area("999").region == "South East"
        assert authority_code("sussex weald council", 2026) == "999"
        assert authority_code("E06000099", 2026) == "999"
        assert comparator_code("Sussex Weald", 2026) == "authority:999"
        assert told("Weald").strip("'") == "Weald"
    assert len(authorities()) == before
    assert area("999").name == "Authority 999"
    assert authority_code("Sussex Weald", 2026) is None


def test_it_takes_the_place_of_the_shipped_one_of_its_code():
    ended = Authority(la_code="845", gss_code="E10000011", name="East", last_year=2027)
    with imported([ended]):
        assert authorities()["845"].last_year == 2027
    assert authorities()["845"].last_year is None


def test_a_folder_gives_the_authorities_that_it_keeps(folder):
    assert imported_authorities(folder) == (WEALD,)
    assert imported_authorities(None) == ()
    assert imported_authorities(folder.parent) == ()


@pytest.mark.parametrize("text", ["", "a,b\n1,2\n", "\x00", None])
def test_a_file_that_cannot_be_read_gives_none(tmp_path, text):
    path = tmp_path / FILE_NAME
    if text is None:
        path.write_bytes(b"\xff\xfe\x00\x00")
    else:
        path.write_text(text, encoding="utf-8")
    assert imported_authorities(tmp_path) == ()


def test_a_group_of_the_settings_may_name_it(tmp_path, folder):
    settings = tmp_path / "returncheck.yml"
    groups = 'groups:\n  Coast: ["999", "845"]\n'
    settings.write_text(f"published: {folder.name}\n{groups}", encoding="utf-8")
    assert read_settings(settings).groups == {"Coast": ("999", "845")}
    settings.write_text(groups, encoding="utf-8")
    with pytest.raises(ConfigError, match="unknown authority '999'"):
        read_settings(settings)


def test_a_workspace_knows_it_from_its_folder_on(folder, new_database, tmp_path):
    rows = [
        {
            "report_id": "r",
            "report_date": "2026-06-30",
            "la_code": "999",
            "indicator_id": "cla_at_year_end",
            "period_type": "snapshot",
            "period_end": "2026-03-31",
            "value": "90",
        }
    ]
    import polars as pl

    tables = {"Figures": pl.DataFrame(rows)}
    with Workspace.open(new_database(tmp_path / "w.duckdb")) as workspace:
        with pytest.raises(ConfigError, match="Unknown authority '999'"):
            workspace.load_tables("kpi_return", tables, authority="999", year=2026)
        with pytest.raises(ConfigError, match="999"):
            workspace.set_groups({"Coast": ["999"]})
        workspace.set_published(folder)
        workspace.set_groups({"Coast": ["999"]})
        assert workspace.load_tables("kpi_return", tables, authority="999")
        workspace.set_published(None)
        with pytest.raises(ConfigError, match="Unknown authority '999'"):
            workspace.load_tables("kpi_return", tables, authority="999", year=2026)
