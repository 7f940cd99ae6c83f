"""Files whose children share an LAchildID or have none, through the real reader.

One child is one Child element. A missing identifier is rule 8500's to report and a
repeated one rule 8510's; neither moves another rule.
"""

import random
import xml.etree.ElementTree as ET
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest
from rule_cases import WHOLE_RETURN, found_in, without_roles
from rules_build import build_rules

from cin_census.records import Tables
from cin_census.rules import findings
from returncheck import Workspace
from returncheck.returns.cin_census import KIND
from returncheck.synth.cin_census import PLANTABLE, generate_cin_census
from returncheck.synth.cin_census.faults import first_year

ABOUT_IDENTIFIERS = {"1570", "1580", "8500", "8510"}
YEARS = (2023, 2024, 2025, 2026, 2027)
MADE_OF_EACH_YEAR = 5
# The outer boroughs of London and Greater Manchester.
AUTHORITIES = (*range(301, 321), *range(350, 360))
# Without records, or their starts, no fault of a record of pre-proceedings is left.
WITHOUT_RECORDS = {"8995Q", "9000Q"}
IDENTIFIER = "ChildIdentifiers/LAchildID"
DATE_GIVEN = 0.85


def _file(folder: Path, year: int, plants: dict[str, int]) -> Path:
    return generate_cin_census(
        authority="887",
        year=year,
        children=60 if not plants else 500,
        seed=year,
        plants=plants,
        out=folder / f"{year}.xml",
    ).path


def _in_force(year: int) -> dict[str, int]:
    """One fault of every rule in force in the year that leaves room for the others."""
    codes = (code for code in PLANTABLE if first_year(code) <= year)
    return dict.fromkeys((code for code in codes if code not in WITHOUT_RECORDS), 1)


def _children(root: ET.Element) -> list[ET.Element]:
    return list(root.iterfind("Children/Child"))


def _write(root: ET.Element, path: Path, authority: str) -> Path:
    root.find("Header/Source/LEA").text = authority
    ET.ElementTree(root).write(path, encoding="utf-8", xml_declaration=True)
    return path


def _without_identifier(child: ET.Element) -> None:
    identifiers = child.find("ChildIdentifiers")
    identifiers.remove(identifiers.find("LAchildID"))


def _messed_up(source: Path, dice: random.Random) -> ET.Element:
    """A file with faults of every rule, dates left out, and identifiers mixed up."""
    root = ET.parse(source).getroot()
    given = [child.findtext(IDENTIFIER) for child in _children(root)]
    for child in _children(root):
        for parent in list(child.iter()):
            for leaf in list(parent):
                if leaf.tag.endswith("Date") and dice.random() > DATE_GIVEN:
                    parent.remove(leaf)
        if child.find(IDENTIFIER) is not None:
            if dice.random() < 0.2:
                _without_identifier(child)
            elif dice.random() < 0.4:
                child.find(IDENTIFIER).text = dice.choice(given[:40])
    return root


@pytest.fixture(scope="module")
def clean(tmp_path_factory: pytest.TempPathFactory) -> ET.Element:
    """A return of 60 children without a fault."""
    return ET.parse(_file(tmp_path_factory.mktemp("clean"), 2025, {})).getroot()


def _said(database: Path, paths: dict[str, Path]) -> dict[str, dict[str, Counter]]:
    """File to what the project finds in it, by rule."""
    with Workspace.open(database) as workspace:
        loaded = workspace.load(list(paths.values())).loaded
    sources = {record.return_id: record.source_name for record in loaded}
    names = {path.name: name for name, path in paths.items()}
    said: dict[str, dict[str, Counter]] = {name: {} for name in paths}
    for key, listed in found_in(build_rules(database)[0]).items():
        return_id, check_id = key.split("|")
        code = check_id.removeprefix(f"{KIND.collection}:")
        name = names[Path(sources[return_id]).name]
        said[name][code] = Counter(
            tuple(place for place in places if place != WHOLE_RETURN[:2])
            for places in without_roles(listed)
        )
    return said


def test_messy_files_say_what_the_plain_rules_say(
    tmp_path: Path, new_database: Callable[[Path], Path]
) -> None:
    paths = {}
    for year in YEARS:
        source = _file(tmp_path / "made", year, _in_force(year))
        for number in range(MADE_OF_EACH_YEAR):
            name = f"{year} {number}"
            root = _messed_up(source, random.Random(name))
            authority = str(AUTHORITIES[len(paths)])
            paths[name] = _write(root, tmp_path / f"{authority}.xml", authority)
    said = _said(new_database(tmp_path / "w.duckdb"), paths)
    expected = {name: findings(Tables.from_xml(path)) for name, path in paths.items()}
    wrong = {
        (name, code): (found - said[name].get(code, Counter()))
        + (said[name].get(code, Counter()) - found)
        for name in paths
        for code in expected[name].keys() | said[name].keys()
        for found in [expected[name].get(code, Counter())]
        if found != said[name].get(code, Counter())
    }
    assert wrong == {}
    assert all({"8500", "8510"} <= found.keys() for found in said.values())
    of_2027 = {code for name in paths if name[:4] == "2027" for code in said[name]}
    assert {code for code in _in_force(2027) if first_year(code) == 2027} <= of_2027


def test_plain_rules_do_not_depend_on_identifiers(tmp_path: Path) -> None:
    source = _file(tmp_path, 2025, _in_force(2025))
    root = _messed_up(source, random.Random(1))
    mixed = findings(Tables.from_xml(_write(root, tmp_path / "mixed.xml", "887")))
    for number, child in enumerate(_children(root)):
        identifiers = child.find("ChildIdentifiers")
        if identifiers.find("LAchildID") is None:
            ET.SubElement(identifiers, "LAchildID")
        identifiers.find("LAchildID").text = f"OWN{number}"
    own = findings(Tables.from_xml(_write(root, tmp_path / "own.xml", "887")))
    others = mixed.keys() - ABOUT_IDENTIFIERS
    assert {code: mixed[code] for code in others} == {
        code: own[code] for code in own.keys() - ABOUT_IDENTIFIERS
    }
    assert len(others) > 80


def _share(children: list[ET.Element]) -> None:
    first, second = [c for c in children if len(c.findall("CINdetails")) > 0][:2]
    second.find(IDENTIFIER).text = first.findtext(IDENTIFIER)


def _share_by_all(children: list[ET.Element]) -> None:
    for child in children:
        child.find(IDENTIFIER).text = children[0].findtext(IDENTIFIER)


def _lose(children: list[ET.Element]) -> None:
    _without_identifier(children[7])


def _lose_all(children: list[ET.Element]) -> None:
    for child in children:
        _without_identifier(child)


def _lose_and_start_early(children: list[ET.Element]) -> None:
    """A child without identifier whose assessment starts before its referral."""
    child = next(c for c in children if c.find("CINdetails/Assessments") is not None)
    _without_identifier(child)
    child.find("CINdetails/Assessments/AssessmentActualStartDate").text = "2013-04-02"


CHANGES = {
    "one identifier for two": (_share, {"8510": 2}),
    "one identifier for all": (_share_by_all, {"8510": 60}),
    "no identifier": (_lose, {"8500": 1}),
    "no identifier at all": (_lose_all, {"8500": 60}),
}


def test_identifier_that_is_missing_or_repeated_is_found_once(
    clean: ET.Element, tmp_path: Path, new_database: Callable[[Path], Path]
) -> None:
    paths = {}
    for name, (change, _) in CHANGES.items():
        root = ET.fromstring(ET.tostring(clean))
        change(_children(root))
        authority = str(AUTHORITIES[len(paths)])
        paths[name] = _write(root, tmp_path / f"{authority}.xml", authority)
    early = ET.fromstring(ET.tostring(clean))
    _lose_and_start_early(_children(early))
    paths["early"] = _write(early, tmp_path / "320.xml", "320")
    said = _said(new_database(tmp_path / "w.duckdb"), paths)
    counts = {
        name: {code: sum(found.values()) for code, found in by_code.items()}
        for name, by_code in said.items()
    }
    assert {"8500", "1103"} <= counts.pop("early").keys()
    assert counts == {name: expected for name, (_, expected) in CHANGES.items()}
