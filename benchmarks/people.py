"""Whom the pages are measured as, and what each of them has before them to ask for."""

from dataclasses import dataclass, field
from typing import Any

# Numbers of people that `filling.sql` makes.
PEOPLE = {"all": 2001, "thousand": 2002, "four": 2003, "none": 2004, "auditor": 2005}
SAID = {
    "all": "all records",
    "thousand": "1,000 jobs",
    "four": "4 jobs",
    "none": "no job",
    "auditor": "the log",
}
EACH = 12  # different things that a page is asked for in turn

JOBS = {
    "all": "SELECT id FROM recruitment_job WHERE NOT confidential OR recruiter_id = %(user)s",
    "auditor": "SELECT id FROM recruitment_job WHERE false AND recruiter_id = %(user)s",
}
TEAM = "SELECT content_object_id FROM recruitment_jobuserobjectpermission WHERE user_id = %(user)s"
# Three busy jobs of about as many people at either size, so that both sizes are asked the same.
BOARDS = """
    SELECT job_id FROM (
        SELECT job_id, count(*) AS cards FROM recruitment_application WHERE job_id = ANY(%(jobs)s) AND open GROUP BY 1
    ) AS counted ORDER BY abs(cards - 400), job_id LIMIT 3"""
LARGEST = """
    SELECT job_id FROM recruitment_application WHERE job_id = ANY(%(jobs)s) AND open
    GROUP BY 1 ORDER BY count(*) DESC LIMIT 1"""
APPLICATIONS = """
    SELECT id, candidate_id FROM recruitment_application
    WHERE job_id = ANY(%(jobs)s) AND confirmed_at IS NOT NULL ORDER BY hashint8(id) LIMIT %(each)s"""
ANYBODY = "SELECT id FROM candidates_candidate ORDER BY hashint8(id) LIMIT %(each)s"
WORDS = """
    SELECT first_name, last_name, emails.key, phones.key
    FROM candidates_candidate AS one
    JOIN candidates_emailaddress AS emails ON emails.candidate_id = one.id AND emails.primary
    LEFT JOIN candidates_phonenumber AS phones ON phones.candidate_id = one.id
    WHERE one.id = ANY(%(candidates)s) ORDER BY one.id"""


@dataclass
class Person:
    """What one of them can ask for: numbers of things that they see."""

    word: str
    user: int
    jobs: list[int] = field(default_factory=list)
    boards: list[int] = field(default_factory=list)
    largest: list[int] = field(default_factory=list)
    applications: list[int] = field(default_factory=list)
    candidates: list[int] = field(default_factory=list)
    names: list[tuple[str, str]] = field(default_factory=list)
    mails: list[str] = field(default_factory=list)
    phones: list[str] = field(default_factory=list)

    @property
    def is_wide(self) -> bool:
        return self.word in {"all", "thousand"}


def person(word: str, cursor: Any) -> Person:
    found = Person(word, PEOPLE[word])
    found.jobs = [row[0] for row in asked(cursor, JOBS.get(word, TEAM), user=found.user)]
    found.boards = [row[0] for row in asked(cursor, BOARDS, jobs=found.jobs)]
    found.largest = [row[0] for row in asked(cursor, LARGEST, jobs=found.jobs)]
    rows = asked(cursor, APPLICATIONS, jobs=found.jobs, each=EACH)
    found.applications, found.candidates = [row[0] for row in rows], [row[1] for row in rows]
    # Whoever sees nobody types like the others.
    typed = found.candidates or [row[0] for row in asked(cursor, ANYBODY, each=EACH)]
    for first, last, mail, phone in asked(cursor, WORDS, candidates=typed):
        found.names.append((first, last))
        found.mails.append(mail)
        found.phones += [phone] if phone else []
    return found


def asked(cursor: Any, sql: str, **values: Any) -> list[Any]:
    cursor.execute(sql, values)
    return list(cursor.fetchall())
