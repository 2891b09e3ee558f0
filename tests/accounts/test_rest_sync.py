"""Every list of the REST interface is one that others can sync from."""

import pytest
from django.db import connection
from django.urls import get_resolver
from django.urls.resolvers import URLPattern


def resources():
    found = {}

    def walk(patterns):
        for one in patterns:
            if isinstance(one, URLPattern):
                view = getattr(one.callback, "cls", None)
                is_list = getattr(view, "queryset", None) is not None
                if getattr(view, "resource", "") and is_list and not getattr(view, "sync_key", None):
                    found[view.resource] = view.queryset.model
            else:
                walk(one.url_patterns)

    walk(get_resolver().url_patterns)
    return sorted(found.items())


@pytest.mark.parametrize(("name", "model"), resources())
def test_a_change_moves_the_row_in_its_list(db, name, model):
    table = model._meta.db_table
    with connection.cursor() as cursor:
        cursor.execute("SELECT tgname FROM pg_trigger WHERE tgrelid = %s::regclass AND tgname = 'touch'", [table])
        touched = cursor.fetchone()
        cursor.execute("SELECT indexdef FROM pg_indexes WHERE tablename = %s", [table])
        indexes = " ".join(row[0] for row in cursor.fetchall())

    assert touched, f"{name} has no trigger that stamps its changes"
    assert "(updated_at, id)" in indexes
    assert {"created_at", "updated_at"} <= {field.name for field in model._meta.fields}
