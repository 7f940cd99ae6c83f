"""The key of the dbt project: it changes when anything that dbt reads changes.

Not with dbt's own version: what one release of dbt compiled is SQL that stays right.
"""

import hashlib
from pathlib import Path

from returncheck.project import kept_for_project, project_root
from returncheck.version import VERSION

# Raised when the plan's own form changes.
_PLAN_FORM = "5"
_FOLDERS = ("models", "macros", "seeds")
_FILES = ("dbt_project.yml", "profiles.yml")
_SUFFIXES = (".sql", ".yml", ".csv")


@kept_for_project
def project_key() -> str:
    """Key of the installed project and of this returncheck; hexadecimal."""
    root = project_root()
    digest = hashlib.sha256()
    for words in (_PLAN_FORM, VERSION):
        digest.update(words.encode() + b"\0")
    for path in _project_files(root):
        digest.update(path.relative_to(root).as_posix().encode() + b"\0")
        # Git may have written the lines of a checkout as Windows ends them.
        content = path.read_bytes().replace(b"\r\n", b"\n")
        digest.update(hashlib.sha256(content).digest())
    return digest.hexdigest()[:32]


def _project_files(root: Path) -> list[Path]:
    found = [root / name for name in _FILES]
    for folder in _FOLDERS:
        found += [
            path for path in (root / folder).rglob("*") if path.suffix in _SUFFIXES
        ]
    # By the letters, which paths of Windows do not go by.
    return sorted(found, key=lambda path: path.relative_to(root).parts)
