"""One clock for everything that stamps a time."""

from datetime import UTC, datetime, timedelta, timezone

import pytest

import audit


def test_the_clock_stands_inside_the_block_and_goes_on_after_it():
    moment = datetime(2020, 5, 1, 12, tzinfo=timezone(timedelta(hours=2)))

    with audit.clock.at(moment):
        assert audit.now() == moment
        assert audit.now().tzinfo == UTC
    assert audit.now() - datetime.now(UTC) < timedelta(seconds=1)


def test_a_moment_without_a_zone_is_refused():
    with pytest.raises(ValueError, match="zone"), audit.clock.at(datetime(2020, 5, 1)):  # noqa: DTZ001
        pass
