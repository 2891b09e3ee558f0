"""What gets in and what doesn't, and what the person is told."""

import hashlib
from types import SimpleNamespace

import pytest
from django.core.files.base import ContentFile
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from tests.vault import hostile
from vault import names
from vault.gate import IMAGES, RESUMES, FileRefused, inspect


def sent(name, body):
    upload = ContentFile(body)
    upload.name = name
    return upload


def refusal(name, body, allowed=RESUMES):
    with pytest.raises(FileRefused) as refused:
        inspect(sent(name, body), allowed)
    assert refused.value.field == "file"
    assert refused.value.sentence.endswith(".")
    return refused.value.code


@pytest.mark.parametrize(
    ("name", "body", "allowed"),
    [
        ("cv.pdf", hostile.pdf(), RESUMES),
        ("cv.pdf", hostile.pdf_with_xref_stream(), RESUMES),
        ("Jane.van.Doe.PDF", hostile.pdf(), RESUMES),
        ("about-encryption.pdf", hostile.pdf(b"5 0 obj\n(I use /Encrypt 5 0 R)\nendobj"), RESUMES),
        ("cv.docx", hostile.docx(), RESUMES),
        ("cv.odt", hostile.odt(), RESUMES),
        ("cv.rtf", rb"{\rtf1\ansi Ada}", RESUMES),
        ("cv.txt", "Ada Łovelace".encode(), RESUMES),
        ("cv.txt", "Ada Łovelace".encode("utf-16"), RESUMES),
        ("cv.txt", "Müller".encode("cp1252"), RESUMES),
        ("me.png", hostile.png(), IMAGES),
        ("me.JPEG", hostile.jpeg(), IMAGES),
    ],
)
def test_what_people_send_gets_in(name, body, allowed):
    found = inspect(sent(name, body), allowed)

    assert (found.name, found.body) == (name, body)
    assert found.sha256 == hashlib.sha256(body).hexdigest()


@pytest.mark.parametrize(
    ("code", "name", "body"),
    [
        ("empty", "cv.pdf", b""),
        ("type", "cv", hostile.pdf()),
        ("type", "cv.exe", b"MZ"),
        ("type", "cv.pdf.exe", b"MZ"),
        ("name", "cv.exe.pdf", hostile.pdf()),
        ("name", "cv.php%00.pdf", hostile.pdf()),
        ("name", "cv.php\0.pdf", hostile.pdf()),
        ("name", "cv.php.pdf", hostile.pdf()),
        ("type", "cv.pdf", b"MZ\x90\x00 not a resume"),
        ("type", "cv.pdf", hostile.docx()),
        ("type", "cv.docx", hostile.pdf()),
        ("type", "cv.txt", hostile.pdf()),
        ("type", "me.png", hostile.png()),
        ("damaged", "cv.pdf", hostile.pdf()[:60]),
        ("damaged", "cv.txt", b"a\0b"),
        ("damaged", "cv.rtf", rb"{\rtf1 cut"),
        ("macros", "cv.rtf", rb"{\rtf1{\object\objemb{\*\objdata 00}}}"),
        ("password", "cv.pdf", hostile.pdf(trailer=b"/Encrypt 5 0 R ")),
        ("password", "cv.pdf", hostile.pdf_with_xref_stream(b"/Encrypt 5 0 R ")),
        ("password", "cv.docx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le")),
        ("type", "cv.docx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(100)),
        ("password", "cv.docx", hostile.encrypted_entry()),
        ("password", "cv.odt", hostile.odt(("META-INF/manifest.xml", "<m><encryption-data/></m>"))),
        ("infected", "cv.txt", hostile.EICAR),
        ("infected", "cv.docx", hostile.docx(("word/x.bin", b"a" * 65_500 + hostile.EICAR))),
        ("archive", "cv.docx", hostile.bomb()),
        ("archive", "cv.docx", hostile.archive([(f"word/{number}", "") for number in range(2001)])),
        ("archive", "cv.docx", hostile.docx(("word/inner.bin", hostile.docx()))),
        ("archive", "cv.docx", hostile.docx(("word/inner.zip", "x"))),
        ("macros", "cv.docx", hostile.docx(("word/vbaProject.bin", "x"))),
        ("macros", "cv.odt", hostile.odt(("Basic/Standard/Module1.xml", "<x/>"))),
        ("damaged", "cv.docx", hostile.docx((hostile.link(), "/etc/passwd"))),
        ("damaged", "cv.docx", hostile.docx(("/etc/passwd", "x"))),
        ("damaged", "cv.docx", hostile.docx(("word/../../x", "x"))),
        ("damaged", "cv.docx", hostile.docx(("word\\..\\..\\x", "x"))),
        ("damaged", "cv.docx", hostile.docx(words=hostile.LAUGHS + "<document/>")),
        ("damaged", "cv.docx", hostile.docx(words=(hostile.LAUGHS + "<document/>").encode("utf-16"))),
        ("damaged", "cv.docx", hostile.docx(("word/styles.xml", hostile.LAUGHS + "<x/>"))),
        ("damaged", "cv.docx", hostile.docx(words="<document>")),
        ("damaged", "cv.docx", hostile.docx(words="<html/>")),
        ("damaged", "cv.docx", hostile.archive([("hello.txt", "x")])),
        ("damaged", "cv.docx", hostile.docx()[:200]),
        ("damaged", "cv.odt", hostile.docx()),
        ("damaged", "cv.odt", hostile.odt(mimetype="text/html")),
    ],
)
def test_what_could_do_harm_is_refused_with_a_sentence(code, name, body):
    assert refusal(name, body) == code


def test_a_directory_that_lies_about_sizes_is_refused():
    assert refusal("cv.docx", hostile.lying_bomb()) == "damaged"


@pytest.mark.parametrize(
    ("code", "name", "body"),
    [
        ("pixels", "me.png", hostile.png(30_000, 30_000)),
        ("pixels", "me.jpg", hostile.jpeg(30_000, 30_000)),
        ("damaged", "me.png", hostile.png()[:-4]),
        ("damaged", "me.png", hostile.png(0, 5)),
        ("damaged", "me.jpg", b"\xff\xd8\xff\xe0\x00\x10"),
        ("type", "me.jpg", hostile.png()),
        ("type", "me.pdf", hostile.pdf()),
    ],
)
def test_a_picture_that_is_none_or_too_large_is_refused(code, name, body):
    assert refusal(name, body, IMAGES) == code


def test_60_megabytes_are_refused_without_reading_them():
    huge = SimpleNamespace(name="cv.pdf", size=60 * 1024 * 1024)

    with pytest.raises(FileRefused, match="larger than 20") as refused:
        inspect(huge)
    assert refused.value.code == "size"


def test_a_size_that_was_lied_about_is_noticed():
    upload = sent("cv.txt", b"a" * (RESUMES.limit + 1))
    upload.size = 10

    with pytest.raises(FileRefused) as refused:
        inspect(upload)
    assert refused.value.code == "size"


def test_the_sentence_for_a_locked_file_says_password():
    with pytest.raises(FileRefused, match="protected by a password"):
        inspect(sent("cv.pdf", hostile.pdf(trailer=b"/Encrypt 5 0 R ")))


def test_the_type_is_what_we_found_not_what_we_were_told():
    upload = sent("cv.txt", b"<script>alert(1)</script>")
    upload.content_type = "text/html"

    assert inspect(upload).content_type == "text/plain; charset=utf-8"


def test_eicar_is_the_eicar_that_everybody_means():
    assert hashlib.sha256(hostile.EICAR).hexdigest() == (
        "275a021bbfb6489e54d471899f7db9d1663fc695ec2fe2a2c4538aabf651fd0f"
    )


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("../../etc/cv.pdf", "cv.pdf"),
        ("C:\\Users\\Ada\\cv.pdf", "cv.pdf"),
        ("cv\u202efdp.txt", "cvfdp.txt"),
        ("a\r\nb\x00\x07.pdf", "ab.pdf"),
        (" Ada   Lovelace .pdf. ", "Ada Lovelace.pdf"),
        ("..pdf", "pdf"),
        ("رزومه.pdf", "رزومه.pdf"),
        ("a" * 300 + ".pdf", "a" * 251 + ".pdf"),
    ],
)
def test_a_name_is_shown_without_what_could_deceive(name, shown):
    assert names.clean(name) == shown


@given(st.text())
def test_no_name_brings_controls_paths_or_length(name):
    shown = names.clean(name)

    assert len(shown.encode()) <= 255
    assert not set(shown) & set("\0\r\n/\\\u202e\u2066")
    assert names.clean(shown) == shown


def test_refusals_speak_the_readers_language():
    with translation.override("de"), pytest.raises(FileRefused) as refused:
        inspect(sent("cv.pdf", b""))

    assert isinstance(refused.value.sentence, str)
