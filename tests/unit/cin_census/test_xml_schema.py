"""The XML Schema of each year: the generator's files are valid, and what is not."""

import re

import pytest
from lxml import etree
from readers_files import YEARS

from returncheck.returns.cin_census.xml_schema import xml_schema
from returncheck.synth import generate_cin_census


def schema(year):
    return etree.XMLSchema(etree.fromstring(xml_schema(year).encode()))


@pytest.fixture(scope="module")
def generated(tmp_path_factory):
    def make(year):
        path = tmp_path_factory.mktemp(str(year)) / "cin.xml"
        generate_cin_census(authority="887", year=year, children=150, seed=7, out=path)
        return etree.parse(path)

    return make


@pytest.mark.parametrize("year", YEARS)
def test_generated_return_is_valid(generated, year):
    judge = schema(year)
    assert judge.validate(generated(year)), judge.error_log.last_error


@pytest.mark.parametrize("year", [2022, 2025, 2027])
def test_return_of_a_year_with_a_new_element_is_not_valid_in_the_year_before(
    generated, year
):
    assert not schema(year - 1).validate(generated(year))


@pytest.mark.parametrize("year", YEARS)
def test_schema_says_how_often_every_element_may_occur(year):
    root = etree.fromstring(xml_schema(year).encode())
    elements = list(root.iter("{*}element"))[1:]
    assert all(element.get("minOccurs") in ("0", "1") for element in elements)
    assert all(element.get("maxOccurs") in ("1", "unbounded") for element in elements)


def test_schema_of_a_later_year_is_the_latest():
    assert xml_schema(2031) == xml_schema(2027)


def test_schema_takes_digits_of_ascii_alone():
    assert not re.search(r"\\d", xml_schema(2025))
