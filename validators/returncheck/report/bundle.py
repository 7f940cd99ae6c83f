"""Joins the page's script from plain ES modules, so that no tool is needed to build it.

The modules import one another by relative paths and by names as they are exported. In
the one script that comes out all names share one room, so no two modules may have the
same; whatever the joining does not understand is refused.
"""

import base64
import hashlib
import re
from functools import cache
from pathlib import Path, PurePosixPath

SCRIPTS = Path(__file__).parent / "scripts"
MAIN = "main.js"

_IMPORT = re.compile(r'^import \{([^}]*)\} from "(\.[^"]+)";[ \t]*\n', re.MULTILINE)
_EXPORT = re.compile(
    r"^export (?=(?:async function|function|class|const|let) )", re.MULTILINE
)
_TOP_LEVEL = re.compile(
    r"^(?P<export>export )?(?:async function\*?|function\*?|class|const|let|var) "
    r"(?P<name>[\w$]+|[{\[])",
    re.MULTILINE,
)
_NOT_JOINED = re.compile(r"^(?:import|export)\b.*|\bimport\(.*", re.MULTILINE)
_BLOCK_COMMENT = re.compile(r"^[ \t]*/\*.*?\*/[ \t]*\n", re.MULTILINE | re.DOTALL)
_LINE_COMMENT = re.compile(r"^[ \t]*//.*\n", re.MULTILINE)
_BLANK_LINES = re.compile(r"\n{2,}")
_BEFORE_ITS_END = re.compile(r"</script|<!--", re.IGNORECASE)


class BundleError(Exception):
    """A module that cannot be joined to the others; says which and why."""


@cache
def page_script() -> str:
    """The script of the page.

    Raises:
        BundleError: A module cannot be joined.
    """
    return bundle(SCRIPTS, MAIN)


def bundle(folder: Path, main: str) -> str:
    """The modules that one of them needs, joined in the order of their imports.

    Args:
        folder: The folder of the modules.
        main: The module to begin with, relative to it.

    Returns:
        One module that imports and exports nothing, without the comments that have
        lines of their own. No text in a module may have a line that begins like one.

    Raises:
        BundleError: A module is missing, imports in a circle or in another form than
            `import { name } from "./file.js";`, imports what is not exported, or has a
            name that another has.
    """
    bundler = _Bundler(folder)
    bundler.add(main, ())
    return "".join(bundler.parts)


def source_hash(script: str) -> str:
    """A script as a policy names it (`script-src 'sha256-…'`), without the quotes."""
    digest = hashlib.sha256(script.encode()).digest()
    return f"sha256-{base64.b64encode(digest).decode()}"


class _Bundler:
    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._exports: dict[str, set[str]] = {}
        self._owner: dict[str, str] = {}
        self.parts: list[str] = []

    def add(self, name: str, importing: tuple[str, ...]) -> None:
        """Add a module behind those that it imports."""
        if name in importing:
            raise BundleError(f"{name} imports itself: {' > '.join(importing)}.")
        if name in self._exports:
            return
        path = self._folder / name
        if not path.is_file():
            by = importing[-1] if importing else "the page"
            raise BundleError(f"{name} does not exist, which {by} imports.")
        text = _without_comments(path.read_text(encoding="utf-8"))
        for found in _IMPORT.finditer(text):
            other = _resolved(name, found[2])
            self.add(other, (*importing, name))
            self._check_names(name, found[1], other)
        self._take_names(name, text)
        joined = _EXPORT.sub("", _IMPORT.sub("", text))
        if odd := _NOT_JOINED.search(joined):
            raise BundleError(f"{name} has a line that cannot be joined: {odd[0]}")
        if _BEFORE_ITS_END.search(joined):
            raise BundleError(f"{name} has text that would end the script of the page.")
        self.parts.append(_BLANK_LINES.sub("\n", joined).strip() + "\n")

    def _check_names(self, name: str, listed: str, other: str) -> None:
        for each in filter(None, (each.strip() for each in listed.split(","))):
            if each not in self._exports[other]:
                raise BundleError(
                    f"{name} imports {each}, which {other} does not export."
                )

    def _take_names(self, name: str, text: str) -> None:
        exports = set()
        for found in _TOP_LEVEL.finditer(text):
            each = found["name"]
            if each in "{[":
                raise BundleError(f"{name} takes something apart at its top level.")
            if each in self._owner:
                raise BundleError(f"{name} and {self._owner[each]} both have {each}.")
            self._owner[each] = name
            if found["export"]:
                exports.add(each)
        self._exports[name] = exports


def _without_comments(text: str) -> str:
    return _LINE_COMMENT.sub("", _BLOCK_COMMENT.sub("", text))


def _resolved(name: str, path: str) -> str:
    """A path in a module, relative to the folder of all."""
    parts: list[str] = []
    for part in (PurePosixPath(name).parent / path).parts:
        if part == "..":
            if not parts:
                raise BundleError(f"{name} imports {path}, outside the scripts.")
            parts.pop()
        elif part != ".":
            parts.append(part)
    return "/".join(parts)
