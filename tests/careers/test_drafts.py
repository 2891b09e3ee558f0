from datetime import timedelta
from typing import Any

import audit
from recruitment.careers import drafts
from recruitment.models import FormDraft
from vault.models import StoredFile


def test_the_file_of_a_form_that_was_never_finished_goes_after_a_day(send: Any, filled: Any) -> None:
    with audit.clock.at(audit.now() - timedelta(days=2)):
        send(filled(email="no address"))
    assert FormDraft.objects.exists()

    assert drafts.sweep() == 1

    assert not FormDraft.objects.exists()
    assert not StoredFile.objects.exists()


def test_a_form_that_still_lies_open_keeps_its_file(send: Any, filled: Any) -> None:
    send(filled(email="no address"))

    assert drafts.sweep() == 0
    assert FormDraft.objects.exists()
