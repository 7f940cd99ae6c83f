"""Rules on who is in which table, and whether the tables agree about a child."""

from ssda903.plain import before, each, rule, together

BESIDE_EPISODES = ("PlacedAdoption", "Missing", "Reviews", "AD1", "PrevPerm", "OC2")
NOT_IN_HEADER = {
    "INT01": "AD1",
    "INT02": "PlacedAdoption",
    "INT03": "Episodes",
    "INT04": "Missing",
    "INT05": "OC2",
    "INT06": "OC3",
    "INT07": "PrevPerm",
    "INT08": "Reviews",
    "INT09": "UASC",
}
OTHER_BIRTH = {
    "INT11": "AD1",
    "INT12": "PlacedAdoption",
    "INT13": "Missing",
    "INT14": "OC2",
    "INT15": "OC3",
    "INT16": "PrevPerm",
    "INT17": "Reviews",
    "INT18": "UASC",
}
SEVERAL = {
    "INT31": "AD1",
    "INT32": "Header",
    "INT33": "OC2",
    "INT34": "OC3",
    "INT35": "PrevPerm",
    "INT36": "UASC",
}


def _not_in(data, name, *others):
    """The rows of a table whose child is in none of the others."""
    known = {child for other in others for child in data.by_child(other)}
    return [row for row in data[name] if row["CHILD"] not in known]


def _beside_header(data, name):
    """Each row of a table with each row of its child in the Header."""
    headers = data.by_child("Header")
    for row in data[name]:
        for header in headers.get(row["CHILD"], []):
            yield row, header


def _enter_not_in_header(code, name):
    @rule(code, name, "Header")
    def not_in_header(data):
        return each(_not_in(data, name, "Header"))


def _enter_other_birth(code, name):
    @rule(code, name, "Header")
    def other_birth(data):
        return each(
            row
            for row, header in _beside_header(data, name)
            if before(row.day("DOB"), header.day("DOB"))
            or before(header.day("DOB"), row.day("DOB"))
        )


def _enter_several(code, name):
    @rule(code, name)
    def several(data):
        return together(
            (child, row)
            for child, rows in data.by_child(name).items()
            if len(rows) > 1
            for row in rows
        )


for entered, table in NOT_IN_HEADER.items():
    _enter_not_in_header(entered, table)
for entered, table in OTHER_BIRTH.items():
    _enter_other_birth(entered, table)
for entered, table in SEVERAL.items():
    _enter_several(entered, table)


@rule("INT21", "UASC", "Header")
def other_sex(data):
    return each(
        row
        for row, header in _beside_header(data, "UASC")
        if None not in (row["SEX"], header["SEX"]) and row["SEX"] != header["SEX"]
    )


@rule("EPI", "Header")
def neither_in_care_nor_left(data):
    return each(_not_in(data, "Header", "Episodes", "OC3"))


@rule("1012", "Episodes")
def without_episodes_this_year(data):
    return each(
        row for name in BESIDE_EPISODES for row in _not_in(data, name, "Episodes")
    )


@rule("NoE", "Episodes", previous=("Episodes",))
def without_episodes_last_year(data):
    known = data.previous.by_child("Episodes")
    return each(
        row
        for row in data["Episodes"]
        if before(row.day("DECOM"), data.start) and row["CHILD"] not in known
    )
