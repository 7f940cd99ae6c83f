"""Where our pages' templates are, and how they are read: everything is escaped.

Compiling them is a tenth of a small run. What jinja made of one is kept in the user's
own folder (`files.cache`), and taken only from there.
"""

import hashlib
from contextlib import suppress
from pathlib import Path

import jinja2
from jinja2.bccache import Bucket, BytecodeCache

from returncheck.files.cache import cache_path, own_file
from returncheck.files.output import write_whole
from returncheck.files.private import make_folder
from returncheck.version import VERSION

TEMPLATES = Path(__file__).parent / "templates"
_DIGEST_SIZE = hashlib.sha256().digest_size


def environment() -> jinja2.Environment:
    """An environment for templates of pages, without any words of theirs yet."""
    return jinja2.Environment(
        loader=jinja2.FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        bytecode_cache=_KeptTemplates(),
    )


class _KeptTemplates(BytecodeCache):
    """Templates as they were compiled before; without a folder for them, none are."""

    def get_source_checksum(self, source: str) -> str:
        """What has to be the same for compiled code to be that of a template."""
        words = "\0".join((VERSION, jinja2.__version__, source))
        return hashlib.sha256(words.encode()).hexdigest()

    def load_bytecode(self, bucket: Bucket) -> None:
        """Take what was kept whole; jinja compiles what is of another source."""
        path = _place(bucket)
        if path is None:
            return
        try:
            with own_file(path) as file:
                kept = file.read()
        except OSError:
            return
        digest, content = kept[:_DIGEST_SIZE], kept[_DIGEST_SIZE:]
        if digest == hashlib.sha256(content).digest():
            bucket.bytecode_from_string(content)

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep it for the next time; where that cannot be done it only takes longer."""
        path = _place(bucket)
        if path is None:
            return
        content = bucket.bytecode_to_string()
        digest = hashlib.sha256(content).digest()
        with suppress(OSError):
            make_folder(path.parent)
            write_whole(path, lambda place: place.write_bytes(digest + content))


def _place(bucket: Bucket) -> Path | None:
    return cache_path(f"page-{bucket.key}.bin")
