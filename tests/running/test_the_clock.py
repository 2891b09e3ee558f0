"""What the clock does, and when."""

from recruitment.celery import schedule


def test_nothing_waits_longer_than_a_machine_is_on_in_a_day() -> None:
    """The clock keeps its calendar in memory: each start counts anew."""
    late = {name: plan["schedule"] for name, plan in schedule().items() if plan["schedule"] > 4 * 3600}

    assert late == {}
