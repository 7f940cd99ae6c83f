"""Small made-up SSDA903 returns that are wrong in many ways at once, of two years."""

from datetime import date, timedelta
from random import Random

Rows = list[dict[str, str | None]]

CHILDREN = ("A1", "B2", "C3", "D4")
CODES = {
    "SEX": "1 2 M F U",
    "ETHNIC": "WBRI BAFR NOBT ABCD",
    "UPN": "A123456789012 B12345678901C UN1 UN3 I123456789012 A123456789012",
    "MOTHER": "0 1 2",
    "RNE": "S S L P T U B X",
    "LS": "C1 C2 D1 E1 V2 V3 V4 J1 J2 J3 L1 L2 L3 XX",
    "CIN": "N1 N2 N4 N8 N9",
    "PLACE": (
        "A3 A4 A5 A6 H5 K1 K2 K3 P1 P2 P3 R1 R2 R3 R5 S1 T0 T1 T2 T3 T4 "
        "U1 U2 U3 U4 U5 U6 Z1 Z11 Z12 Z14 QQ"
    ),
    "PLACE_PROVIDER": "PR0 PR1 PR2 PR3 PR4 PR5 PR9",
    "REC": "X1 X1 X1 E11 E12 E2 E3 E4A E4B E13 E45 E46 E48 E5 E6 E7 E8 E9 E15 E17 ZZ",
    "REASON_PLACE_CHANGE": "CARPL CLOSE ALLEG LAREQ PLACE CUSTOD OTHER NOPE",
    "HOME_POST": "AB1 2CD;ab12cd;EF3 4GH",
    "PL_POST": "AB1 2CD;AB12CD;EF3 4GH;ZZ9 9ZZ",
    "URN": "1234567 XXXXXXX 7654321 12345 SC123456",
    "PL_LA": "E09000001 E09000002 WAL SCO NIR",
    "PL_LOCATION": "IN OUT",
    "PL_DISTANCE": "0.0 0.1 12.3 12.5 350.0 350.1 999.9 1000.0 -0.1",
    "UASC": "0 1",
    "REVIEW_CODE": "PN0 PN1 PN3 PN7 PN8",
    "SDQ_SCORE": "0 12 40 41 -1 12.5 12.0 x",
    "SDQ_REASON": "SDQ1 SDQ2 SDQ5 SDQ6",
    "IN_TOUCH": "YES NO DIED REFU NREQ RHOM MAYBE",
    "ACTIV": "F1 P1 F2 P2 F4 P5 G4 G6 0 F3",
    "ACCOM": "B1 D2 K1 Z1 S1 S2 0 Q9",
    "NB_ADOPTR": "1 2 3",
    "SEX_ADOPTR": "M1 F1 MM FF MF XX",
    "LS_ADOPTR": "L0 L11 L12 L2 L3 L4 L9",
    "REASON_PLACED_CEASED": "RD1 RD2 RD3 RD4 RD5",
    "PREV_PERM": "P1 P2 P3 P4 Z1 P9",
    "LA_PERM": "E09000002 887",
    "MISSING": "M A X",
    "SW_ID": "SW1234567 XX1 sw1 99",
    "SW_REASON": "MANAGE FCONTA LEFTRL OTHERS CHCHAN PCCHAN NOPE",
    "LA_NAME_FROM_FILE": "Camden;City of London",
    "PLACE_CODES": "K1;K1,K2;H5,R1",
    "PROVIDER_CODES": "PR1;PR2,PR4",
    "POSTCODE": "AB12CD EF34GH",
    "LA_CODE_INFERRED": "E09000001 E09000007",
    "LA_NAME_INFERRED": "Camden;City of London",
}
FLAGS = frozenset(
    [
        "CONVICTED",
        "HEALTH_CHECK",
        "IMMUNISATIONS",
        "TEETH_CHECK",
        "HEALTH_ASSESSMENT",
        "SUBSTANCE_MISUSE",
        "INTERVENTION_RECEIVED",
        "INTERVENTION_OFFERED",
        "FOSTER_CARE",
    ]
)
BIRTHS = ("DOB", "MC_DOB")
IN_YEARS = frozenset(
    [
        "DECOM",
        "DEC",
        "REVIEW",
        "DUC",
        "DATE_INT",
        "DATE_MATCH",
        "DATE_PLACED",
        "DATE_PLACED_CEASED",
        "DATE_PERM",
        "MIS_START",
        "MIS_END",
        "SW_DECOM",
        "SW_DEC",
        "DOLO_START",
        "DOLO_END",
        "REG_END",
    ]
)
TABLES = {
    "Header": "CHILD SEX DOB ETHNIC UPN MOTHER MC_DOB UASC",
    "Episodes": (
        "CHILD DECOM RNE LS CIN PLACE PLACE_PROVIDER DEC REC REASON_PLACE_CHANGE "
        "HOME_POST PL_POST URN PL_LA PL_LOCATION PL_DISTANCE"
    ),
    "Reviews": "CHILD DOB REVIEW REVIEW_CODE",
    "UASC": "CHILD SEX DOB DUC",
    "OC2": (
        "CHILD DOB SDQ_SCORE SDQ_REASON CONVICTED HEALTH_CHECK IMMUNISATIONS "
        "TEETH_CHECK HEALTH_ASSESSMENT SUBSTANCE_MISUSE INTERVENTION_RECEIVED "
        "INTERVENTION_OFFERED"
    ),
    "OC3": "CHILD DOB IN_TOUCH ACTIV ACCOM",
    "AD1": "CHILD DOB DATE_INT DATE_MATCH FOSTER_CARE NB_ADOPTR SEX_ADOPTR LS_ADOPTR",
    "PlacedAdoption": "CHILD DOB DATE_PLACED DATE_PLACED_CEASED REASON_PLACED_CEASED",
    "PrevPerm": "CHILD DOB PREV_PERM LA_PERM DATE_PERM",
    "Missing": "CHILD DOB MISSING MIS_START MIS_END",
    "SWEpisodes": "CHILD DOB SW_ID SW_DECOM SW_DEC SW_REASON",
    "DoLo": "CHILD DOB DOLO_START DOLO_END",
    "ProviderInfo": (
        "URN LA_NAME_FROM_FILE PLACE_CODES PROVIDER_CODES REG_END POSTCODE "
        "LA_CODE_INFERRED LA_NAME_INFERRED"
    ),
    "PostcodeDirectory": "POSTCODE",
}
DERIVED = ("UASC", "PL_LA", "PL_LOCATION", "PL_DISTANCE")
ODD_DATES = (
    "31/02/2024",
    "2024-05-01",
    "1/5/2024",
    "x",
    "",
    "ZZ/05/2023",
    "01/ZZ/2023",
)


def shown(day: date) -> str:
    return f"{day:%d/%m/%Y}"


def messy_tables(
    rng: Random, year: int
) -> tuple[dict[str, Rows], dict[str, Rows] | None]:
    """The tables of a return, and those of the year before or None."""
    births = {child: birth(rng, year) for child in CHILDREN}
    tables = one_year(rng, year, births)
    if rng.random() < 0.3:
        return tables, None
    previous = one_year(rng, year - 1, births)
    # What still ran at the end of the year before goes on in this one.
    carried = [dict(row) for row in previous.get("Episodes", []) if rng.random() < 0.5]
    if carried and "Episodes" in tables:
        for row in carried:
            if rng.random() < 0.5:
                column = rng.choice(list(row))
                row[column] = cell(rng, year, column, births, row.get("CHILD"))
        tables["Episodes"] = carried + tables["Episodes"]
    return tables, previous


def birth(rng: Random, year: int) -> date:
    """A birthday that is told apart by the ages that rules know."""
    age = rng.choice((0, 1, 4, 5, 7, 10, 14, 15, 16, 17, 18, 19, 20, 21))
    edge = rng.choice((date(year, 3, 31), date(year - 1, 4, 1), date(year - 1, 10, 9)))
    if rng.random() < 0.05:
        return date(2012, 2, 29)
    day = edge.replace(year=edge.year - age)
    return day + timedelta(days=rng.choice((-1, 0, 1, 0, rng.randint(-200, 200))))


def one_year(rng: Random, year: int, births: dict[str, date]) -> dict[str, Rows]:
    tables = {}
    derived = rng.random() < 0.7
    for name, columns in TABLES.items():
        if rng.random() < 0.06:
            continue
        listed = [c for c in columns.split() if c not in DERIVED or derived]
        rows = []
        for child in rng.choices(CHILDREN, k=rng.randint(0, 6)):
            row = {c: cell(rng, year, c, births, child) for c in listed}
            if "CHILD" in row and rng.random() < 0.97:
                row["CHILD"] = child
            rows.append(row)
        if name == "Episodes" and rng.random() < 0.7:
            chain(rng, year, rows)
        tables[name] = rows
    return tables


def chain(rng: Random, year: int, rows: Rows) -> None:
    """Let the episodes of each child follow each other, most of the time."""
    ends: dict[str | None, date] = {}
    for row in rows:
        start = ends.get(row["CHILD"]) or near(rng, year)
        end = start + timedelta(
            days=rng.choice((0, 1, 3, 7, 8, 17, 21, 22, 42, 60, 90))
        )
        row["DECOM"] = shown(start)
        row["DEC"] = shown(end) if rng.random() < 0.8 else None
        if row["DEC"] is None and rng.random() < 0.8:
            row["REC"] = None
        ends[row["CHILD"]] = end + timedelta(days=rng.choice((0, 0, 0, 1, -1)))


def near(rng: Random, year: int) -> date:
    """A day near one that rules know, or anywhere in two years."""
    edges = (date(year - 1, 4, 1), date(year, 3, 31), date(year - 2, 4, 1))
    if rng.random() < 0.5:
        return rng.choice(edges) + timedelta(
            days=rng.choice((-7, -5, -1, 0, 0, 1, 5, 8))
        )
    return date(year - 2, 10, 1) + timedelta(days=rng.randint(0, 560))


def cell(
    rng: Random, year: int, column: str, births: dict[str, date], child: str | None
) -> str | None:
    """A value of a column: mostly one that fits, sometimes none or nonsense."""
    chance = rng.random()
    if column == "CHILD":
        return rng.choice((*CHILDREN, None))
    if chance < 0.12:
        return None
    if column in BIRTHS or column in IN_YEARS:
        return dated(rng, year, column, births.get(child or "", date(2010, 1, 1)))
    if chance < 0.13:
        return ""
    if column in FLAGS:
        return rng.choice(("0", "1", "1", "2"))
    texts = CODES[column]
    return rng.choice(texts.split(";") if ";" in texts else texts.split())


def dated(rng: Random, year: int, column: str, born: date) -> str:
    """A date of a column, or what is none."""
    chance = rng.random()
    if chance < 0.08:
        return rng.choice(ODD_DATES)
    if column == "DOB" and chance < 0.85:
        return shown(born)
    if column in BIRTHS:
        return shown(birth(rng, year))
    if chance < 0.2:
        age = rng.choice((0, 4, 14, 16, 18))
        return shown(born.replace(year=born.year + age, day=min(born.day, 28)))
    return shown(near(rng, year))
