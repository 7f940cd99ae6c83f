"""The rules of the census are those of its specification, each in its years."""

from returncheck.catalogue.rules import rule_versions
from returncheck.returns.cin_census import KIND

# The rules, and those that do not hold from 2023 on without change.
LISTED = """
100 1103 1104 1105 1510 1520 1530 1540 1550 1560Q 1570 1580 2883 2884 2885 2886Q
2887Q 2888Q 2889 2990 2991Q 4000 4001 4003 4004 4008 4009Q 4010 4011 4012Q 4013 4014
4015 4016 4017 4180 4220 8500 8510 8520 8525Q 8530Q 8535Q 8540 8545Q 8555Q 8565 8568
8569Q 8585Q 8590 8600 8606 8608 8610 8614 8615 8620 8630 8640 8650 8670Q 8675Q 8696
8715 8720 8730 8736 8740 8750 8770Q 8772 8775Q 8790 8794 8805 8810 8815 8816 8820
8825Q 8831 8832 8839 8840 8841 8842Q 8863Q 8866 8867 8868 8869 8870Q 8873Q 8875 8890
8896 8897Q 8898 8905 8910 8915 8920 8925 8930 8935 8940 8945Q 8950Q 8995Q 9000Q 9005
9006 9007 9008 9009 9010Q 9011 9012 9013 9015Q
"""
CODES = LISTED.split()
PROVISIONAL = CODES[CODES.index("8995Q") :]
VERSIONS = {
    "1530": [(2023, 2023), (2024, None)],
    "1570": [(2025, None)],
    "1580": [(2025, None)],
    "2886Q": [(2023, 2024), (2025, None)],
    "4180": [(2023, 2024), (2025, None)],
    "8750": [(2023, 2024), (2025, None)],
    "8770Q": [(2023, 2024), (2025, None)],
    "8945Q": [(2025, None)],
    "8950Q": [(2025, None)],
    **{code: [(2027, None)] for code in PROVISIONAL},
}

RULES = rule_versions(KIND.collection)


def test_rules_are_those_of_the_specification():
    found = {}
    for rule in RULES:
        found.setdefault(rule.code, []).append((rule.first_year, rule.last_year))
    assert found == {code: VERSIONS.get(code, [(2023, None)]) for code in CODES}


def test_rules_are_126_versions_of_121_codes():
    assert (len(RULES), len({rule.code for rule in RULES})) == (126, 121)
