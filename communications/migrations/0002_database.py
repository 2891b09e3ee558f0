from django.db import migrations

# What other systems sync from: `updated_at` is the database's business.
TABLES = ("communications_message", "communications_messagetemplate")
TOUCH = "CREATE TRIGGER touch BEFORE INSERT OR UPDATE ON {table} FOR EACH ROW EXECUTE FUNCTION anteroom_touch()"


class Migration(migrations.Migration):
    dependencies = [("communications", "0001_initial"), ("audit", "0002_database")]

    operations = [migrations.RunSQL(TOUCH.format(table=table), f"DROP TRIGGER touch ON {table}") for table in TABLES]
