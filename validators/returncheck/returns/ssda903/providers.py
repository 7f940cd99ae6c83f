"""Makes Ofsted's lists the table `ProviderInfo` of each return that they lie beside."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

import polars as pl

from returncheck.errors import InputError
from returncheck.returns.coverage import Coverage
from returncheck.returns.source import (
    Batch,
    Opened,
    Refusal,
    ReturnSource,
    TableReader,
)
from returncheck.returns.ssda903.layout import LAYOUT
from returncheck.returns.ssda903.provider_lists import ListKind, ProviderList

TABLE: Final = "ProviderInfo"


@dataclass(frozen=True, slots=True, kw_only=True)
class WithProviders:
    """Reads a return, then the providers."""

    reader: TableReader
    providers: pl.DataFrame

    def batches(self) -> Iterator[Batch]:
        """The rows of the return, then those of the lists."""
        yield from self.reader.batches()
        if not self.providers.is_empty():
            yield Batch(tables={TABLE: self.providers})

    def observations(self, covered: frozenset[Coverage] = frozenset()) -> pl.DataFrame:
        """What the reader saw."""
        return self.reader.observations(covered)


def add_providers(
    sources: Sequence[ReturnSource], lists: Sequence[ProviderList]
) -> Opened:
    """Returns with the providers that are listed.

    Args:
        sources: The returns that the lists lie beside.
        lists: One combined list, or the one of children's homes and the one of social
            care providers.

    Returns:
        The returns, without providers where the lists are not as they have to be, with
        the reason.
    """
    problem = _problem(sources, lists)
    if problem is not None:
        refusal = Refusal(source_name=lists[0].source_name, error=InputError(problem))
        return Opened(sources=tuple(sources), refusals=(refusal,))
    return Opened(sources=tuple(_with(source, lists) for source in sources))


def _problem(
    sources: Sequence[ReturnSource], lists: Sequence[ProviderList]
) -> str | None:
    """Why lists cannot be used, in one line."""
    by_kind: dict[ListKind, list[ProviderList]] = {}
    for each in lists:
        by_kind.setdefault(each.kind, []).append(each)
    for kind, members in by_kind.items():
        if len(members) > 1:
            names = " and ".join(str(each.path) for each in members)
            return (
                f"There are {len(members)} files of Ofsted's {kind}: {names}. Keep one."
            )
    first = lists[0].path
    combined = by_kind.get(ListKind.COMBINED)
    if combined is not None and len(lists) > 1:
        return (
            f"{combined[0].path} is Ofsted's combined list, which takes no other "
            "beside it. Leave the other list out."
        )
    if combined is None and ListKind.HOMES not in by_kind:
        return (
            f"{first} is Ofsted's {ListKind.SOCIAL_CARE} alone. Give its "
            f"{ListKind.HOMES} as well, or the combined list."
        )
    if combined is None and ListKind.SOCIAL_CARE not in by_kind:
        return (
            f"{first} is Ofsted's {ListKind.HOMES} alone, which is not the combined "
            f"list. Give its {ListKind.SOCIAL_CARE} as well, or the combined list."
        )
    if not sources:
        return (
            f"{first} is a list of Ofsted's, but no {LAYOUT.title} lies beside it. "
            "Give the return that it is for as well, or leave the list out."
        )
    return None


def _with(source: ReturnSource, lists: Sequence[ProviderList]) -> ReturnSource:
    order = list(ListKind)
    ordered = sorted(lists, key=lambda each: order.index(each.kind))
    frame = pl.concat([each.frame for each in ordered])
    columns = [column.name for column in LAYOUT.table(TABLE).columns]
    providers = frame.select(
        pl.int_range(1, pl.len() + 1, dtype=pl.Int64).alias("row_number"),
        *(
            pl.col(name)
            if name in frame.columns
            else pl.lit(None, pl.String).alias(name)
            for name in columns
        ),
    )
    return replace(
        source,
        reader=WithProviders(reader=source.reader, providers=providers),
        present_tables=(*source.present_tables, TABLE),
        files=(*source.files, *(each.path for each in ordered)),
    )
