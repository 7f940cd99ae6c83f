"""A small picture of the last months beside their target, for a row of a scorecard."""

from collections.abc import Sequence
from datetime import date

from markupsafe import Markup

from returncheck.report.pictures.steps import line_through, target_steps
from returncheck.report.pictures.svg import element
from returncheck.report.sections.score_series import SeriesPoint

WIDTH, HEIGHT = 144, 30
_EDGE = 4


def draw_sparkline(points: Sequence[SeriesPoint], label: str) -> Markup:
    """The picture as SVG, with its words as its label.

    Args:
        points: At least two figures, the oldest first.
        label: What it shows, in words.

    Returns:
        One `svg` element: the target as a dashed line in steps, the figures as a line,
        the last of them as a dot.
    """
    targets = [point.target for point in points if point.target is not None]
    values = [*(point.value for point in points), *targets]
    low, high = min(values), max(values)
    first, last = points[0].end, points[-1].end
    days = (last - first).days or 1

    def place(day: date, value: float) -> tuple[float, float]:
        along = _EDGE + (WIDTH - 2 * _EDGE) * (day - first).days / days
        share = (value - low) / (high - low) if high > low else 0.5
        return round(along, 1), round(HEIGHT - _EDGE - (HEIGHT - 2 * _EDGE) * share, 1)

    x, y = place(last, points[-1].value)
    steps = target_steps(points, place, 0, WIDTH)
    parts = [
        element("path", d=steps, class_="sp-target") if steps else Markup(""),
        element("path", d=line_through(points, place), class_="sp-line"),
        element("path", d=f"M{x} {y}h0", class_="sp-last"),
    ]
    return element(
        "svg",
        Markup("").join(parts),
        class_="spark",
        role="img",
        viewBox=f"0 0 {WIDTH} {HEIGHT}",
        preserveAspectRatio="none",
        aria_label=label,
    )
