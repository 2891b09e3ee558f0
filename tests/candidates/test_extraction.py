"""Whatever a file does to the extraction child, it has a named end and the worker lives on."""

import os
import signal
import sys
import threading
import time
import zipfile
import zlib
from io import BytesIO

import pytest
from PIL import Image

from candidates.extraction import parent
from candidates.extraction.parent import Found, extract
from tests import files


def python(*lines: str) -> list[str]:
    return [sys.executable, "-c", "\n".join(lines)]


def test_a_pdf_becomes_page_images_and_text() -> None:
    found = extract(files.pdf("Ada Lovelace\nMathematician", pages=2), "pdf")

    assert found.state == "ok"
    assert found.text.count("Mathematician") == 2
    assert [Image.open(BytesIO(page.image)).size for page in found.pages] == [(910, 1287)] * 2


def test_of_a_long_pdf_the_first_twenty_pages_are_shown() -> None:
    assert len(extract(files.pdf(pages=23), "pdf").pages) == 20


@pytest.mark.parametrize("kind", ["docx", "odt", "rtf", "txt"])
def test_other_kinds_show_their_text(kind: str) -> None:
    make = {"docx": files.docx, "odt": files.odt, "rtf": files.rtf, "txt": str.encode}[kind]
    assert extract(make("Ada Lovelace\nAnalytical engine"), kind) == Found("ok", "Ada Lovelace\nAnalytical engine")


def test_words_in_tables_are_read() -> None:
    found = extract(files.docx("Skills", table=[["Python", "COBOL"]]), "docx")
    assert found.text.split() == ["Skills", "Python", "COBOL"]


def test_letters_beyond_ascii_are_read_from_rtf() -> None:
    body = rb"{\rtf1\ansi\ansicpg1252{\*\generator Nobody;}Z\'fcrich \u321?\'f3d\u378?, \u-10179?\u-8704?\par Ende}"
    assert extract(body, "rtf").text == "Zürich Łódź, \U0001f600\nEnde"


@pytest.mark.parametrize(
    ("body", "kind", "state"),
    [
        (b"", "pdf", "empty"),
        (b"", "docx", "empty"),
        (files.pdf(pages=0), "pdf", "corrupt"),
        (files.pdf()[:200], "pdf", "corrupt"),
        (b"MZ not a PDF at all", "pdf", "corrupt"),
        (files.docx()[:2000], "docx", "corrupt"),
        (files.odt()[:100], "odt", "corrupt"),
        (b"no rtf", "rtf", "corrupt"),
        (b"   ", "txt", "empty"),
        (files.locked_pdf(), "pdf", "encrypted"),
    ],
    # The bytes of an archive hold the time, which would name the same test differently in each worker.
    ids=lambda part: part if isinstance(part, str) else f"{len(part)} bytes",
)
def test_what_cannot_be_shown_says_why(body: bytes, kind: str, state: str) -> None:
    assert extract(body, kind) == Found(state)


@pytest.mark.parametrize("size", [(14400, 14400), (1_000_000, 10), (0.1, 0.1)])
def test_a_page_of_any_size_stays_within_what_we_show(size: tuple[float, float]) -> None:
    found = extract(files.pdf(size=size), "pdf")
    assert found.state in ("ok", "corrupt", "crashed")
    assert all(page.width * page.height <= 4_100_000 for page in found.pages)


def test_pages_that_name_each_other_end() -> None:
    loop = files.assembled(
        [
            b"<< /Type /Catalog /Pages 2 0 R >>",
            b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
            b"<< /Type /Pages /Parent 2 0 R /Kids [2 0 R] /Count 1 >>",
        ]
    )
    assert extract(loop, "pdf").state in ("empty", "corrupt")


def test_a_bomb_of_zeros_takes_only_the_child_with_it() -> None:
    flood = zlib.compress(b"\0" * 600_000_000)
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R >>",
        b"<< /Length %d /Filter /FlateDecode >>\nstream\n%s\nendstream" % (len(flood), flood),
    ]
    assert extract(files.assembled(objects), "pdf").state in ("crashed", "too_large", "timed_out")


def test_entities_of_a_document_are_not_read() -> None:
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("content.xml", '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><x>&a;</x>')
    assert extract(out.getvalue(), "odt") == Found("corrupt")


def test_a_child_that_hangs_is_ended() -> None:
    began = time.monotonic()
    found = extract(b"x", "pdf", child=python("import time", "time.sleep(60)"), seconds=0.5)

    assert found == Found("timed_out")
    assert time.monotonic() - began < 5


def test_a_child_that_aborts_is_a_crash() -> None:
    assert extract(b"x", "pdf", child=python("import os", "os.abort()")) == Found("crashed")


def test_a_child_that_is_killed_is_a_crash(tmp_path: object) -> None:
    started: list[int] = []

    class Watched(parent.subprocess.Popen):  # type: ignore[misc]
        def __init__(self, *args: object, **kwargs: object) -> None:
            super().__init__(*args, **kwargs)
            started.append(self.pid)
            threading.Timer(0.3, os.kill, (self.pid, signal.SIGKILL)).start()

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(parent.subprocess, "Popen", Watched)
        found = extract(b"x", "pdf", child=python("import time", "time.sleep(60)"))
    assert started
    assert found == Found("crashed")


def test_a_child_that_floods_us_is_cut_off(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parent, "MOST_OUTPUT", 100_000)
    flood = python("import sys", "while True: sys.stdout.write('x' * 65536)")
    assert extract(b"x", "pdf", child=flood) == Found("too_large")


def test_a_child_that_never_reads_does_not_hold_us() -> None:
    assert extract(b"x" * 5_000_000, "pdf", child=python("print('{')")) == Found("crashed")


def test_what_the_child_says_is_not_believed_blindly() -> None:
    lie = python("""print('{"state": "hacked", "text": "", "pages": []}')""")
    assert extract(b"x", "pdf", child=lie) == Found("crashed")


def test_nothing_of_our_environment_reaches_the_child() -> None:
    told = python("import json, os", "print(json.dumps({'state': 'ok', 'text': ' '.join(os.environ), 'pages': []}))")
    assert "DATABASE_URL" not in extract(b"x", "pdf", child=told).text


def test_the_child_can_write_no_file_and_take_no_more_memory_than_it_is_given(tmp_path: object) -> None:
    code = "from candidates.extraction import child; child.confine();"
    assert extract(b"x", "pdf", child=python(code, "bytearray(600_000_000)")) == Found("crashed")
    assert extract(
        b"x", "pdf", child=python(code, f"open('{tmp_path}/f', 'w').write('x'); import os; os.fsync")
    ) == Found("crashed")


def test_the_child_knows_nothing_of_django() -> None:
    code = ("import sys", "import candidates.extraction.child, candidates.extraction.pdf, candidates.extraction.words")
    asked = python(*code, """print('{"state": "ok", "text": "%s", "pages": []}' % ('django' in sys.modules))""")
    assert extract(b"x", "pdf", child=asked) == Found("ok", "False")
