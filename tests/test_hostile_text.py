"""What deceives a browser, a mail server, a spreadsheet or a reader, typed into every field there is."""

import csv
import json
from collections.abc import Iterator
from email import message_from_bytes, policy
from importlib import import_module
from io import StringIO
from itertools import islice
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest
from django import forms
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.forms.formsets import BaseFormSet
from django.test import Client
from rest_framework.test import APIClient

from candidates.models import Candidate
from communications import mime, write
from company.kinds import KINDS
from recruitment.careers import robots
from tests.counts import VERIFY
from tests.doors.asking import arguments, bodies, urls
from tests.doors.house import House
from tests.doors.standing import *  # noqa: F403 - its fixtures are this file's
from tests.files import pdf
from tests.test_every_door import address, app_of, client_of, question_of, table
from vault.refusals import FileRefused

TAG = "<img src=x onerror=alert(1)>"
OVERRIDE = "\u202e"
TEXTS = {
    "mixed": f"=A\r\nBcc: b@x.example\u2028{OVERRIDE}{TAG}{{{{ 7|add:7 }}}}👩🏽‍💻\u0301'\"",
    "NUL": "A\x00da",
    "length": "9" * 10_000,
    "digits that are none": "²³",
}
# A field that takes one text hides nothing of the next, so these are tried until each has been taken or refused.
ONE_BY_ONE = [kind for kind in TEXTS if kind != "NUL"] if VERIFY else ["mixed"]
# What pages read from their address without a form.
IN_ADDRESSES = (
    "after",
    "look",
    "language",
    "document",
    "template",
    "candidate",
    "q",
    "tag",
    "email",
    "selector",
    "next",
)
pytestmark = pytest.mark.timeout(600)
APPS = ("recruitment", "candidates", "communications", "accounts", "company", "audit", "careers")
# The doors of a large app are knocked at by several tests, side by side.
SHARES = [(app, one, of) for app, of in {**dict.fromkeys(APPS, 1), "recruitment": 4, "candidates": 2}.items()
          for one in range(of)]  # fmt: skip
# Filled in by people whom this test can't be: with a token from the terminal, in the demo company, with a new password.
ELSEWHERE = {"SetupForm", "PasswordForm", "RemovalForm"}
# For a named person alone (who signs, who advises), for an act chosen before, or rows within another form; REST takes
# the same words and is asked below.
ELSEWHERE |= {"SignatureForm", "AdviceForm", "OwnerForm", "SeatForm"}
# One button in the menu; what it says wrongly is answered with a sentence on the page that one was on.
ANSWERED_ELSEWHERE = {"ZoneForm"}


@pytest.fixture
def browser(house: House, people: dict[str, Any]) -> Any:
    return Browser(house, people)


class Browser:
    """Sends requests as somebody whom the door lets in, each undone after it."""

    def __init__(self, house: House, people: dict[str, Any]) -> None:
        self.house, self.places, self.said = house, arguments(house), bodies(house)
        self.clients = {name: client_of(people[name]) for name in ("rosa", "alma", "nobody")}
        self.seen: set[str] = set()

    def doors(self, app: str, method: str) -> Iterator[tuple[str, Client]]:
        head, rows = table("pages")
        for (name, its_method), answers in rows.items():
            by_person = dict(zip(head, answers, strict=True))
            open_to = [who for who in self.clients if by_person[who] not in {"login", "403", "404", "410"}]
            if app_of(name) == app and its_method == method and open_to:
                for _kind in self._kinds(name):
                    yield name, self.clients[open_to[0]]

    def _kinds(self, name: str) -> Iterator[str]:
        """Some pages of the company are one for all kinds of its parts."""
        of_all = KINDS if "kind" in urls()[name] else {"department": None}
        for kind in of_all:
            known = KINDS[kind].model.objects.order_by("pk").first()
            self.places["company:part"] = {"kind": kind, "pk": known.pk}
            yield kind

    def send(self, client: Client, name: str, method: str, said: dict[str, Any]) -> str:
        """The text of the answer, and of the page that it leads to."""
        return self.ask(client, name, method, said)[0]

    def ask(self, client: Client, name: str, method: str, said: dict[str, Any]) -> tuple[str, set[str], bool]:
        """The text of the answer and of the page that it leads to, the fields refused in it; whether it was done."""
        place = address(name, self.places)
        with transaction.atomic():
            answer = client.post(place, said) if method == "POST" else client.get(f"{place}?{urlencode(said)}")
            there = self._notice(answer)
            told = text_of(answer)
            if answer.status_code == 302 and answer.url.startswith("/"):
                told += text_of(client.get(answer.url))
            transaction.set_rollback(True)
        assert answer.status_code < 500, f"{method} {place} {said}"
        refused = {form.add_prefix(field) for form in there if form.is_bound for field in form.errors}
        return told, refused, not refused and answer.status_code < 400

    def write(self, client: Client, name: str, usual: dict[str, Any], names: list[str], text: str) -> str:
        """What is told when the text stands in each of these fields: in all at once, then without those that refused
        it, until the rest is taken or nobody says which to leave out; those are asked alone."""
        told, left = "", names
        while left:
            more, refused, is_done = self.ask(client, name, "POST", usual | dict.fromkeys(left, text))
            told += more
            fewer = [] if is_done else [field for field in left if field not in refused]
            if fewer == left:
                break
            left = fewer
        alone = names if VERIFY else left
        return told + "".join(self.send(client, name, "POST", usual | {field: text}) for field in alone)

    def fields(self, client: Client, name: str, method: str) -> list[str]:
        """What the door reads: the fields of the forms on its page, and what the table of bodies names."""
        place = address(name, self.places)
        with transaction.atomic():
            answer = client.post(place, {}) if method == "POST" else client.get(place, question_of(name, self.house))
            transaction.set_rollback(True)
        forms_there = self._notice(answer)
        names = [form.add_prefix(field) for form in forms_there for field in form.fields]
        return list(dict.fromkeys([*names, *self.said.get(name, {})]))

    def _notice(self, answer: Any) -> list[forms.BaseForm]:
        found = list(forms_of(answer))
        for form in found:
            self.seen.update(kind.__name__ for kind in type(form).__mro__)
        return found


def forms_of(answer: Any) -> Iterator[forms.BaseForm]:
    for layer in answer.context or ():
        for value in (layer if isinstance(layer, dict) else layer.flatten()).values():
            if isinstance(value, forms.BaseForm) and not isinstance(value, BaseFormSet):
                yield value


def text_of(answer: Any) -> str:
    body = b"".join(answer.streaming_content) if answer.streaming else answer.content
    return str(body.decode(errors="replace"))


@pytest.mark.parametrize(("app", "one", "of"), SHARES)
def test_no_text_in_a_form_breaks_a_page_or_stands_there_raw(browser: Any, app: str, one: int, of: int) -> None:
    for name, client in islice(browser.doors(app, "POST"), one, None, of):
        usual = browser.said.get(name, {})
        names = browser.fields(client, name, "POST")
        # Every field refuses a NUL for itself, so all can be asked at once.
        for kind in TEXTS:
            browser.send(client, name, "POST", usual | dict.fromkeys(names, TEXTS[kind]))
        for kind in ONE_BY_ONE:
            assert TAG not in browser.write(client, name, usual, names, TEXTS[kind]), (name, kind)


@pytest.mark.parametrize("app", (*APPS, "desk"))
def test_no_text_in_an_address_breaks_a_page_or_stands_there_raw(browser: Any, app: str) -> None:
    for name, client in browser.doors(app, "GET"):
        usual = question_of(name, browser.house)
        asked = {*browser.fields(client, name, "GET"), *usual, *IN_ADDRESSES}
        for text in TEXTS.values():
            assert TAG not in browser.send(client, name, "GET", dict.fromkeys(asked, text)), name
        for field in usual:
            for kind in ONE_BY_ONE:
                assert TAG not in browser.send(client, name, "GET", usual | {field: TEXTS[kind]}), (name, field)


def test_every_form_of_the_product_is_behind_one_of_these_doors(browser: Any) -> None:
    for app in APPS:
        for method in ("GET", "POST"):
            for name, client in browser.doors(app, method):
                browser.fields(client, name, method)

    assert form_classes() - browser.seen - ELSEWHERE - ANSWERED_ELSEWHERE == set()


def form_classes() -> set[str]:
    """The forms with fields that people fill, of all modules that have some."""
    root = Path(__file__).parent.parent
    files = [file for app in APPS for file in root.glob(f"{app}/**/*.py") if "forms" in str(file)]
    modules = [import_module(".".join(file.relative_to(root).with_suffix("").parts)) for file in files]
    kinds = [kind for module in modules for kind in vars(module).values() if isinstance(kind, type)]
    ours = [kind for kind in kinds if issubclass(kind, forms.BaseForm) and kind.__module__.split(".")[0] in APPS]
    return {kind.__name__ for kind in ours}


JSON_SHAPES = ["\ud800", TEXTS["NUL"], "", -1, 2**70, 1.5, None, [], [[]], {}, {"a": [1]}, True]


def rest_doors(who: str = "") -> list[tuple[str, str]]:
    """Resources that take JSON; those that Rosa may write to, or Alma alone."""
    head, rows = table("rest")
    doors = [row for row in rows if row[1] in {"POST", "PATCH"} and "attachments" not in row[0]]
    first = {row: "rosa" if rows[row][head.index("rosa")] not in {"403", "404"} else "alma" for row in doors}
    return [row for row in doors if who in {"", first[row]}]


def fields_of(name: str, method: str, said: dict[str, Any]) -> list[str]:
    """The fields that the resource takes, besides those that its body names."""
    from django.urls import resolve

    found = resolve(name)
    view = found.func.cls(action=found.func.actions[method.lower()], request=None, format_kwarg=None)
    try:
        taken = view.get_serializer_class()().fields
    except (AssertionError, AttributeError):
        return list(said)
    return list(dict.fromkeys([*(one for one, field in taken.items() if not field.read_only), *said]))


@pytest.mark.parametrize("who", ["rosa", "alma"])
def test_no_json_breaks_a_resource(house: House, people: dict[str, Any], api: Any, who: str) -> None:
    client: APIClient = api(people[who])
    places, said = arguments(house), bodies(house)
    for name, method in rest_doors(who):
        place = address(name, places)
        # A file comes another way, by form; JSON that lacks it is refused, and so it is to be.
        usual = {field: value for field, value in said.get(name, {}).items() if not hasattr(value, "seek")}
        fields = fields_of(place, method, usual)
        # Each field refuses a wrong shape for itself, so all can be asked at once; a text can pass, so one by one.
        asked = [dict.fromkeys(fields, shape) for shape in JSON_SHAPES]
        asked += [usual | {field: TEXTS[kind]} for field in fields for kind in ONE_BY_ONE]
        asked += [usual | dict.fromkeys(fields, TEXTS["length"])]
        for body in asked:
            with transaction.atomic():
                answer = client.generic(method, place, json.dumps(body), content_type="application/json")
                transaction.set_rollback(True)
            assert answer.status_code < 500, f"{method} {place} {str(body)[:300]}"


@pytest.mark.parametrize("body", [b"", b"[]", b"null", b"7", b'"x"', b"{", b'{"a": NaN}', b"\xff", b"[" * 50_000])
def test_a_body_that_is_no_object_is_refused(house: House, api: Any, rosa: Any, body: bytes) -> None:
    client, places = api(rosa), arguments(house)
    for name, method in rest_doors():
        with transaction.atomic():
            answer = client.generic(method, address(name, places), body, content_type="application/json")
            transaction.set_rollback(True)
        assert answer.status_code < 500, f"{method} {name} {body[:9]!r}"


@pytest.mark.parametrize("first", ["=", "+", "-", "@", "\t=", "\r=", "=cmd|' /C calc'!A0"])
def test_no_cell_of_a_spreadsheet_is_a_formula(rosa: Any, as_user: Any, first: str) -> None:
    text = f"{first}1+1"
    facts = dict.fromkeys(("preferred_name", "title", "company", "city", "source"), text)
    Candidate.objects.add(text, text, by=rosa, **facts).tag(text, by=rosa)

    answer = as_user(rosa).get("/lists/candidates/csv/")

    rows = list(csv.reader(StringIO(text_of(answer).lstrip("\ufeff"))))
    assert [cell for row in rows for cell in row if cell.startswith(("=", "+", "-", "@", "\t", "\r"))] == []
    assert any("1+1" in cell for cell in rows[1])


def test_no_name_and_no_subject_reaches_into_the_headers_of_a_mail(rosa: Any, application: Any) -> None:
    text = TEXTS["mixed"].replace("{{ 7|add:7 }}", "")
    message = write(subject=text, body=text, to="ada@lovelace.example", name=text, about=application, by=rosa)

    raw = mime.build(message, mime.content(message))

    mail = message_from_bytes(raw, policy=policy.default)
    assert mail["Bcc"] is None and mail["To"].addresses[0].addr_spec == "ada@lovelace.example"
    assert OVERRIDE not in mail["To"] + mail["Subject"]
    assert TAG not in mail.get_body(("html",)).get_content()


NAMES = (
    f"{OVERRIDE}fdp.exe", f"{OVERRIDE}fdp.pdf", "a\r\nSet-Cookie: a=b.pdf", "../../etc/passwd", f"{TAG}.pdf",
    "a\x00.pdf", "x" * 5_000, '";filename="b.exe', "👩🏽‍💻.pdf", "CON.pdf", "",
)  # fmt: skip


@pytest.mark.parametrize("name", NAMES)
def test_a_file_is_refused_or_goes_out_under_a_harmless_name(ada: Any, rosa: Any, as_user: Any, name: str) -> None:
    upload = SimpleUploadedFile("x.pdf", pdf(), "application/pdf")
    upload._name = name  # what Django's own cleaning of names has not yet seen
    try:
        document = ada.add_document(upload, by=rosa)
    except FileRefused:
        return

    answer = as_user(rosa).get(f"/documents/{document.pk}/")

    header = answer["Content-Disposition"]
    assert answer.status_code == 200 and header.startswith("attachment")
    assert not {"\r", "\n", "\0", OVERRIDE, "/"} & set(header) and "Set-Cookie" not in answer
    assert len(header) < 1_000
    assert TAG not in text_of(as_user(rosa).get(f"/candidates/{ada.pk}/"))


def test_the_careers_form_takes_any_text(house: House, client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(robots, "SHORTEST", 0)
    place = f"/careers/jobs/{house.post.slug}/apply/"
    usual = {"first_name": "Ada", "email": "a@b.example", "notice": house.post.notice.pk, "notice_read": "on",
             "adjustment_needed": "yes", "adjustment": "Time."}  # fmt: skip
    names = ("first_name", "last_name", "email", "phone", "link", "adjustment", "notice", "work", "ticket",
             f"question_{house.question.pk}", "adjustment_needed")  # fmt: skip
    for name in names:
        for text in TEXTS.values():
            with transaction.atomic():
                ticket = robots.Ticket.issue(house.post.slug).sealed
                resume = SimpleUploadedFile("r.pdf", pdf(), "application/pdf")
                answer = client.post(place, {**usual, "ticket": ticket, "resume": resume, name: text})
                transaction.set_rollback(True)
            assert answer.status_code in {302, 422}, name
            assert TAG not in text_of(answer), name
