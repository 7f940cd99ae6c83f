"""Returns of the year before, which lie in a folder `previous` or are named as such.

Such a return is read to look back on. Where its files do not say whose they are and of
which year, the return beside them says it: the same authority, one year less.
"""

from collections.abc import Iterable
from pathlib import Path
from typing import Final

from returncheck.returns.identity import Carried
from returncheck.returns.listing import GivenFile
from returncheck.returns.source import ReturnSource

FOLDER: Final = "previous"
"""Name of a folder inside a given one, in any letter case."""

PUT_PREVIOUS: Final = (
    f"put files of the year before into a folder `{FOLDER}` there, or give their "
    "folder with --previous"
)
"""What to do with files of the year before, inside a sentence."""


def previous_folder(file: GivenFile) -> Path | None:
    """The folder `previous` that a file lies in, below the path that was given.

    Args:
        file: The file; one in a given folder of that name does not count.
    """
    below = file.source_name.split("/")[1:-1]
    for depth, name in enumerate(reversed(below)):
        if name.casefold() == FOLDER:
            return file.path.parents[depth]
    return None


class ThisYear:
    """This year's returns, beside which those of the year before lie."""

    def __init__(self, sources: Iterable[ReturnSource]) -> None:
        """See where they lie, once for all folders.

        Args:
            sources: This year's returns.
        """
        self._around = [
            (
                source,
                {folder for file in source.files for folder in file.resolve().parents},
            )
            for source in sources
        ]

    def beside(self, folder: Path | None) -> dict[str, Carried]:
        """What they say of returns of the year before.

        Args:
            folder: The folder `previous`; only returns in the folder around it count.
                None where all count.

        Returns:
            The authority and the year by collection, of each collection that the
            returns agree in.
        """
        near = None if folder is None else folder.resolve().parent
        found: dict[str, set[tuple[str, int]]] = {}
        for source, around in self._around:
            if source.return_year is not None and (near is None or near in around):
                told = found.setdefault(source.collection, set())
                told.add((source.la_code, source.return_year))
        where = (
            "The return beside it" if folder is None else f"The return beside {folder}"
        )
        return {
            collection: Carried(where=where, la_code=la_code, year=str(year - 1))
            for collection, told in found.items()
            if len(told) == 1
            for la_code, year in told
        }
