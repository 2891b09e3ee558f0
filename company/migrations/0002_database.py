from django.db import migrations

# Tables that other systems sync from: `updated_at` is the database's business (see audit's 0002).
TOUCHED = (
    "company_legalentity",
    "company_privacynotice",
    "company_brand",
    "company_department",
    "company_office",
    "company_placeofwork",
)
TOUCH = "CREATE TRIGGER touch BEFORE INSERT OR UPDATE ON {table} FOR EACH ROW EXECUTE FUNCTION anteroom_touch()"

# A version of a notice is what applicants have read: it is never changed, whoever asks.
REFUSE = """
CREATE FUNCTION anteroom_notice_stands() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'A published notice is never changed; publish a new version.'
        USING ERRCODE = 'insufficient_privilege';
END $$;
"""
STANDS = """
CREATE TRIGGER stands BEFORE UPDATE ON company_privacynotice FOR EACH ROW EXECUTE FUNCTION anteroom_notice_stands()
"""


class Migration(migrations.Migration):
    dependencies = [("company", "0001_initial"), ("audit", "0002_database")]

    operations = [
        *(migrations.RunSQL(TOUCH.format(table=table), f"DROP TRIGGER touch ON {table}") for table in TOUCHED),
        migrations.RunSQL(REFUSE, "DROP FUNCTION anteroom_notice_stands()"),
        migrations.RunSQL(STANDS, "DROP TRIGGER stands ON company_privacynotice"),
    ]
