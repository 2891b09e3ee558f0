"""How far a list that others sync from may go."""

from datetime import datetime

from django.db import connection


def sync_horizon() -> datetime:
    """Whatever commits from now on was written after this moment. Ask before the rows are asked for."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT anteroom_sync_horizon()")
        moment: datetime = cursor.fetchone()[0]
    return moment
