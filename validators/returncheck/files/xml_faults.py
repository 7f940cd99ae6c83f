"""What is wrong with the markup of an XML file, in words of ours.

The parser's own words quote names of elements, which may be anything in a broken file.
"""

from typing import Any, Final

from lxml import etree

_Types: Any = etree.ErrorTypes
_WORDS: Final = {
    "ERR_TAG_NAME_MISMATCH": "an element ends that is not the one that is open",
    "ERR_TAG_NOT_FINISHED": "an element is not closed",
    "ERR_LTSLASH_REQUIRED": "an element is not closed",
    "ERR_GT_REQUIRED": "a tag is not closed by '>'",
    "ERR_NAME_REQUIRED": "a '<' or '&' stands where no name follows",
    "ERR_ENTITYREF_SEMICOL_MISSING": "an '&' is not written as '&amp;'",
    "ERR_UNDECLARED_ENTITY": "an entity is not defined",
    "WAR_UNDECLARED_ENTITY": "an entity is not defined",
    "ERR_ENTITY_LOOP": "entities are nested",
    "ERR_ATTRIBUTE_REDEFINED": "an attribute stands twice in an element",
    "ERR_ATTRIBUTE_NOT_STARTED": "the value of an attribute is not in quotes",
    "ERR_ATTRIBUTE_NOT_FINISHED": "the value of an attribute is not in quotes",
    "ERR_ATTRIBUTE_WITHOUT_VALUE": "an attribute has no value",
    "ERR_LT_IN_ATTRIBUTE": "an attribute holds a '<'",
    "ERR_SPACE_REQUIRED": "a blank is missing between attributes",
    "ERR_INVALID_CHAR": "a character that XML does not allow",
    "ERR_INVALID_CHARREF": "a character that XML does not allow",
    "ERR_DOCUMENT_EMPTY": "there is no element",
    "ERR_DOCUMENT_END": "something follows the end of the outermost element",
    "ERR_RESERVED_XML_NAME": "the XML declaration is not at the very beginning",
    "ERR_XMLDECL_NOT_FINISHED": "the XML declaration is not closed",
    "ERR_COMMENT_NOT_FINISHED": "a comment is not closed",
    "ERR_CDATA_NOT_FINISHED": "a CDATA section is not closed",
    "ERR_MISPLACED_CDATA_END": "a ']]>' stands in a text",
    "ERR_NAME_TOO_LONG": "a name is too long",
    "NS_ERR_UNDEFINED_NAMESPACE": "a name has a prefix that is not declared",
    "NS_ERR_QNAME": "a name has a colon where none may be",
    "NS_ERR_COLON": "a name has a colon where none may be",
    "NS_ERR_ATTRIBUTE_REDEFINED": "an attribute stands twice in an element",
}
_BY_CODE: Final = {
    code: words
    for name, words in _WORDS.items()
    if (code := getattr(_Types, name, None)) is not None
}


def fault_words(code: int) -> str:
    """What an error of the parser means, without a word of the file.

    Args:
        code: One of `lxml.etree.ErrorTypes`.
    """
    return _BY_CODE.get(code, "its markup is broken")
