"""What is asked of the product while its processes die: candidates apply, a colleague writes, other systems call."""

import http.client
import random
import re
import time
import urllib.error
import urllib.request
from collections import defaultdict
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from itertools import count
from typing import Any
from uuid import UUID

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test.client import BOUNDARY, MULTIPART_CONTENT, encode_multipart

from recruitment.careers import robots
from tests.careers.conftest import worked
from tests.files import pdf
from tests.running.house import House
from tests.whole.rest import PATIENCE, browser

AT_ONCE = 4
A_BULK = 8
# What is asked for in one round.
INVITATIONS, ADDITIONS, LETTERS, APPLICANTS = 3, 3, 2, 2
Act = Callable[[], None]


class Applicant:
    """Somebody at the careers form; they come again until it is answered."""

    def __init__(self, house: House, number: int) -> None:
        self.email = f"applicant{number}@mail.example"
        self.address = f"{house.address}/careers/jobs/{house.founded['post']}/apply/"
        self.window = browser(**{"X-Forwarded-For": f"10.1.{number // 250}.{number % 250 + 1}"})
        page = self.insist(self.address).read().decode()
        self.hidden = dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)">', page))
        token = re.search(r'data-work="(\w+)"', page)
        assert token, page
        self.work = worked(robots.Ticket(UUID(token[1]), ""))
        self.opened = time.monotonic()

    def send(self) -> None:
        time.sleep(max(0.0, self.opened + robots.SHORTEST + 1 - time.monotonic()))
        assert str(self.insist(self.form()).url).endswith("/sent/")

    def form(self) -> urllib.request.Request:
        resume = SimpleUploadedFile("resume.pdf", pdf(self.email), "application/pdf")
        said = {"first_name": "Ada", "last_name": "Lovelace", "email": self.email, "notice_read": "on"}
        said |= {**self.hidden, "work": self.work, "adjustment_needed": "no", "resume": resume}
        body = encode_multipart(BOUNDARY, said)
        return urllib.request.Request(self.address, body, {"Content-Type": MULTIPART_CONTENT})  # noqa: S310

    def insist(self, asked: str | urllib.request.Request) -> Any:
        for _attempt in range(PATIENCE):
            try:
                return self.window.open(asked, timeout=30)
            except urllib.error.HTTPError as error:
                assert error.code == 503, f"{error.code}: {error.read().decode()}"
            except (OSError, http.client.HTTPException):
                pass
            time.sleep(0.3)
        raise AssertionError("The web server has not come back.")


class Work:
    """All that was asked for and accepted, by its kind: `books`. Each is to be found once, with all that follows."""

    def __init__(self, house: House, chance: random.Random) -> None:
        self.house, self.chance, self.numbers = house, chance, count(1)
        self.books: dict[str, list[Any]] = defaultdict(list)
        self.applicants: list[Applicant] = []
        self.on_second: list[int] = []

    @contextmanager
    def flowing(self) -> Iterator[None]:
        """A round of it, in an order of chance; at its end all of it is accepted."""
        acts = self.round()
        self.chance.shuffle(acts)
        with ThreadPoolExecutor(AT_ONCE) as pool:
            running = [pool.submit(act) for act in acts]
            yield
            for one in running:
                one.result()
        self.applicants = [Applicant(self.house, next(self.numbers)) for _ in range(APPLICANTS)]

    def round(self) -> list[Act]:
        acts: list[Act] = [self.invite] * INVITATIONS + [self.add] * ADDITIONS + [self.create_in_bulk]
        if self.on_second:
            acts += [self.write] * LETTERS + [self.move_in_bulk]
        return acts + [lambda one=one: self.apply(one) for one in self.applicants]  # type: ignore[misc]

    def ask(self, path: str, **said: Any) -> dict[str, Any]:
        """Under a key of its own; now and then once more, though it was answered."""
        key = f"ask-{next(self.numbers)}"
        answer = self.house.client.insist(path, key, **said)
        assert answer.status in {200, 201, 202}, f"{path}: {answer}\n{self.house.logs()}"
        if next(self.numbers) % 3 == 0:
            again = self.house.client.insist(path, key, **said)
            assert (again.status, again.body.get("id")) == (answer.status, answer.body.get("id")), f"{path}: {again}"
        return dict(answer.body)

    def invite(self) -> None:
        email = f"guest{next(self.numbers)}@norden.example"
        self.ask("users", name=email, primary_email=email)
        self.books["guests"].append(email)

    def apply(self, applicant: Applicant) -> None:
        applicant.send()
        self.books["applicants"].append(applicant.email)

    def add(self) -> None:
        """Somebody whom a recruiter found: put on the board, and moved on."""
        email = f"found{next(self.numbers)}@mail.example"
        addresses = [{"value": email, "type": "personal"}]
        person = self.ask("candidates", first_name="Grace", last_name="Hopper", email_addresses=addresses)["id"]
        self.books["people"].append(email)
        application = self.ask("applications", candidate_id=person, job_id=self.house.founded["job"])["id"]
        self.books["applications"].append(application)
        self.ask(f"applications/{application}/move", stage_id=self.stages[1])
        self.books["moves"].append(f"{application}>{self.stages[1]}")
        self.on_second.append(application)

    def write(self) -> None:
        about = {"about_kind": "application", "about_id": self.books["applications"][0]}
        self.books["letters"].append(self.ask("messages", **about, subject="Soon", body="We write soon.")["id"])

    def create_in_bulk(self) -> None:
        emails = [f"pooled{next(self.numbers)}@mail.example" for _ in range(A_BULK)]
        people = [
            {"first_name": "Lise", "last_name": "Meitner", "email_addresses": [{"value": email, "type": "personal"}]}
            for email in emails
        ]
        self.books["bulks"].append(self.ask("candidates/bulk", action="create", items=people)["id"])
        self.books["people"] += emails

    def move_in_bulk(self) -> None:
        first, self.on_second = self.on_second, []
        second, third = self.stages[1:3]
        items = [{"id": one, "stage_id": third, "from_stage_id": second} for one in first]
        self.books["bulks"].append(self.ask("applications/bulk", action="move", items=items)["id"])
        self.books["moves"] += [f"{one}>{third}" for one in first]

    @property
    def stages(self) -> list[int]:
        return list(self.house.founded["stages"])

    def let_duties_pass(self) -> None:
        """What was to be done within two days is overdue now, and a colleague is to hear of it."""
        overdue = self.house.rows(OVERDUE, {"boss": self.house.founded["boss"]})
        self.books["overdue"] += [duty for (duty,) in overdue]


OVERDUE = """
UPDATE desk_duty SET due_at = now() - interval '1 hour', escalate_to_id = %(boss)s
WHERE kind = 'application.review' AND escalated_at IS NULL AND discharged_at IS NULL RETURNING id
"""
