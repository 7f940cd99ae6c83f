"""One check of the five council reports, shared by the tests that read its result."""

import pytest

from returncheck import Workspace


@pytest.fixture(scope="session")
def reports_result(root, tmp_path_factory):
    """The five reports, loaded from the shipped files and checked."""
    with Workspace.open(tmp_path_factory.mktemp("reports") / "w.duckdb") as workspace:
        workspace.load(root / "examples" / "reports")
        yield workspace.check()
