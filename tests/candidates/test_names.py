"""The order of names, the kind of a phone number, the name of a file."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection

from candidates import cleaning
from candidates.models import Candidate
from candidates.templatetags.people import cut
from tests import files


def test_every_clark_stands_before_the_first_clark_kim(rosa):
    for first, last in (("Ada", "Clark-Kim"), ("Zoe", "Clark"), ("Bo", "Clarke"), ("Ann", "Clark Kim")):
        Candidate.objects.add(first, last, by=rosa)
    assert [str(one) for one in Candidate.objects.by_name()] == [
        "Zoe Clark", "Ada Clark-Kim", "Ann Clark Kim", "Bo Clarke",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("first", "last"),
    [("Ada", "Clark-Kim"), ("Anna Maria", "de la Cruz"), ("Plato", ""), ("Li", "Li"), ("", "Voltaire")],
)
def test_older_keys_are_put_in_order_by_the_migration(rosa, first, last):
    from importlib import import_module

    one = Candidate.objects.add(first, last, by=rosa)
    Candidate.objects.update(sort_name=cleaning.fold(f"{last} {first}"))
    with connection.cursor() as cursor:
        cursor.execute(import_module("candidates.migrations.0004_names_in_order").SEAM.split(";")[1])
    assert Candidate.objects.get().sort_name == one.sort_name


@pytest.mark.parametrize(
    ("number", "kind"),
    [
        ("+49 40 1234567", "home"),
        ("+49 151 23456789", "mobile"),
        ("+1 212 555 0123", "mobile"),
        ("live:ada", "other"),
        ("+49 800 1234567", "other"),
    ],
)
def test_the_number_says_what_it_rings(ada, rosa, number, kind):
    assert ada.add_phone(number, by=rosa).type == kind


def test_who_says_what_it_rings_is_believed(ada, rosa, as_user):
    assert ada.add_phone("+49 40 1234567", type="work", by=rosa).type == "work"
    as_user(rosa).post(f"/candidates/{ada.pk}/phones/", {"phone": "+49 30 1234567", "type": ""})
    assert ada.phones.get(key="+49301234567").type == "home"


@pytest.mark.parametrize("letter", ["x", "ü", "履"])
def test_a_file_name_of_300_characters_is_kept_to_255_bytes_and_shown_cut_in_its_middle(ada, rosa, as_user, letter):
    name = f"{letter * 296}.pdf"
    document = ada.add_document(SimpleUploadedFile(name, files.pdf()), by=rosa)

    assert 250 <= len(document.file.name.encode()) <= 255
    assert document.file.name.endswith(f"{letter}.pdf")
    client = as_user(rosa)
    page = client.get(f"/candidates/{ada.pk}/").content.decode()
    assert f"<span>{letter * 10}.pdf</span>" in page
    sent = client.get(f"/documents/{document.pk}/")["Content-Disposition"]
    assert sent.startswith("attachment;")
    assert (letter * 80 in sent) or "filename*=utf-8''" in sent


def test_a_short_file_name_is_shown_whole():
    assert ">cv.pdf</span><span></span>" in cut("cv.pdf")
