"""What authorities, regions and returns are called on the page."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from returncheck.catalogue.authorities import Authority, authorities
from returncheck.returns import LAYOUTS
from returncheck.warehouse import ReturnRecord


@dataclass(frozen=True, slots=True, kw_only=True)
class Area:
    """An authority and the region it lies in.

    Attributes:
        name: Name of the authority.
        region: Name of its region.
        region_code: GSS code of that; empty for an unknown one.
    """

    name: str
    region: str
    region_code: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReturnName:
    """What one return is called.

    Attributes:
        return_id: Its id.
        anchor: Id of its section on the page.
        authority: Name of its authority.
        title: Its name among the authority's returns: "KPI return 2025-06".
    """

    return_id: str
    anchor: str
    authority: str
    title: str

    @property
    def full(self) -> str:
        """Its name on a page of several authorities."""
        return f"{self.authority}, {self.title}"


def areas() -> Mapping[str, Area]:
    """Every authority that is known, by three-digit code."""
    return {code: _area(each) for code, each in authorities().items()}


def _area(each: Authority) -> Area:
    return Area(name=each.name, region=each.region_name, region_code=each.region_code)


def area(la_code: str) -> Area:
    """One authority; an unknown code stands for itself, in no region.

    Args:
        la_code: Three-digit code.
    """
    each = authorities().get(la_code)
    if each is None:
        return Area(name=f"Authority {la_code}", region="Region")
    return _area(each)


def return_names(returns: Iterable[ReturnRecord]) -> dict[str, ReturnName]:
    """What each return is called.

    Args:
        returns: The returns of a page.

    Returns:
        Return id to name, in the order given.
    """
    return {
        record.return_id: ReturnName(
            return_id=record.return_id,
            anchor=f"return-{number}",
            authority=area(record.la_code).name,
            title=_title(record),
        )
        for number, record in enumerate(returns, start=1)
    }


def _title(record: ReturnRecord) -> str:
    layout = LAYOUTS.get(record.collection)
    collection = layout.title if layout else record.collection
    usual = f"{record.collection}-{record.la_code}-"
    if record.return_year is None:
        own = record.return_id.removeprefix(usual)
        return f"{collection} {own}"
    title = f"{collection} {record.return_year}"
    if record.return_id == f"{usual}{record.return_year}":
        return title
    return f"{title} ({record.return_id})"
