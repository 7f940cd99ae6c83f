"""The data of the page's script."""

import base64
import gzip
import json

import pytest

from returncheck.report.parts.payload import packed


def read(text):
    return json.loads(gzip.decompress(base64.b64decode(text)))


def test_parts_with_nothing_are_left_out():
    assert read(packed({"to_mend": {"a": [1]}, "board": None})) == {
        "to_mend": {"a": [1]}
    }


def test_nothing_to_read_is_no_text():
    assert packed({"board": None, "technical": {}}) == ""


def test_the_same_payload_is_the_same_text():
    assert packed({"a": {"b": "</script>é"}}) == packed({"a": {"b": "</script>é"}})


def test_numbers_that_json_cannot_say_are_refused():
    with pytest.raises(ValueError, match="not JSON compliant"):
        packed({"a": [float("nan")]})
