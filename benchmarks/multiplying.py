"""Makes many people of a few: each copy of the base's people has names, mails, phones, days and jobs of its own.

Statements are written from the database's own catalogue, so that a table or column added later comes along. What is
of a person (`OF_PEOPLE`) is copied with numbers shifted by the copy; what is of a job becomes that of its twin: the
base has each of its ten jobs two hundred times, one after the other. It is done as PostgreSQL's superuser with triggers
and keys at rest; the ground is the bench's own.
"""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import Any

from benchmarks.ground import Ground

BASE_SIZE = 2_000
KINDS = 10  # of jobs in the base, each with the same stages and questions in every copy
OF_PEOPLE = {
    "vault_datakey": "",
    "candidates_candidate": "candidate",
    "candidates_emailaddress": "",
    "candidates_phonenumber": "",
    "candidates_link": "",
    "candidates_note": "note",
    "candidates_mention": "",
    "candidates_activity": "activity",
    "candidates_proposal": "proposal",
    "candidates_tag_candidates": "",
    "recruitment_application": "application",
    "recruitment_answer": "",
    "recruitment_stagevisit": "",
    "recruitment_closure": "",
    "communications_message": "message",
    "desk_duty": "duty",
    "desk_notification": "notification",
    "audit_event": "event",
    "audit_eventthing": "",
}
OF_JOBS = {
    "recruitment_job": "job",
    "recruitment_jobpost": "post",
    "recruitment_stage": "stage",
    "recruitment_question": "question",
}
NAMES = """
CREATE TABLE bench_names AS SELECT row_number() OVER (ORDER BY id) - 1 AS n, id, first_name, last_name,
    split_part(sort_name, '  ', 2) AS first, split_part(sort_name, '  ', 1) AS last FROM candidates_candidate;
CREATE INDEX ON bench_names (n); CREATE INDEX ON bench_names (id); ANALYZE bench_names;
"""
# A first and a last name of two others, by the copy.
MIXED = """
JOIN bench_names AS own ON own.id = one.id
JOIN bench_names AS given ON given.n = (own.n * 17 + k * 7919) % {size}
JOIN bench_names AS family ON family.n = (own.n * 29 + k * 1047) % {size}"""
PERSON = "JOIN candidates_candidate AS person ON person.id = one.candidate_id + k * {people}"
MAIL = (
    "regexp_replace(ltrim(split_part(person.sort_name, '  ', 2) || '.' || split_part(person.sort_name, '  ', 1), '.'), "
    "'[^a-z.]+', '', 'g') || person.id || '@mail.example'"
)
SPECIAL = {
    ("candidates_candidate", "first_name"): "given.first_name",
    ("candidates_candidate", "last_name"): "family.last_name",
    ("candidates_candidate", "sort_name"): "family.last || '  ' || given.first",
    ("candidates_candidate", "search_name"): "' ' || given.first || ' ' || family.last",
    ("candidates_candidate", "preferred_name"): "''",
    ("candidates_emailaddress", "value"): MAIL,
    ("candidates_emailaddress", "key"): MAIL,
    (
        "candidates_phonenumber",
        "key",
    ): "left(one.key, -6) || lpad(((one.id + k * 7919) * 104729 % 1000000)::text, 6, '0')",
    ("recruitment_application", "form_token"): "NULL",
    ("communications_message", "token"): "NULL",
    ("communications_message", "message_id"): "k || '.' || one.message_id",
    ("communications_message", "to_address"): MAIL,
    ("communications_message", "to_name"): "trim(person.first_name || ' ' || person.last_name)",
}
ONLY = {
    "communications_message": "one.candidate_id IS NOT NULL",
    "desk_duty": "one.about_kind IN ({kinds})",
    "desk_notification": "one.about_kind IN ({kinds})",
    "audit_event": "one.about_kind IN ({kinds})",
    "audit_eventthing": "one.event_id IN (SELECT id FROM audit_event WHERE about_kind IN ({kinds}))",
}


@dataclass
class Catalogue:
    """What the base's tables look like."""

    cursor: Any
    columns: dict[str, list[tuple[str, str]]] = field(default_factory=dict)
    keys: dict[tuple[str, str], str] = field(default_factory=dict)
    last: dict[str, int] = field(default_factory=dict)
    sealed: set[tuple[str, str]] = field(default_factory=set)

    def read(self) -> None:
        for table in OF_PEOPLE:
            self.columns[table] = self.rows(
                "SELECT column_name, data_type FROM information_schema.columns WHERE table_name = %s "
                "AND is_generated = 'NEVER' ORDER BY ordinal_position", table)  # fmt: skip
            self.keys |= {(table, column): of for column, of in self.rows(
                "SELECT attname, confrelid::regclass::text FROM pg_constraint JOIN pg_attribute "
                "ON attrelid = conrelid AND attnum = conkey[1] WHERE contype = 'f' AND conrelid = %s::regclass", table)
            }  # fmt: skip
            self.sealed |= {
                (table, column) for column, kind in self.columns[table] if self.is_sealed(table, column, kind)
            }
        for table in (*OF_PEOPLE, *OF_JOBS):
            self.last[table] = self.rows(f'SELECT coalesce(max(id), 0) FROM "{table}"')[0][0]

    def is_sealed(self, table: str, column: str, kind: str) -> bool:
        if kind != "text":
            return False
        return bool(self.rows(f'SELECT 1 FROM "{table}" WHERE "{column}" LIKE \'enc:v1:dk-%%\' LIMIT 1'))

    def rows(self, sql: str, *values: Any) -> list[Any]:
        self.cursor.execute(sql, values)
        return list(self.cursor.fetchall())


@dataclass
class Multiplying:
    known: Catalogue
    copies: int

    def statement(self, table: str) -> str:
        names = ", ".join(f'"{name}"' for name, _kind in self.known.columns[table])
        values = ",\n    ".join(self.value(table, name, kind) for name, kind in self.known.columns[table])
        joined = MIXED.format(size=BASE_SIZE) if table == "candidates_candidate" else ""
        if "person." in values:
            joined = PERSON.format(people=self.known.last["candidates_candidate"])
        kinds = ", ".join(f"'{kind}'" for kind in OF_PEOPLE.values() if kind)
        only = ONLY.get(table, "true").format(kinds=kinds)
        return (
            f'INSERT INTO "{table}" ({names})\nSELECT {values}\nFROM "{table}" AS one '
            f"CROSS JOIN generate_series(1, {self.copies}) AS k {joined}\nWHERE {only}"
        )

    def value(self, table: str, column: str, kind: str) -> str:
        one = f'one."{column}"'
        if (table, column) in SPECIAL:
            return SPECIAL[table, column]
        if column == "id":
            return self.shifted(one, table)
        if column == "cause":
            return self.shifted(one, "audit_event")
        if column in {"about_id", "thing_id"}:
            return self.pointed(one, "kind" if column == "thing_id" else "about_kind")
        if (of := self.known.keys.get((table, column))) in OF_PEOPLE:
            return self.shifted(one, of)
        if of in OF_JOBS:
            return self.twin(one, of)
        if (table, column) in self.known.sealed:
            return self.resealed(one)
        return f"{one} - k * interval '1 day'" if kind.startswith("timestamp") else one

    def shifted(self, one: str, table: str) -> str:
        return f"{one} + k * {self.known.last[table]}"

    def twin(self, one: str, table: str) -> str:
        """The same stage of the same job, so many copies of it further on."""
        total = self.known.last[table]
        return f"1 + ({one} - 1 + k * {total * KINDS // self.known.last['recruitment_job']}) % {total}"

    def pointed(self, one: str, kind: str) -> str:
        whens = [(word, self.shifted(one, table)) for table, word in OF_PEOPLE.items() if word]
        whens += [(word, self.twin(one, table)) for table, word in OF_JOBS.items()]
        said = " ".join(f"WHEN '{word}' THEN {value}" for word, value in whens)
        return f'CASE one."{kind}" {said} ELSE {one} END'

    def resealed(self, one: str) -> str:
        """The same ciphertext under the copy's own key, whose bytes are the original's."""
        number = f"split_part(substr({one}, 11), ':', 1)::bigint + k * {self.known.last['vault_datakey']}"
        fresh = f"'enc:v1:dk-' || ({number}) || ':' || split_part({one}, ':', 4)"
        return f"CASE WHEN {one} LIKE 'enc:v1:dk-%' THEN {fresh} ELSE {one} END"


def multiply(ground: Ground, name: str, size: int) -> list[str]:
    """Gives back what makes the indexes, for when all rows are there."""
    with ground.superuser(name) as connection, connection.cursor() as cursor:
        known = Catalogue(cursor)
        known.read()
        cursor.execute(NAMES)
        indexes = list(put_away(cursor))
        work = Multiplying(known, size // BASE_SIZE - 1)
        statements = {table: work.statement(table) for table in OF_PEOPLE}
    if work.copies:
        # People before what bears their names.
        first = ("vault_datakey", "candidates_candidate")
        for table in first:
            run(ground, name, statements.pop(table))
        side_by_side(ground, name, statements.values())
    numbers = "SELECT setval(pg_get_serial_sequence('{table}', 'id'), max(id)) FROM \"{table}\""
    side_by_side(ground, name, ["DROP TABLE bench_names", *(numbers.format(table=table) for table in OF_PEOPLE)])
    return indexes


def put_away(cursor: Any) -> Iterator[str]:
    """Indexes that no constraint stands on: to fill a table without them is several times as fast."""
    tables = ", ".join(f"'{table}'" for table in OF_PEOPLE)
    cursor.execute(f"""
        SELECT indexname, indexdef FROM pg_indexes WHERE tablename IN ({tables})
        AND NOT EXISTS (SELECT FROM pg_constraint WHERE conname = indexname)""")
    for index, made in cursor.fetchall():
        cursor.execute(f'DROP INDEX "{index}"')
        yield made


def side_by_side(ground: Ground, name: str, statements: Any) -> None:
    with ThreadPoolExecutor(2) as pool:
        for done in [pool.submit(run, ground, name, statement) for statement in statements]:
            done.result()


def run(ground: Ground, name: str, statement: str) -> None:
    with ground.superuser(name) as connection, connection.cursor() as cursor:
        cursor.execute("SET session_replication_role = replica; SET work_mem = '256MB'")
        cursor.execute(statement)
