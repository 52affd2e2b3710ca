"""Days and periods in words: which they are, what they mean, and what is none."""

from datetime import date

import pytest

from cypher.values.days import Period, day_meant, day_of, period_meant, period_of, span, written

TODAY = date(2025, 8, 31)
LEAP = date(2024, 2, 29)
JANUARY = date(2025, 1, 15)


@pytest.mark.parametrize(
    ("said", "today", "wanted"),
    [
        ("today", TODAY, TODAY),
        ("今天", TODAY, TODAY),
        ("yesterday", date(2025, 3, 1), date(2025, 2, 28)),
        ("昨天", TODAY, date(2025, 8, 30)),
        ("today-30", TODAY, date(2025, 8, 1)),
        ("today + 1", TODAY, date(2025, 9, 1)),
        ("30天前", TODAY, date(2025, 8, 1)),
        ("month_start", TODAY, date(2025, 8, 1)),
        ("last_month_end", date(2024, 3, 31), LEAP),
        ("last_month_start", date(2025, 3, 31), date(2025, 2, 1)),
        ("上月初", JANUARY, date(2024, 12, 1)),
        ("去年初", LEAP, date(2023, 1, 1)),
        ("上月末", JANUARY, date(2024, 12, 31)),
        ("quarter_start", TODAY, date(2025, 7, 1)),
        ("last_quarter_end", JANUARY, date(2024, 12, 31)),
        ("year_start", LEAP, date(2024, 1, 1)),
        ("去年末", LEAP, date(2023, 12, 31)),
        ("2025年3月1日", TODAY, date(2025, 3, 1)),
        ("2025/3/1", TODAY, date(2025, 3, 1)),
        ("20250301", TODAY, date(2025, 3, 1)),
    ],
)
def test_a_day_that_is_meant(said: str, today: date, wanted: date):
    assert day_of(said, today) == wanted


@pytest.mark.parametrize(
    ("said", "today", "first", "last"),
    [
        ("this_month", LEAP, date(2024, 2, 1), LEAP),
        ("last_month", JANUARY, date(2024, 12, 1), date(2024, 12, 31)),
        ("上月", date(2025, 3, 31), date(2025, 2, 1), date(2025, 2, 28)),
        ("this_quarter", TODAY, date(2025, 7, 1), date(2025, 9, 30)),
        ("上季度", JANUARY, date(2024, 10, 1), date(2024, 12, 31)),
        ("今年", TODAY, date(2025, 1, 1), date(2025, 12, 31)),
        ("last_year", LEAP, date(2023, 1, 1), date(2023, 12, 31)),
        ("last_30_days", TODAY, date(2025, 8, 2), TODAY),
        ("近30天", TODAY, date(2025, 8, 2), TODAY),
        ("last_1_days", TODAY, TODAY, TODAY),
        ("2025-01-01..2025-03-31", TODAY, date(2025, 1, 1), date(2025, 3, 31)),
        ("2025年1月1日至2025年3月31日", TODAY, date(2025, 1, 1), date(2025, 3, 31)),
        ("month_start..today", TODAY, date(2025, 8, 1), TODAY),
        ("2024", TODAY, date(2024, 1, 1), date(2024, 12, 31)),
        ("2024-02", TODAY, date(2024, 2, 1), LEAP),
    ],
)
def test_a_period_that_is_meant(said: str, today: date, first: date, last: date):
    assert period_of(said, today) == Period(first, last)


@pytest.mark.parametrize(
    "said",
    [
        *("sometime", "last_0_days", "近天", "2025-03-31..2025-01-01", "2025-13", "2025-01-01.."),
        *("2025-01-01..9999-12-31", "..", "", "2025-02-30..2025-03-01", "today..tomorrow"),
        *("last_99999999999_days", "9999"),
    ],
)
def test_what_is_no_period(said: str):
    with pytest.raises((ValueError, OverflowError)):
        period_of(said, TODAY)


@pytest.mark.parametrize(
    ("said", "zh", "en"),
    [
        ("last_month", "上月（2025年7月1日至31日）", "Last month (1–31 Jul 2025)"),
        ("this_year", "今年（2025年1月1日至12月31日）", "This year (1 Jan – 31 Dec 2025)"),
        ("近30天", "近30天（2025年8月2日至31日）", "Last 30 days (2–31 Aug 2025)"),
        ("last_year", "去年（2024年1月1日至12月31日）", "Last year (1 Jan – 31 Dec 2024)"),
        ("2025-01-01..2025-03-31", "2025年1月1日至3月31日", "1 Jan – 31 Mar 2025"),
        ("2024-12-01..2025-01-31", "2024年12月1日至2025年1月31日", "1 Dec 2024 – 31 Jan 2025"),
        ("last_7_days", "近7天（2025年8月25日至31日）", "Last 7 days (25–31 Aug 2025)"),
    ],
)
def test_what_a_period_means_in_words(said: str, zh: str, en: str):
    meant = period_meant(said, TODAY)
    assert (meant.zh, meant.en) == (zh, en)


@pytest.mark.parametrize(
    ("said", "zh", "en"),
    [
        ("today", "今天（2025年8月31日）", "Today (31 Aug 2025)"),
        ("today-30", "30天前（2025年8月1日）", "30 days ago (1 Aug 2025)"),
        ("上月末", "上月末（2025年7月31日）", "End of last month (31 Jul 2025)"),
        ("2025-08-31", "2025年8月31日", "31 Aug 2025"),
    ],
)
def test_what_a_day_means_in_words(said: str, zh: str, en: str):
    meant = day_meant(said, TODAY)
    assert (meant.zh, meant.en) == (zh, en)


def test_the_day_after_the_last_does_not_count():
    assert period_of("2025-01-01..2025-03-31", TODAY).end == date(2025, 4, 1)
    assert str(period_of("上月", TODAY)) == "2025-07-01..2025-07-31"


def test_what_has_not_ended_is_said_so():
    assert (written(date(9999, 12, 31), "zh"), span(Period(TODAY, TODAY), "en")) == (
        "至今",
        "31 Aug 2025",
    )
