"""Whatever the schema forbids is said when rules speak in the contract's place."""

from itertools import chain

import polars as pl
import pytest
from census_files import full_return
from lxml import etree
from xml_mutations import later_mutants, mutants

from returncheck import Workspace
from returncheck.catalogue.authorities import known_authorities
from returncheck.errors import InputError
from returncheck.returns import LAYOUTS
from returncheck.returns.cin_census.reader import open_cin_xml
from returncheck.returns.cin_census.xml_schema import xml_schema
from returncheck.returns.contracts import check_batch
from returncheck.returns.identity import Options
from returncheck.warehouse.loading import rule_coverage

_YEAR = 2025


def left_to_rules(path, content, covered):
    """Whether reader and contract say nothing of a file that rules cover."""
    path.write_bytes(content)
    try:
        source = open_cin_xml(path, path.name, Options())
        tables = [each for batch in source.batches() for each in batch.tables.items()]
    except InputError:
        return False
    layout = LAYOUTS["cin_census"]
    return source.observations(covered).is_empty() and all(
        check_batch(layout, *each, _YEAR, covered).is_empty() for each in tables
    )


@pytest.fixture(scope="module")
def checked(tmp_path_factory):
    """Names of what is left to rules, and the findings of each; the valid file too."""
    folder = tmp_path_factory.mktemp("mutants")
    valid = full_return(folder, _YEAR, "201")
    judge = etree.XMLSchema(etree.fromstring(xml_schema(_YEAR).encode()))
    covered = rule_coverage("cin_census", _YEAR)
    left = [
        each
        for each in chain(mutants(valid), later_mutants(valid))
        if not judge.validate(etree.fromstring(each.content))
        and left_to_rules(folder / "one.xml", each.content, covered)
    ]
    others = [code for code in sorted(known_authorities()) if code != "201"]
    names = {}
    (folder / "files").mkdir()
    (folder / "files" / "201.xml").write_bytes(valid)
    for each, code in zip(left, others, strict=False):
        content = each.content.replace(b"<LEA>201</LEA>", f"<LEA>{code}</LEA>".encode())
        (folder / "files" / f"{code}.xml").write_bytes(content)
        names[code] = each.name
    with Workspace.open(folder / "w.duckdb") as workspace:
        workspace.load(folder / "files")
        found = workspace.check(suites=False).findings
    return len(left), names, found


def rule_findings(found, code):
    """Number of findings of each rule about a return."""
    of_return = found.filter(
        (pl.col("return_id") == f"cin_census-{code}-{_YEAR}")
        & (pl.col("layer") == "rule")
    )
    counted = of_return.group_by("check_id").agg(pl.col("finding_id").n_unique())
    return dict(counted.iter_rows())


def test_nothing_that_is_left_to_rules_is_silent(checked):
    left, names, found = checked
    usual = rule_findings(found, "201")
    silent = [
        name
        for code, name in names.items()
        if all(
            number <= usual.get(rule, 0)
            for rule, number in rule_findings(found, code).items()
        )
    ]
    assert silent == []
    assert len(names) == left > 10
