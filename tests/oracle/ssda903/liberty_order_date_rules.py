"""Rules on the start and the end of deprivation of liberty orders."""

from ssda903.plain import before, each, rule, until


def failing(data, is_failing):
    return each(row for row in data["DoLo"] if is_failing(row))


@rule("700", "DoLo", first=2027)
def no_start(data):
    return failing(data, lambda row: row.day("DOLO_START") is None)


@rule("701", "DoLo", first=2027)
def end_unreadable(data):
    return failing(data, lambda row: row.has("DOLO_END") and not row.day("DOLO_END"))


@rule("702", "DoLo", first=2027)
def ends_by_its_start(data):
    return failing(data, lambda row: until(row.day("DOLO_END"), row.day("DOLO_START")))


@rule("703", "DoLo", first=2027)
def starts_after_the_year(data):
    return failing(data, lambda row: before(data.end, row.day("DOLO_START")))
