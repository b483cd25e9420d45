"""The figure of the contest: accuracy against time, and time against the number of asks."""

from collections.abc import Mapping, Sequence
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Final

from benchmarks.contest import Figures
from benchmarks.growth import Growth

LIBRARY: Final = "matplotlib"
OWN_COLOUR: Final = "#c2410c"
COLOURS: Final = ("#64748b", "#0f766e", "#7c3aed", "#2563eb", "#a16207")
INCHES: Final = (10.0, 4.2)
DOTS_PER_INCH: Final = 150


def can_draw() -> bool:
    """Whether the drawing library is here."""
    return find_spec(LIBRARY) is not None


def draw(
    path: Path, own: str, figures: Mapping[str, Figures], growth: Mapping[str, Sequence[Growth]]
) -> None:
    """Draw both panels into a file; the project's own matcher stands out."""
    import_module(LIBRARY).use("Agg")
    pyplot = import_module(f"{LIBRARY}.pyplot")
    page, (left, right) = pyplot.subplots(1, 2, figsize=INCHES, layout="constrained")
    rivals = [name for name in (*figures, *growth) if name != own]
    colours = {own: OWN_COLOUR, **dict(zip(dict.fromkeys(rivals), COLOURS, strict=False))}
    _accuracy(left, figures, colours)
    _growth(right, growth, colours)
    page.savefig(path, dpi=DOTS_PER_INCH)
    pyplot.close(page)


def _accuracy(panel: Any, figures: Mapping[str, Figures], colours: Mapping[str, str]) -> None:
    for name, shown in figures.items():
        if shown.top_1 is None:
            continue
        panel.scatter(shown.ms_p50, shown.top_1 * 100, s=70, color=colours[name], zorder=3)
        panel.annotate(
            name, (shown.ms_p50, shown.top_1 * 100), xytext=(0, 8), textcoords="offset points", ha="center",
            color=colours[name], fontsize=9,
        )  # fmt: skip
    panel.set(
        xscale="log", xlabel="ms per question (median)", ylabel="right topic first, %",
        title="Held-out asks of this knowledge base",
    )  # fmt: skip
    panel.margins(x=0.3, y=0.15)
    panel.grid(alpha=0.3)


def _growth(panel: Any, growth: Mapping[str, Sequence[Growth]], colours: Mapping[str, str]) -> None:
    for name, points in growth.items():
        asks = [point.asks for point in points]
        panel.plot(asks, [point.ms_p99 for point in points], marker="o", color=colours[name], label=name)
    panel.set(
        xscale="log", yscale="log", xlabel="asks in the base", ylabel="ms per question (99th percentile)",
        title="Growth",
    )  # fmt: skip
    panel.legend(fontsize=8, frameon=False)
    panel.grid(alpha=0.3)
