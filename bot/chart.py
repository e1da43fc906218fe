"""The trend picture of the digest: the rolling 30-day share as line, weekly negatives as bars, the target.

No font for Chinese can be counted on, so the picture holds numbers, ISO dates and stars, and no words; what
it shows is said in both languages by `alt_text`. The same series gives the same bytes.
"""

from __future__ import annotations

from io import BytesIO
from math import floor, nan
from typing import TYPE_CHECKING

from bot.scorecard import TARGET_SHARE, Trend, WeekNegatives, half_up
from knowledge.library import Text

if TYPE_CHECKING:
    from datetime import date
    from fractions import Fraction

    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

INCHES, DOTS_PER_INCH = (8.0, 4.5), 150  # 1200 by 675 dots: sharp where Slack shows it 500 wide
LARGE, SMALL = 15, 13  # points; still about 11 dots high at Slack's size
PAPER, INK, FAINT = "#ffffff", "#1d1c1d", "#d5d5d8"  # opaque paper: ink is readable in Slack's dark mode too
LINE, TARGET, BAR = "#0b63b0", "#4b4b50", "#c8501e"  # told apart by brightness and shape, not hue alone
HALF_WEEK = 3  # days from a Monday to the middle of its week


def trend(series: Trend, target: Fraction = TARGET_SHARE) -> bytes:
    """Return the picture as PNG, 1200 by 675 dots. `target` is in percent.

    The line breaks where the share is unknown, a "?" stands for a week that no source knows. Takes about half
    a second and, on the first call, the time to load matplotlib.
    """
    from matplotlib.backends.backend_agg import FigureCanvasAgg  # noqa: PLC0415 - too heavy for every start
    from matplotlib.figure import Figure  # noqa: PLC0415

    figure = Figure(figsize=INCHES, dpi=DOTS_PER_INCH, facecolor=PAPER)
    FigureCanvasAgg(figure)
    shares, weeks = _panels(figure, series)
    _draw_shares(shares, series, target)
    _draw_weeks(weeks, series)
    png = BytesIO()
    figure.savefig(png, format="png", metadata={"Software": None})
    return png.getvalue()


def alt_text(series: Trend, target: Fraction = TARGET_SHARE) -> Text:
    """Say what the picture shows to those who don't see it: the share then and now, and the negatives."""
    en, zh = _shares_in_words(series, target)
    if all(week.negatives is None for week in series.weeks):
        return Text(f"{en} Negatives a week: unknown.", f"{zh}每周差评数：未知。")
    numbers = ", ".join(_count(week) for week in series.weeks)
    first = series.weeks[0].monday
    return Text(
        f"{en} Negatives a week, from the week of {first}: {numbers}.",
        f"{zh}自 {first} 当周起，每周差评数：{numbers}。",
    )


def _panels(figure: Figure, series: Trend) -> tuple[Axes, Axes]:
    """Share the days between a higher panel for the line and a lower one for the bars."""
    upper, lower = figure.subplots(2, 1, sharex=True, height_ratios=(5, 3))
    figure.subplots_adjust(left=0.085, right=0.9, top=0.925, bottom=0.085, hspace=0.34)
    mondays = [week.monday for week in series.weeks]
    upper.set_xlim(mondays[0].toordinal() - 0.5, mondays[-1].toordinal() + 6.5)
    named = mondays[::-3]
    lower.set_xticks([day.toordinal() + HALF_WEEK for day in named], [day.isoformat() for day in named])
    for panel in (upper, lower):
        panel.set_facecolor(PAPER)
        panel.tick_params(colors=INK, labelsize=SMALL, length=0, pad=6)
        panel.spines[["top", "right", "left"]].set_visible(False)
        panel.spines["bottom"].set_color(FAINT)
    upper.spines["bottom"].set_visible(False)
    return upper, lower


def _draw_shares(panel: Axes, series: Trend, target: Fraction) -> None:
    known = [(day, share) for day, share in series.days if share is not None]
    panel.set_ylim(floor(min([target, *(share for _, share in known)])) - 1, 100.4)
    panel.locator_params(axis="y", integer=True, nbins=5)
    panel.yaxis.set_major_formatter("{x:.0f}")
    panel.grid(axis="y", color=FAINT, linewidth=0.8)
    panel.set_title("★ 4-5   % / 30 d", loc="left", color=LINE, fontsize=SMALL, fontweight="bold")
    panel.axhline(float(target), color=TARGET, linewidth=1.8, linestyle=(0, (5, 3)))
    drawn = [nan if share is None else float(share) for _, share in series.days]
    panel.plot(
        [day.toordinal() for day, _ in series.days], drawn, color=LINE, linewidth=3, solid_capstyle="round"
    )
    _name_target(panel, target, above=not known or known[-1][1] < target)
    if known:
        _name_newest(panel, *known[-1], above=known[-1][1] >= target)
    else:
        panel.text(0.5, 0.3, "?", transform=panel.transAxes, ha="center", fontsize=2 * LARGE, color=INK)


def _name_target(panel: Axes, target: Fraction, *, above: bool) -> None:
    """Write the target at the right edge, on the side of its line that the newest share isn't on."""
    panel.annotate(
        _plain(target),
        (1, float(target)),
        xycoords=("axes fraction", "data"),
        xytext=(8, 1 if above else -1),
        textcoords="offset points",
        va="bottom" if above else "top",
        color=TARGET,
        fontsize=LARGE,
    )


def _name_newest(panel: Axes, day: date, share: Fraction, *, above: bool) -> None:
    """Mark the newest known share and write it beside the mark, away from the target's line."""
    point = (day.toordinal(), float(share))
    panel.plot(*point, marker="o", markersize=8, color=LINE, clip_on=False)
    panel.annotate(
        _tenths(share),
        point,
        xytext=(8, 1 if above else -1),
        textcoords="offset points",
        va="bottom" if above else "top",
        color=LINE,
        fontsize=LARGE,
        fontweight="bold",
        annotation_clip=False,
    )


def _draw_weeks(panel: Axes, series: Trend) -> None:
    highest = max([1, *(week.negatives or 0 for week in series.weeks)])
    panel.set_ylim(0, highest * 1.3)
    panel.set_yticks([])
    panel.set_title("★ 1-2   / 7 d", loc="left", color=BAR, fontsize=SMALL, fontweight="bold")
    middles = [week.monday.toordinal() + HALF_WEEK for week in series.weeks]
    panel.bar(middles, [week.negatives or 0 for week in series.weeks], width=5.4, color=BAR)
    for middle, week in zip(middles, series.weeks, strict=True):
        panel.annotate(
            _count(week),
            (middle, week.negatives or 0),
            xytext=(0, 3),
            textcoords="offset points",
            ha="center",
            color=INK,
            fontsize=SMALL,
        )


def _shares_in_words(series: Trend, target: Fraction) -> tuple[str, str]:
    known = [(day, share) for day, share in series.days if share is not None]
    if not known:
        return "Positive share of 30 days: unknown.", "30 天好评率：未知。"
    (first, began), (last, is_now) = known[0], known[-1]
    then, now, aim = _tenths(began), _tenths(is_now), _plain(target)
    return (
        f"Positive share of 30 days: {then} % on {first}, {now} % on {last}; target {aim} %.",
        f"30 天好评率：{first} 为 {then}%，{last} 为 {now}%；目标 {aim}%。",
    )


def _count(week: WeekNegatives) -> str:
    return "?" if week.negatives is None else str(week.negatives)


def _tenths(share: Fraction) -> str:
    return str(half_up(share, 1))


def _plain(share: Fraction) -> str:
    return f"{float(share):g}"
