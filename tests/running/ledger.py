"""What must be true of the rows once everything has come to rest, whoever was killed in between."""

from typing import Any

from tests.running.house import House

# Of each thing that was asked for, exactly one: by the book it stands in, and what it is looked up in by its name.
ONCE = {
    "guests": {
        "account": "SELECT email FROM accounts_user",
        "invitation": """SELECT u.email FROM audit_event e JOIN accounts_user u ON u.id = e.about_id
                         WHERE e.verb = 'user.invited'""",
        "mail": "SELECT to_address FROM communications_message",
    },
    "applicants": {
        "person": "SELECT value FROM candidates_emailaddress",
        "application": """SELECT m.value FROM recruitment_application a
                          JOIN candidates_emailaddress m ON m.id = a.address_id""",
        "reception": """SELECT m.value FROM audit_event e JOIN recruitment_application a ON a.id = e.about_id
                        JOIN candidates_emailaddress m ON m.id = a.address_id WHERE e.verb = 'application.received'""",
        "mail": "SELECT to_address FROM communications_message",
        "duty": """SELECT m.value FROM desk_duty d JOIN recruitment_application a ON a.id = d.about_id
                   JOIN candidates_emailaddress m ON m.id = a.address_id WHERE d.kind = 'application.review'""",
        "notification": """SELECT m.value FROM desk_notification n JOIN recruitment_application a ON a.id = n.about_id
                           JOIN candidates_emailaddress m ON m.id = a.address_id
                           WHERE n.kind = 'application.received' AND n.recipient_id = %(recruiter)s""",
        "readable resume": """SELECT m.value FROM candidates_documentpage p
                              JOIN candidates_document d ON d.id = p.document_id AND d.state = 'ok'
                              JOIN candidates_emailaddress m ON m.candidate_id = d.candidate_id""",
    },
    "people": {"person": "SELECT value FROM candidates_emailaddress"},
    "applications": {
        "addition": "SELECT about_id FROM audit_event WHERE verb = 'application.added'",
        "stay": "SELECT application_id FROM recruitment_stagevisit WHERE left_at IS NULL",
    },
    "moves": {
        "move": "SELECT about_id || '>' || (facts->>'to_stage') FROM audit_event WHERE verb = 'application.moved'",
        "stay": "SELECT application_id || '>' || stage_id FROM recruitment_stagevisit",
        "notification": """SELECT about_id || '>' || (facts->'stage'->>1) FROM desk_notification
                           WHERE kind = 'application.moved' AND recipient_id = %(boss)s""",
    },
    "letters": {"mail": "SELECT about_id FROM audit_event WHERE verb = 'message.queued'"},
    "bulks": {
        "end": "SELECT about_id FROM audit_event WHERE verb = 'bulk.finished'",
        "whole": "SELECT id FROM accounts_bulkjob WHERE state = 'done' AND done = total AND refused = 0",
    },
    "overdue": {
        "escalation": "SELECT about_id FROM audit_event WHERE verb = 'duty.escalated'",
        "notification": """SELECT d.id FROM desk_notification n JOIN desk_duty d ON d.about_id = n.about_id
                           WHERE n.kind = 'duty.escalated' AND d.kind = 'application.review'""",
    },
}
COUNTED = """
SELECT asked, count(found.name) FROM unnest(%(asked)s::text[]) asked
LEFT JOIN ({source}) found(name) ON found.name::text = asked GROUP BY asked HAVING count(found.name) <> 1
"""
OF_WHICH_A_THING_HAS_ONE = [
    "user.invited", "candidate.added", "application.added", "application.received", "message.queued", "message.sent",
    "message.in_doubt", "document.added", "document.prepared", "duty.owed", "duty.escalated", "bulk.begun",
    "bulk.finished",
]  # fmt: skip
# What no row may be like, whatever was asked for.
NEVER = {
    "an event that stands twice for one act": """
        SELECT verb, about_id, count(*) FROM audit_event WHERE verb = ANY(%(single)s)
        GROUP BY verb, about_kind, about_id HAVING count(*) > 1""",
    "a mail of which another number has arrived than was sent": """
        SELECT m.id, m.state, count(l.id) FROM communications_message m
        LEFT JOIN communications_localmail l ON l.message_id = m.message_id GROUP BY m.id
        HAVING NOT (m.state = 'sent' AND count(l.id) = 1 OR m.state = 'in_doubt' AND count(l.id) <= 1
                    OR m.state = 'cancelled' AND count(l.id) = 0)""",
    "a mail that nobody has written": """
        SELECT l.id FROM communications_localmail l
        WHERE NOT EXISTS (SELECT FROM communications_message m WHERE m.message_id = l.message_id)""",
    "a row without the event that made it": """
        SELECT 'application', id FROM recruitment_application a WHERE NOT EXISTS (SELECT FROM audit_event e
            WHERE e.about_kind = 'application' AND e.about_id = a.id AND e.verb LIKE 'application.%%e%%d')
        UNION ALL SELECT 'mail', id FROM communications_message m WHERE NOT EXISTS (SELECT FROM audit_event e
            WHERE e.about_kind = 'message' AND e.about_id = m.id AND e.verb = 'message.queued')
        UNION ALL SELECT 'person', id FROM candidates_candidate c WHERE NOT EXISTS (SELECT FROM audit_event e
            WHERE e.about_kind = 'candidate' AND e.about_id = c.id AND e.verb = 'candidate.added')""",
    "an event without a place in the log": """
        SELECT e.id, count(l.event_id) FROM audit_event e LEFT JOIN audit_leaf l ON l.event_id = e.id
        GROUP BY e.id HAVING count(l.event_id) <> 1""",
    "two stays at a time": """
        SELECT application_id FROM recruitment_stagevisit WHERE left_at IS NULL
        GROUP BY application_id HAVING count(*) > 1""",
}
# What is still to be done.
OPEN = """
SELECT (SELECT count(*) FROM audit_pending),
       (SELECT count(*) FROM communications_message WHERE state IN ('queued', 'sending')),
       (SELECT count(*) FROM accounts_bulkjob WHERE finished_at IS NULL),
       (SELECT count(*) FROM candidates_document WHERE state = 'waiting'),
       (SELECT count(*) FROM desk_duty WHERE due_at < now() AND escalate_to_id IS NOT NULL
        AND escalated_at IS NULL AND discharged_at IS NULL)
"""
DOUBTS = "SELECT count(*) FROM communications_message WHERE state = 'in_doubt'"


def faults(house: House, books: dict[str, list[Any]]) -> list[str]:
    given = {"single": OF_WHICH_A_THING_HAS_ONE, **{name: house.founded[name] for name in ("boss", "recruiter")}}
    found = {what: house.rows(query, given) for what, query in NEVER.items()}
    for book, asked in books.items():
        for what, source in ONCE[book].items():
            said = {**given, "asked": [str(one) for one in asked]}
            found[f"{book}: not one {what}"] = house.rows(COUNTED.format(source=source), said)
    return [f"{what}: {rows[:5]}" for what, rows in found.items() if rows]


def doubts(house: House) -> int:
    return int(house.rows(DOUBTS)[0][0])
