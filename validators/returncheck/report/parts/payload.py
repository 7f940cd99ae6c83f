"""The data of the page's script: compressed, as text that is safe in HTML."""

import base64
import gzip
import json
from collections.abc import Mapping
from typing import Any


def packed(payload: Mapping[str, Any]) -> str:
    """What the parts need, as `scripts/data.js` reads it.

    Args:
        payload: By part (`to_mend`, …) what JSON can say; a part without any is left
            out.

    Returns:
        Base64 of gzipped JSON, the same for the same payload; empty for none.
    """
    kept = {part: content for part, content in payload.items() if content}
    if not kept:
        return ""
    text = json.dumps(kept, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    return base64.b64encode(gzip.compress(text.encode(), 7, mtime=0)).decode()
