"""The trend picture, and what it says to those who don't see it."""

import struct
import sys
from subprocess import run

import pytest

from bot import chart
from bot.scorecard import Coverage, trend
from ratings_cast import SUNDAY, ago, only_low_stars, ratings, record, since

STEADY = trend(record({ago(day): ratings(one=day % 20 == 0, five=2) for day in range(150)}), SUNDAY)
LOW_STARS = trend(only_low_stars({ago(day): ratings(one=1) for day in range(0, 60, 5)}), SUNDAY)
STALE = trend(record({ago(day): ratings(five=2) for day in range(9, 150)}, full=Coverage()), SUNDAY)
NOTHING = trend(record(full=Coverage()), SUNDAY)
STORM = trend(record({SUNDAY: ratings(one=500)}, full=since(150)), SUNDAY)


@pytest.mark.parametrize("series", [STEADY, LOW_STARS, STALE, NOTHING, STORM])
def test_every_series_makes_a_png_of_1200_by_675(series):
    png = chart.trend(series)

    assert png.startswith(b"\x89PNG\r\n\x1a\n")
    assert struct.unpack(">II", png[16:24]) == (1200, 675)


def test_the_same_series_makes_the_same_bytes_and_another_makes_others():
    assert chart.trend(STEADY) == chart.trend(STEADY) != chart.trend(STORM)


def test_a_picture_is_small_enough_to_send_every_week():
    assert len(chart.trend(STEADY)) < 100_000


def test_the_alt_text_says_then_now_target_and_every_week_in_both_languages():
    said = chart.alt_text(STEADY)

    assert said.en == (
        "Positive share of 30 days: 98.4 % on 2026-08-24, 96.8 % on 2026-11-22; target 95 %. "
        "Negatives a week, from the week of 2026-08-24: 0, 1, 0, 0, 1, 0, 0, 1, 0, 0, 1, 0, 1."
    )
    assert said.zh.startswith("30 天好评率：2026-08-24 为 98.4%，2026-11-22 为 96.8%；目标 95%。")
    assert said.zh.endswith("每周差评数：0, 1, 0, 0, 1, 0, 0, 1, 0, 0, 1, 0, 1。")


def test_the_alt_text_says_what_is_unknown():
    assert chart.alt_text(NOTHING).en == "Positive share of 30 days: unknown. Negatives a week: unknown."
    assert "unknown. Negatives a week, from the week of 2026-08-24: ?, " in chart.alt_text(LOW_STARS).en


def test_matplotlib_is_loaded_only_when_a_picture_is_drawn():
    asked = "import sys, bot.chart; print('matplotlib' in sys.modules)"

    answer = run([sys.executable, "-c", asked], capture_output=True, text=True, check=True)

    assert answer.stdout.strip() == "False"
