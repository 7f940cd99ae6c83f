"""Years in words."""

from collections.abc import Sequence


def spans(years: Sequence[int]) -> str:
    """Years in words: `2013 to 2015 and 2018`.

    Args:
        years: Years, ascending, each once.
    """
    found: list[list[int]] = []
    for year in years:
        if found and year == found[-1][-1] + 1:
            found[-1].append(year)
        else:
            found.append([year])
    return " and ".join(
        str(each[0]) if len(each) == 1 else f"{each[0]} to {each[-1]}" for each in found
    )
