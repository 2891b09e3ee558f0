from django.db import migrations

# The last name and the first were joined by one space, so "clark kim ada" stood before "clark zoe". `search_name` begins
# with the first name and then the last: where the two are joined in the other order, the seam shows.
# The row's update stamp stays: no other system sees the key that a list is sorted by.
SEAM = """
ALTER TABLE candidates_candidate DISABLE TRIGGER touch;
UPDATE candidates_candidate SET sort_name = seam.fixed FROM (
    SELECT id, left(last || '  ' || first, 250) AS fixed FROM (
        SELECT id, search_name, substr(sort_name, 1, place) AS last, substr(sort_name, place + 2) AS first
        FROM candidates_candidate, generate_series(1, length(sort_name)) AS place
        WHERE substr(sort_name, place + 1, 1) = ' '
    ) AS parted
    WHERE starts_with(search_name || ' ', ' ' || first || ' ' || last || ' ')
) AS seam
WHERE seam.id = candidates_candidate.id AND position('  ' in sort_name) = 0;
ALTER TABLE candidates_candidate ENABLE TRIGGER touch;
"""


class Migration(migrations.Migration):
    dependencies = [("candidates", "0003_notes_and_calls")]

    operations = [migrations.RunSQL(SEAM, migrations.RunSQL.noop)]
