"""What the pages of decisions are looked at with: made by another program over the REST interface, in seconds."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from typing import Any

from tests.whole.rest import Client

# No other job of this company is of this level.
LEVEL = "Chief"
WHERE = ("legal_entity_id", "brand_id", "department_id", "office_id", "place_of_work_id", "recruiter_id")
LETTER = "# Offer\n\nDear {{ candidate.first_name }},\n\nit pays {{ offer.pay }}.\n\n{{ offer.conditions }}"
CONDITIONS = [{"kind": "references"}, {"kind": "right_to_work", "title": "A permit for the port"}]


@dataclass
class House:
    """A company in which `job` is open already; `ruler` sets up what binds it, `client` works in it."""

    client: Client
    ruler: Client
    where: dict[str, int]
    # Who signs all of its offers: another file's people may be named for the same employer.
    signatory: int = 0

    @classmethod
    def around(cls, job: int, client: Client, ruler: Client) -> "House":
        known = client.get(f"jobs/{job}").body
        return cls(client, ruler, {name: known[name] for name in WHERE})

    @property
    def rosa(self) -> int:
        return self.where["recruiter_id"]

    def furnish(self) -> dict[str, Any]:
        """Numbers by what the addresses call them."""
        return self.rules() | self.need() | self.hiring() | self.filled() | self.advert()

    def rules(self) -> dict[str, Any]:
        entity = {"legal_entity_id": self.where["legal_entity_id"]}
        step = {"user_ids": [self.rosa], "hours": 8}
        rule = {"kind": "requisition", "level": LEVEL, "own_request": True, "by_mail_alone": True, "steps": [step]}
        self.signatory = self.make(self.ruler, "signatories", user_id=self.rosa, title="Head of hiring", **entity)
        letter = self.make(self.ruler, "offer_letter_templates", name="Letter", body=LETTER, **entity)
        return {"policy": self.make(self.ruler, "approval_policies", name="Chiefs", **rule), "letter": letter}

    def need(self) -> dict[str, Any]:
        """One that waits for the recruiter, and one whose job waits for an approval."""
        first, second = self.requisition("Lock keeper"), self.requisition("Harbour master", level=LEVEL)
        where = {name: self.where[name] for name in ("legal_entity_id", "brand_id", "place_of_work_id")}
        job = self.make(self.client, f"requisitions/{second}/complete", 200, answer="job_id", **where)
        approval = self.client.get("approvals").body["data"][0]["id"]
        return {"requisition": first, "unapproved": job, "approval": approval}

    def requisition(self, title: str, **more: Any) -> int:
        where = {name: self.where[name] for name in ("department_id", "office_id")}
        said = {"need": "replacement", "replaces": "Olaf Old", "reason": "He sails.", "pay_idea": "As his", **where}
        return self.make(self.client, "requisitions", title=title, **said, **more)

    def hiring(self) -> dict[str, Any]:
        """Offers of each sort; whoever is called Hired has still to say yes to the mail."""
        job = self.job("Tide clerk", openings=4)
        stage = self.client.get(f"job_interview_stages?job_id={job}").body["data"][-1]["id"]
        self.make(self.client, "stage_checks", job_interview_stage_id=stage, words="Call the references")
        drafted = self.offer(job, "Drafted", conditions=CONDITIONS)
        to_sign = self.approved(self.offer(job, "Unsigned"))
        self.sent(self.offer(job, "Sent", conditions=CONDITIONS))
        hired = self.sent(self.offer(job, "Hired", conditions=CONDITIONS))
        opening = self.client.get(f"openings?job_id={job}").body["data"][0]["id"]
        person = self.client.get(f"offers/{drafted}").body["application_id"]
        return {
            "hiring": job,
            "stage": stage,
            "opening": opening,
            "drafted": drafted,
            "to_sign": to_sign,
            "hired": hired,
            "gated": person,
        }

    def filled(self) -> dict[str, Any]:
        """A job whose only opening is taken once the mail is answered; one person remains, who has been moved."""
        job = self.job("Bell ringer", openings=1)
        self.sent(self.offer(job, "Only"))
        remains = self.application(job, "Remains")
        stage = self.client.get(f"job_interview_stages?job_id={job}").body["data"][1]["id"]
        chosen = {"kind": "move", "thing_kind": "application", "thing_ids": [remains], "stage_id": stage}
        act = self.client.get(f"bulk_acts/{self.make(self.client, 'bulk_acts', **chosen)}").body
        return {"filled": job, "act": act["id"], "undo": act["undo_id"]}

    def advert(self) -> dict[str, Any]:
        source = self.client.get("sources").body["data"][0]["id"]
        return {"source": source, "tracking": self.make(self.client, "tracking_links", name="Fair", source_id=source)}

    def job(self, name: str, *, openings: int) -> int:
        job = self.make(self.client, "jobs", name=name, openings=openings, pay_currency="EUR", **self.where)
        return self.make(self.client, f"jobs/{job}/open", 200)

    def application(self, job: int, name: str) -> int:
        email = {"value": f"{name.lower()}@offers.example", "type": "personal"}
        person = self.make(self.client, "candidates", first_name="Olga", last_name=name, email_addresses=[email])
        return self.make(self.client, "applications", candidate_id=person, job_id=job)

    def offer(self, job: int, name: str, **more: Any) -> int:
        pay = {"amount": "61000", "currency": "EUR", "period": "year", "bonus": "A bell"}
        start_on = (datetime.now(UTC) + timedelta(days=30)).date().isoformat()
        one = self.application(job, name)
        return self.make(self.client, "offers", application_id=one, pay=pay, start_on=start_on,
                         signatory_id=self.signatory, **more)  # fmt: skip

    def approved(self, offer: int) -> int:
        """No policy of the company speaks of offers."""
        return self.make(self.client, f"offers/{offer}/submit", 200)

    def sent(self, offer: int) -> int:
        letter = self.client.read(f"offers/{self.approved(offer)}/letter")
        seen = sha256(letter).hexdigest()
        self.make(self.client, f"offers/{offer}/sign", 200, name="Rosa Recruiter", letter_sha256=seen)
        return self.make(self.client, f"offers/{offer}/send", 200)

    def make(self, by: Client, path: str, status: int = 201, *, answer: str = "id", **said: Any) -> int:
        told = by.post(path, **said)
        assert told.status == status, (path, told.body)
        return int(told.body[answer])
