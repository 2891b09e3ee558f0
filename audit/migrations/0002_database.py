from django.db import migrations

# The log is only ever added to. The application's role lacks the right to do otherwise (`manage.py database`);
# these triggers say the same to everyone who has it.
FROZEN = ("audit_event", "audit_eventthing", "audit_leaf", "audit_root", "audit_signingkey")

REFUSE = """
CREATE FUNCTION anteroom_frozen() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'The audit log is only ever added to: % on % is refused.', TG_OP, TG_TABLE_NAME
        USING ERRCODE = 'insufficient_privilege';
END $$;
"""
# By statement, not by row: also a statement that meets no row is refused, and TRUNCATE has no rows.
FREEZE = """
CREATE TRIGGER frozen BEFORE UPDATE OR DELETE OR TRUNCATE ON {table}
    FOR EACH STATEMENT EXECUTE FUNCTION anteroom_frozen();
"""

# For the tables that other systems sync from; attached by each app's own migration:
#   CREATE TRIGGER touch BEFORE INSERT OR UPDATE ON x FOR EACH ROW EXECUTE FUNCTION anteroom_touch();
# The transaction takes its number before the time is read. The other way round a row could carry a time
# before the horizon although its writer wasn't yet known to be writing.
TOUCH = """
CREATE FUNCTION anteroom_touch() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM pg_current_xact_id();
    NEW.updated_at := clock_timestamp();
    RETURN NEW;
END $$;
"""

# No row that commits from now on has an `updated_at` before this moment. Asked in a statement of its own,
# BEFORE the statement that lists: within one statement the rows would be older than the answer.
# A role sees when its own transactions began, not when another's did; so the oldest writer is asked for
# twice, as the application (all that people do) and as the owner (migrations that fill columns).
OLDEST_WRITER = """
    SELECT min(xact_start) FROM pg_catalog.pg_stat_activity
     WHERE backend_xid IS NOT NULL AND pid <> pg_backend_pid() AND datname = current_database()
"""
OWNERS_VIEW = f"""
CREATE FUNCTION anteroom_oldest_writer() RETURNS timestamptz LANGUAGE sql VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$ {OLDEST_WRITER} $$;
"""
HORIZON = f"""
CREATE FUNCTION anteroom_sync_horizon() RETURNS timestamptz LANGUAGE plpgsql VOLATILE AS $$
DECLARE
    moment timestamptz;
BEGIN
    -- Within a transaction the activity would be that of the first look.
    PERFORM pg_stat_clear_snapshot();
    moment := clock_timestamp();
    RETURN least(moment, anteroom_oldest_writer(), ({OLDEST_WRITER}));
END $$;
"""


class Migration(migrations.Migration):
    dependencies = [("audit", "0001_initial")]

    operations = [
        migrations.RunSQL(REFUSE, "DROP FUNCTION anteroom_frozen()"),
        *(migrations.RunSQL(FREEZE.format(table=table), f"DROP TRIGGER frozen ON {table}") for table in FROZEN),
        migrations.RunSQL(TOUCH, "DROP FUNCTION anteroom_touch()"),
        migrations.RunSQL(OWNERS_VIEW, "DROP FUNCTION anteroom_oldest_writer()"),
        migrations.RunSQL(HORIZON, "DROP FUNCTION anteroom_sync_horizon()"),
    ]
