"""The demo on paper: always the same, of every kind, and nobody's real address."""

from datetime import UTC, datetime

from recruitment.demo.company import JOBS, STAFF
from recruitment.demo.plan import ENDINGS, Calendar, Story, stories

NOW = datetime(2026, 3, 18, 10, 30, tzinfo=UTC)


def tour(**more: int) -> list[Story]:
    return list(stories(120, now=NOW, **{"seed": 7, "resumes": 40, **more}))


def test_a_seed_makes_the_same_company_each_time() -> None:
    assert tour() == tour()


def test_another_seed_makes_other_people() -> None:
    assert {story.person for story in tour()}.isdisjoint(story.person for story in tour(seed=8))


def test_all_addresses_end_in_example() -> None:
    assert all(story.person.email.endswith(".example") for story in stories(2000, seed=3, now=NOW))


def test_nobody_has_the_address_of_another() -> None:
    addresses = [story.person.email for story in stories(2000, seed=3, now=NOW)]

    assert len(set(addresses)) == len(addresses)


def test_a_tour_has_every_kind_of_act() -> None:
    acts = {step.what for story in tour() for step in story.steps}

    assert acts >= {what for _, ending in ENDINGS for what, _ in ending} | {"apply", "source", "cancel"}


def test_forty_people_attach_a_resume() -> None:
    assert sum(story.has_resume for story in tour()) == 40


def test_everything_has_happened_in_order_and_before_now() -> None:
    for story in tour():
        moments = [step.at for step in story.steps]
        assert moments == sorted(set(moments))
        assert moments[-1] < NOW


def test_whoever_comes_later_has_the_higher_number() -> None:
    applied = [story.steps[0].at for story in stories(500, seed=1, now=NOW)]

    assert applied == sorted(applied)


def test_a_cancelled_search_ends_for_everyone_on_one_day() -> None:
    cancelled = [story for story in tour() if story.job.is_cancelled]
    last = Calendar.of(120, NOW).cancelled_at

    assert cancelled
    assert all(story.steps[-1].at <= last for story in cancelled)


def test_colleagues_and_jobs_fit_together() -> None:
    names = {person.name for person in STAFF}

    assert all({job.manager, job.recruiter, *job.interviewers} <= names for job in JOBS)
