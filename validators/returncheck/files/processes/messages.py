"""What goes through the pipes between a process and those that work for it.

Both ends are programs of ours of the same version: a message is pickled, after one byte
that says what it is and eight with its length.
"""

import pickle
import struct
from enum import Enum
from typing import IO, Any, Final

_HEAD: Final = struct.Struct(">cQ")


class Sort(Enum):
    """What a message is."""

    CONTEXT = b"c"
    JOB = b"j"
    PIECE = b"p"
    END = b"e"
    FAULT = b"f"


def packed(content: object) -> bytes:
    """What a message says, as bytes."""
    return pickle.dumps(content, protocol=pickle.HIGHEST_PROTOCOL)


def unpacked(body: bytes) -> Any:  # noqa: ANN401 - what the other end has packed
    """What a message from a process of our own says."""
    return pickle.loads(body)


def send(pipe: IO[bytes], sort: Sort, body: bytes = b"") -> None:
    """Send a message at once.

    Raises:
        OSError: The other end is gone.
    """
    pipe.write(_HEAD.pack(sort.value, len(body)))
    pipe.write(body)
    pipe.flush()


def receive(pipe: IO[bytes]) -> tuple[Sort, bytes]:
    """The next message.

    Raises:
        EOFError: The other end is gone.
    """
    sort, length = _HEAD.unpack(_whole(pipe, _HEAD.size))
    return Sort(sort), _whole(pipe, length)


def _whole(pipe: IO[bytes], length: int) -> bytes:
    body = pipe.read(length)
    if len(body) != length:
        raise EOFError
    return body
