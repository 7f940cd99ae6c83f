"""Cases of the shipped rules: where they lie, and how they are read."""

from functools import cache
from pathlib import Path

import yaml

from returncheck.extensions.cases import (
    WHOLE_RETURN,
    Case,
    Findings,
    Location,
    case_of,
    found_in,
)
from returncheck.returns.registry import kinds_with_rules

__all__ = ["FOLDERS", "WHOLE_RETURN", "Case", "Findings", "Location", "found_in"]

FOLDERS = [Path(__file__).parent / kind.collection for kind in kinds_with_rules()]
LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@cache
def load_cases(folder: Path) -> tuple[Case, ...]:
    """Every case of a return's rules, whose files lie in its folder, in their order."""
    cases = []
    for path in sorted(folder.glob("*.yml")):
        document = yaml.load(path.read_text(encoding="utf-8"), Loader=LOADER)
        code = document["code"]
        cases += [case_of(folder.name, code, entry) for entry in document["cases"]]
    return tuple(cases)
