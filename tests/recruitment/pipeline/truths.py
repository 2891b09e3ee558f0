"""What holds after every step, whatever was asked by whichever door: read from the rows, not by the product's verbs."""

from typing import Any

from django.db import connection

TRUTHS = {
    "a seat is taken that was never approved": """
        SELECT id FROM recruitment_opening WHERE state IN ('reserved', 'filled') AND approved_at IS NULL""",
    "more seats are taken than were approved": """
        SELECT o.job_id FROM recruitment_opening o GROUP BY o.job_id
        HAVING count(*) FILTER (WHERE o.state IN ('reserved', 'filled')) > (
            SELECT coalesce(sum((e.facts->>'count')::int), 0) FROM audit_event e
            WHERE e.verb = 'job.openings_approved' AND e.about_id = o.job_id)""",
    "a seat is somebody's of another job": """
        SELECT o.id FROM recruitment_opening o JOIN recruitment_application a ON a.id = o.application_id
        WHERE a.job_id <> o.job_id""",
    "a person has two open applications for a job": """
        SELECT candidate_id, job_id FROM recruitment_application WHERE open AND confirmed_at IS NOT NULL
        GROUP BY candidate_id, job_id HAVING count(*) > 1""",
    "an application is closed without an end, or open with one": """
        SELECT a.id FROM recruitment_application a LEFT JOIN recruitment_closure c ON c.application_id = a.id
        WHERE a.open = (c.id IS NOT NULL)""",
    "an end has a reason of another kind": """
        SELECT c.id FROM recruitment_closure c JOIN recruitment_closurereason r ON r.id = c.reason_id
        WHERE r.kind <> c.kind""",
    "hired without a filled seat, or a filled seat without a hire": """
        SELECT a.id FROM recruitment_application a
        LEFT JOIN recruitment_closure c ON c.application_id = a.id AND c.kind = 'hired'
        LEFT JOIN recruitment_opening o ON o.application_id = a.id AND o.state = 'filled'
        WHERE (c.id IS NULL) <> (o.id IS NULL)""",
    "a seat is reserved for nobody who has said yes, or they have none": """
        SELECT a.id FROM recruitment_application a
        LEFT JOIN recruitment_hire h ON h.application_id = a.id AND h.state = 'reserved'
        LEFT JOIN recruitment_opening o ON o.application_id = a.id AND o.state = 'reserved'
        WHERE (h.id IS NULL) <> (o.id IS NULL) OR (h.id IS NOT NULL AND NOT a.open)""",
    "a hire in effect is not the end of its application": """
        SELECT h.id FROM recruitment_hire h LEFT JOIN recruitment_closure c ON c.application_id = h.application_id
        WHERE h.state IN ('effective', 'started') AND c.kind IS DISTINCT FROM 'hired'""",
    "an accepted offer has no hire that stands, or such a hire no accepted offer": """
        SELECT f.id FROM recruitment_offer f
        LEFT JOIN recruitment_hire h ON h.offer_id = f.id AND h.state <> 'fell_through'
        WHERE (f.status = 'accepted') <> (h.id IS NOT NULL)""",
    "an application has two live offers": """
        SELECT application_id FROM recruitment_offer
        WHERE status IN ('draft', 'approval', 'approved', 'signed', 'sent', 'accepted')
        GROUP BY application_id HAVING count(*) > 1""",
    "an application has ended and its offer lives": """
        SELECT f.id FROM recruitment_offer f JOIN recruitment_application a ON a.id = f.application_id
        WHERE NOT a.open AND f.status IN ('draft', 'approval', 'approved', 'signed', 'sent')""",
    "a card does not stay where it stands": """
        SELECT a.id FROM recruitment_application a
        LEFT JOIN recruitment_stagevisit v ON v.application_id = a.id AND v.left_at IS NULL
        WHERE CASE WHEN a.open THEN v.stage_id IS DISTINCT FROM a.stage_id ELSE v.id IS NOT NULL END""",
    "a card stands in a stage of another job": """
        SELECT a.id FROM recruitment_application a JOIN recruitment_stage s ON s.id = a.stage_id
        WHERE s.job_id <> a.job_id""",
    # One that comes free again afterwards is there for whoever opens the job again.
    "a closed job has open applications or seats to fill": """
        SELECT j.id FROM recruitment_job j WHERE j.status = 'closed' AND (
            EXISTS (SELECT FROM recruitment_application a WHERE a.job_id = j.id AND a.open)
            OR EXISTS (SELECT FROM recruitment_opening o WHERE o.job_id = j.id AND o.state IN ('open', 'held')
                       AND NOT EXISTS (SELECT FROM audit_event e WHERE e.verb = 'opening.released'
                                       AND e.about_kind = 'opening' AND e.about_id = o.id)))""",
    "an open card stands in a stage that is retired": """
        SELECT a.id FROM recruitment_application a JOIN recruitment_stage s ON s.id = a.stage_id
        WHERE a.open AND NOT s.active""",
    "somebody decided in the place of who was not away": """
        SELECT d.id FROM recruitment_approvaldecision d JOIN recruitment_approvalseat p ON p.id = d.seat_id
        WHERE d.user_id <> p.user_id AND NOT EXISTS (
            SELECT FROM recruitment_delegation g WHERE g.user_id = p.user_id AND g.deputy_id = d.user_id
            AND g.starts_at <= d.decided_at AND g.ends_at >= d.decided_at)""",
    "paper counts that nobody else has looked at": """
        SELECT f.id FROM recruitment_offer f JOIN recruitment_offeranswer w ON w.offer_id = f.id
        WHERE f.status = 'accepted' AND w.way = 'paper'
        AND (w.confirmed_by_id IS NULL OR w.confirmed_by_id = w.recorded_by_id)""",
    "a requisition is approved without its job": """
        SELECT id FROM recruitment_requisition WHERE state = 'approved' AND job_id IS NULL""",
    "something was approved past those who decide": """
        SELECT a.id FROM recruitment_approval a JOIN recruitment_approvalstep s ON s.approval_id = a.id
        WHERE a.state = 'approved' AND s.state <> 'skipped' AND NOT (s.state = 'approved' AND s.needed <= (
            SELECT count(*) FROM recruitment_approvaldecision d WHERE d.step_id = s.id AND d.word = 'approve'))""",
    "an approval waits for no step, or for two": """
        SELECT a.id FROM recruitment_approval a LEFT JOIN recruitment_approvalstep s
        ON s.approval_id = a.id AND s.state = 'open' GROUP BY a.id HAVING count(s.id) <> (a.state = 'pending')::int""",
    "somebody decided about their own request": """
        SELECT d.id FROM recruitment_approvaldecision d JOIN recruitment_approvalstep s ON s.id = d.step_id
        JOIN recruitment_approval a ON a.id = s.approval_id WHERE d.user_id = a.asked_by_id AND NOT a.own_request""",
    "a word stands under another hash than what was shown": """
        SELECT d.id FROM recruitment_approvaldecision d JOIN recruitment_approvalsnapshot n ON n.id = d.snapshot_id
        WHERE d.hash <> n.hash""",
    "two requests about one thing wait": """
        SELECT kind, about_id FROM recruitment_approval WHERE state = 'pending'
        GROUP BY kind, about_kind, about_id HAVING count(*) > 1""",
    "a reader has failed": "SELECT reader, last_error FROM audit_pending WHERE attempts > 0",
}


def broken() -> list[tuple[str, Any]]:
    """Each truth that does not hold, with the rows that say so; all of them are asked in one query."""
    parts = [f"SELECT {n}, (SELECT json_agg(x) FROM ({sql}) x)" for n, sql in enumerate(TRUTHS.values())]  # noqa: S608
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(parts))
        return [(list(TRUTHS)[n], rows) for n, rows in cursor.fetchall() if rows]
