from collections.abc import Iterator
from contextlib import contextmanager

from django.forms import BaseForm

from vault.refusals import Refusal


@contextmanager
def beside(form: BaseForm) -> Iterator[None]:
    """A refusal of the verb stands beside the field it is about; nothing that was typed is lost."""
    try:
        yield
    except Refusal as refusal:
        form.add_error(refusal.field if refusal.field in form.fields else None, refusal.sentence)
