"""Extracts of every release file, and the figures that are in them."""

import pytest
from published_extracts import FILES

from returncheck.published.areas import known_areas
from returncheck.published.mapping import read_mapping
from returncheck.published.population import held_populations
from returncheck.published.sources import read_files


@pytest.fixture(scope="session")
def known_mapping():
    return read_mapping()


@pytest.fixture(scope="session")
def read(known_mapping):
    """Reads files as an import does."""

    def files(*paths):
        found = read_files(paths, known_mapping, known_areas(), held_populations())
        assert found.problems == []
        assert found.unknown == []
        return found.files

    return files


@pytest.fixture(scope="session")
def read_extracts(read):
    """Every extract with its figures, the oldest first."""
    return read(*FILES)
