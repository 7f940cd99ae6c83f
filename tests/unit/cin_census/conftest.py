"""Fixtures of the tests that read the CIN census in XML."""

import pytest
from readers_files import read_tables, write

from returncheck.returns.cin_census.reader import open_cin_xml
from returncheck.returns.identity import Options


@pytest.fixture
def open_file(tmp_path):
    def open_content(content, **options):
        path = write(tmp_path / "cin.xml", content)
        return open_cin_xml(path, "cin.xml", Options(**options))

    return open_content


@pytest.fixture
def tables_of(open_file):
    return lambda content: read_tables(open_file(content))


@pytest.fixture
def seen_in(open_file):
    def observe(content, **options):
        source = open_file(content, **options)
        read_tables(source)
        return source.observations()

    return observe
