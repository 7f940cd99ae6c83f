"""One check of the five council reports, shared by the tests that read its result."""

import pytest

from returncheck import Workspace


@pytest.fixture(scope="session")
def reports_database(tmp_path_factory):
    """The database file of that check."""
    return tmp_path_factory.mktemp("reports") / "w.duckdb"


@pytest.fixture(scope="session")
def reports_result(root, reports_database):
    """The five reports, loaded from the shipped files and checked."""
    with Workspace.open(reports_database) as workspace:
        workspace.load(root / "examples" / "reports")
        return workspace.check()
