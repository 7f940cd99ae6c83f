"""What the maker writes has the columns of the layout."""

from returncheck.returns.ssda903 import KIND
from returncheck.synth.ssda903.shown import COLUMNS, FIRST_YEARS, columns_of


def test_tables_and_columns_are_those_of_the_layout():
    written = [each for each in KIND.layout.tables if each.child_id is not None]
    assert {each.name for each in written} == set(COLUMNS)
    for table in written:
        official = [each.name for each in table.columns if not each.derived]
        assert list(columns_of(table.name)) == official
        assert FIRST_YEARS.get(table.name) == table.first_year
