"""Made-up returns with known faults and the figures that are true of them.

No real record can be used for examples, tests or demonstrations; these can. The same
arguments give the same files, byte for byte, on every machine.

What is common to all returns stands here, each return in a package of its own;
`generate_<collection>` makes up one of it.
"""

from importlib import import_module
from importlib.util import find_spec

_GENERATE = "generate_"


def __getattr__(name: str) -> object:
    """The generator of a return, imported when it is asked for."""
    package = f"{__name__}.{name.removeprefix(_GENERATE)}"
    if name.startswith(_GENERATE) and find_spec(package) is not None:
        found: object = getattr(import_module(package), name)
        return found
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
