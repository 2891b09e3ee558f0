from django.contrib.postgres.operations import TrigramExtension
from django.db import migrations

# What other systems sync from.
EXPOSED = (
    "candidates_candidate",
    "candidates_emailaddress",
    "candidates_phonenumber",
    "candidates_link",
    "candidates_document",
    "candidates_note",
    "candidates_proposal",
    "candidates_tag",
)
TOUCH = "CREATE TRIGGER touch BEFORE INSERT OR UPDATE ON {table} FOR EACH ROW EXECUTE FUNCTION anteroom_touch();"
# A search types part of a name, an address or a number. Accents are folded before they are stored.
SEARCHED = (
    ("candidate_by_letters", "candidates_candidate", "search_name"),
    ("email_by_letters", "candidates_emailaddress", "key"),
    ("phone_by_digits", "candidates_phonenumber", "key"),
)
LETTERS = "CREATE INDEX {name} ON {table} USING gin ({column} gin_trgm_ops);"


class Migration(migrations.Migration):
    dependencies = [("candidates", "0001_initial"), ("audit", "0002_database")]

    operations = [
        TrigramExtension(),
        *(migrations.RunSQL(TOUCH.format(table=table), f"DROP TRIGGER touch ON {table}") for table in EXPOSED),
        *(
            migrations.RunSQL(LETTERS.format(name=name, table=table, column=column), f"DROP INDEX {name}")
            for name, table, column in SEARCHED
        ),
    ]
