"""The least SQL that gives a page its rows, for the person who asks: what any program would have to ask.

Run by the driver alone, with nothing around it. A page takes some times its floor; how many times depends less on the
machine than its milliseconds do.
"""

from collections.abc import Callable
from typing import Any

from benchmarks.people import Person

Statement = tuple[str, dict[str, Any]]
Floor = Callable[[Person, int], list[Statement]]

# A wide reach walks the order of the list and asks of each row, a small one begins at its applications.
WALKED = """EXISTS (SELECT FROM recruitment_application AS seen WHERE seen.candidate_id = one.id
    AND seen.job_id = ANY(%(jobs)s) AND seen.confirmed_at IS NOT NULL)"""
BEGUN = """one.id IN (SELECT candidate_id FROM recruitment_application
    WHERE job_id = ANY(%(jobs)s) AND confirmed_at IS NOT NULL)"""
OF_LIST = "SELECT one.* FROM candidates_candidate AS one"
CARDS = """
    SELECT stage.id, card.* FROM recruitment_stage AS stage CROSS JOIN LATERAL (
        SELECT one.id, one.stage_since, one.updated_at, person.first_name, person.last_name
        FROM recruitment_application AS one JOIN candidates_candidate AS person ON person.id = one.candidate_id
        WHERE one.job_id = stage.job_id AND one.stage_id = stage.id AND one.open AND one.confirmed_at IS NOT NULL
        ORDER BY one.stage_since DESC, one.id DESC LIMIT 20
    ) AS card WHERE stage.job_id = %(id)s AND stage.active"""
COUNTS = """
    SELECT stage.id, (SELECT count(*) FROM (
        SELECT FROM recruitment_application AS one WHERE one.job_id = stage.job_id AND one.stage_id = stage.id
        AND one.open AND one.confirmed_at IS NOT NULL LIMIT 1001) AS counted)
    FROM recruitment_stage AS stage WHERE stage.job_id = %(id)s AND stage.active"""


def nothing(one: Person, place: int) -> list[Statement]:
    return [("SELECT 1", {})]


def of(values: list[Any], place: int) -> Any:
    return values[place % len(values)]


def people(one: Person, where: str, order: str = "one.sort_name, one.id", limit: int = 51, **values: Any) -> Statement:
    seen = "NOT one.private" if one.word == "all" else WALKED if one.is_wide else BEGUN
    return f"{OF_LIST} WHERE {seen} AND {where} ORDER BY {order} LIMIT {limit}", {"jobs": one.jobs, **values}


def rows(sql: str, **values: Any) -> Floor:
    return lambda one, place: [(sql, {"user": one.user, "jobs": one.jobs, **values})]


duties = rows("SELECT * FROM desk_duty WHERE owner_id = %(user)s AND discharged_at IS NULL ORDER BY due_at LIMIT 201")
jobs = rows("SELECT * FROM recruitment_job WHERE id = ANY(%(jobs)s) ORDER BY created_at DESC, id DESC LIMIT 51")
jobs_by_words = rows(
    "SELECT * FROM recruitment_job WHERE id = ANY(%(jobs)s) AND name ILIKE '%%engineer%%' "
    "ORDER BY created_at DESC, id DESC LIMIT 51"
)
messages = rows("""
    SELECT mail.* FROM communications_message AS mail WHERE EXISTS (
        SELECT FROM recruitment_application AS about WHERE about.id = mail.about_id AND about.job_id = ANY(%(jobs)s)
    ) AND mail.about_kind = 'application' ORDER BY mail.created_at DESC, mail.id DESC LIMIT 51""")
notifications = rows("SELECT * FROM desk_notification WHERE recipient_id = %(user)s ORDER BY id DESC LIMIT 51")
tracker = rows("""
    SELECT job_id, stage_id, count(*), min(stage_since) FROM recruitment_application
    WHERE job_id IN (SELECT id FROM recruitment_job WHERE id = ANY(%(jobs)s) ORDER BY created_at DESC LIMIT 51)
    AND open AND confirmed_at IS NOT NULL GROUP BY 1, 2""")
events = rows("SELECT * FROM audit_event ORDER BY id DESC LIMIT 51")
events_of_a_person = rows("""
    SELECT event.* FROM audit_event AS event JOIN audit_eventthing AS thing ON thing.event_id = event.id
    WHERE thing.kind = 'candidate' AND thing.thing_id = 1000 ORDER BY event.id DESC LIMIT 51""")
users = rows("SELECT * FROM accounts_user WHERE is_active ORDER BY name, id LIMIT 51")
jobs_to_sync = rows("SELECT * FROM recruitment_job WHERE id = ANY(%(jobs)s) ORDER BY updated_at, id LIMIT 101")
applications_to_sync = rows("""
    SELECT * FROM recruitment_application WHERE job_id = ANY(%(jobs)s) AND confirmed_at IS NOT NULL
    ORDER BY updated_at, id LIMIT 101""")
messages_to_sync = rows("""
    SELECT mail.* FROM communications_message AS mail WHERE EXISTS (
        SELECT FROM recruitment_application AS about WHERE about.id = mail.about_id AND about.job_id = ANY(%(jobs)s)
    ) AND mail.about_kind = 'application' ORDER BY mail.updated_at, mail.id LIMIT 101""")
notes_to_sync = rows("""
    SELECT note.* FROM candidates_note AS note WHERE EXISTS (
        SELECT FROM recruitment_application AS about WHERE about.id = note.about_id AND about.job_id = ANY(%(jobs)s)
    ) AND note.about_kind = 'application' ORDER BY note.updated_at, note.id LIMIT 101""")


def board(one: Person, place: int) -> list[Statement]:
    return [(CARDS, {"id": of(one.boards, place)}), (COUNTS, {"id": of(one.boards, place)})]


def largest_board(one: Person, place: int) -> list[Statement]:
    return [(CARDS, {"id": one.largest[0]}), (COUNTS, {"id": one.largest[0]})]


def job_as_list(one: Person, place: int) -> list[Statement]:
    sql = """
        SELECT one.*, person.* FROM recruitment_application AS one
        JOIN candidates_candidate AS person ON person.id = one.candidate_id
        WHERE one.job_id = %(id)s AND one.open AND one.confirmed_at IS NOT NULL
        ORDER BY one.last_activity_at DESC, one.id DESC LIMIT 51"""
    return [(sql, {"id": of(one.boards, place)})]


def candidates(one: Person, place: int) -> list[Statement]:
    return [people(one, "true")]


def candidates_by_activity(one: Person, place: int) -> list[Statement]:
    return [people(one, "true", "one.last_activity_at DESC, one.id DESC")]


def candidates_by_tag(one: Person, place: int) -> list[Statement]:
    where = """EXISTS (SELECT FROM candidates_tag_candidates AS tagged JOIN candidates_tag AS tag
        ON tag.id = tagged.tag_id WHERE tagged.candidate_id = one.id AND tag.name = 'driving licence C')"""
    return [people(one, where)]


def candidates_to_sync(one: Person, place: int) -> list[Statement]:
    return [people(one, "true", "one.updated_at, one.id", 101)]


def candidate(one: Person, place: int) -> list[Statement]:
    id = {"id": of(one.candidates, place)}
    below = ("emailaddress", "phonenumber", "link", "document")
    return [
        ("SELECT * FROM candidates_candidate WHERE id = %(id)s", id),
        *((f"SELECT * FROM candidates_{name} WHERE candidate_id = %(id)s", id) for name in below),
        ("SELECT * FROM recruitment_application WHERE candidate_id = %(id)s", id),
        ("SELECT * FROM communications_message WHERE candidate_id = %(id)s ORDER BY id DESC LIMIT 20", id),
        *timeline(one, place),
    ]


def timeline(one: Person, place: int) -> list[Statement]:
    sql = """
        SELECT event.* FROM audit_event AS event JOIN audit_eventthing AS thing ON thing.event_id = event.id
        WHERE thing.kind = 'candidate' AND thing.thing_id = %(id)s ORDER BY thing.event_id DESC LIMIT 51"""
    return [(sql, {"id": of(one.candidates, place)})]


def application(one: Person, place: int) -> list[Statement]:
    id = {"id": of(one.applications, place), "person": of(one.candidates, place)}
    whole = """
        SELECT * FROM recruitment_application AS one JOIN candidates_candidate AS person ON person.id = one.candidate_id
        JOIN recruitment_job AS job ON job.id = one.job_id JOIN recruitment_stage AS stage ON stage.id = one.stage_id
        WHERE one.id = %(id)s"""
    return [
        (whole, id),
        ("SELECT * FROM recruitment_stagevisit WHERE application_id = %(id)s", id),
        ("SELECT * FROM recruitment_answer WHERE application_id = %(id)s", id),
        ("SELECT * FROM candidates_document WHERE candidate_id = %(person)s", id),
        *timeline(one, place),
    ]


def last_name(one: Person, place: int) -> list[Statement]:
    folded = of(one.names, place)[1][:4].lower()
    return [people(one, "one.sort_name LIKE %(text)s", limit=8, text=f"{folded}%")]


def both_names(one: Person, place: int) -> list[Statement]:
    first, last = of(one.names, place)
    where = "one.search_name LIKE %(first)s AND one.search_name LIKE %(last)s"
    return [people(one, where, limit=8, first=f"% {first.lower()}%", last=f"% {last[:3].lower()}%")]


def two_letters(one: Person, place: int) -> list[Statement]:
    return [people(one, "one.sort_name LIKE %(text)s", limit=8, text=of(["an%", "mu%", "sa%", "jo%"], place))]


def mail(one: Person, place: int) -> list[Statement]:
    where = "one.id IN (SELECT candidate_id FROM candidates_emailaddress WHERE key LIKE %(text)s LIMIT 1000)"
    return [people(one, where, limit=8, text=f"{of(one.mails, place)[:9]}%")]


def phone(one: Person, place: int, digits: int = 6) -> list[Statement]:
    where = "one.id IN (SELECT candidate_id FROM candidates_phonenumber WHERE key LIKE %(text)s LIMIT 1000)"
    return [people(one, where, limit=8, text=f"%{of(one.phones, place)[-digits:]}%")]


def short_phone(one: Person, place: int) -> list[Statement]:
    return phone(one, place, 4)


def words(one: Person, place: int) -> list[Statement]:
    first, last = of(one.names, place)
    where = "one.search_name LIKE %(first)s AND one.search_name LIKE %(last)s"
    return [people(one, where, first=f"%{first.lower()}%", last=f"%{last.lower()}%")]


def common_name(one: Person, place: int) -> list[Statement]:
    return [people(one, "one.search_name LIKE %(first)s", first=f"%{of(one.names, place)[0].lower()}%")]


def known_address(one: Person, place: int) -> list[Statement]:
    sql = "SELECT candidate_id FROM candidates_emailaddress WHERE key = %(key)s"
    return [(sql, {"key": of(one.mails, place)})]
