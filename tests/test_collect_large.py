"""A large report costs little memory: 200,000 rows by `make soak`, 5,000 here."""

from collect_large import measured


def test_a_large_report_is_collected_in_little_memory():
    taken = measured(5_000)

    assert taken.stored == 5_000
    assert taken.megabytes < 24
