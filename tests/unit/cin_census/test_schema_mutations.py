"""Whatever the schema of a year forbids, reader and contract say, rules apart."""

from itertools import chain

import pytest
from census_files import full_return
from lxml import etree
from readers_files import CIN
from xml_mutations import later_mutants, mutants

from returncheck.errors import InputError
from returncheck.returns.cin_census.reader import open_cin_xml
from returncheck.returns.cin_census.xml_schema import xml_schema
from returncheck.returns.contracts import check_batch
from returncheck.returns.identity import Options


def told(path, content):
    """The first that reader and contract say of a file, or why it is refused."""
    path.write_bytes(content)
    try:
        source = open_cin_xml(path, path.name, Options())
        tables = [each for batch in source.batches() for each in batch.tables.items()]
    except InputError as error:
        return str(error).removeprefix(str(path)).strip()
    checked = (check_batch(CIN, *each, source.return_year) for each in tables)
    return next(
        (
            found["check_id"][0]
            for found in chain([source.observations()], checked)
            if len(found)
        ),
        None,
    )


@pytest.mark.parametrize("year", [2021, 2024, 2027])
def test_nothing_that_the_schema_forbids_is_silent(tmp_path, year):
    valid = full_return(tmp_path, year)
    judge = etree.XMLSchema(etree.fromstring(xml_schema(year).encode()))
    assert judge.validate(etree.fromstring(valid)), judge.error_log.last_error
    assert told(tmp_path / "cin.xml", valid) is None
    forbidden = [
        each
        for each in mutants(valid)
        if not judge.validate(etree.fromstring(each.content))
    ]
    silent = [
        each.name for each in forbidden if not told(tmp_path / "cin.xml", each.content)
    ]
    assert silent == []
    assert len(forbidden) > 500


def test_nothing_that_the_schema_forbids_is_silent_in_later_places(tmp_path):
    valid = full_return(tmp_path, 2027)
    judge = etree.XMLSchema(etree.fromstring(xml_schema(2027).encode()))
    forbidden = [
        each
        for each in later_mutants(valid)
        if not judge.validate(etree.fromstring(each.content))
    ]
    silent = [
        each.name for each in forbidden if not told(tmp_path / "cin.xml", each.content)
    ]
    assert silent == []
    assert len(forbidden) > 500


def test_nothing_that_the_schema_allows_is_told_but_what_the_return_needs(tmp_path):
    valid = full_return(tmp_path, 2025)
    judge = etree.XMLSchema(etree.fromstring(xml_schema(2025).encode()))
    allowed = [
        each
        for each in mutants(valid)
        if judge.validate(etree.fromstring(each.content))
    ]
    answers = {each.name: told(tmp_path / "cin.xml", each.content) for each in allowed}
    # A second source is only noted.
    needed = ("repeated_element", "names no", "names more", "LAchildID.required")
    assert [
        (name, answer)
        for name, answer in answers.items()
        if answer and not any(each in answer for each in needed)
    ] == []
    assert len(allowed) > 30
