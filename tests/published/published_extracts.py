"""The extracts of the release files."""

from pathlib import Path

EXTRACTS = Path(__file__).parent / "extracts"
FILES = sorted(EXTRACTS.rglob("*.csv"))
CURRENT = sorted(EXTRACTS.glob("*.csv"))
