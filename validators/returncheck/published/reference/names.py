"""Which authority a cell means: its three-digit code, its GSS code, or its name."""

from returncheck.catalogue.authorities import known_authorities
from returncheck.returns.kpi_return.areas import authority_code, near_names


def code_of(text: str, year: int | None) -> str | None:
    """The three-digit code of the authority that is meant.

    Args:
        text: The cell, without surrounding blanks.
        year: The year that is spoken of, which tells authorities of one name apart.

    Returns:
        The code; None for no known authority, or a name that can be two.
    """
    if text in known_authorities():
        return text
    return authority_code(text, year) if text else None


def told_name(text: str) -> str:
    """What is said of a cell that names no authority.

    Args:
        text: The cell.
    """
    if not text:
        return "an authority is left out"
    near = ", ".join(near_names(text))
    hint = f" (the nearest: {near})" if near else ""
    return f"'{text}' is no known authority{hint}"
