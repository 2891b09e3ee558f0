from django.db import migrations

# Whatever other systems sync from, here and in the apps below: a deletion is told to those who keep a copy
# (see accounts' 0003). The column names the thing that the record belonged to, which decides who may know.
BURIED = (
    ("candidates_candidate", "candidates", "id"),
    ("candidates_emailaddress", "candidate_email_addresses", "candidate_id"),
    ("candidates_phonenumber", "candidate_phone_numbers", "candidate_id"),
    ("candidates_link", "candidate_website_addresses", "candidate_id"),
    ("candidates_document", "attachments", "candidate_id"),
    ("candidates_note", "notes", "candidate_id"),
    ("candidates_activity", "activities", "candidate_id"),
    ("candidates_proposal", "proposals", "candidate_id"),
    ("candidates_tag", "candidate_tags", "id"),
    ("communications_message", "messages", "candidate_id"),
    ("communications_messagetemplate", "message_templates", "id"),
    ("desk_duty", "duties", "owner_id"),
    ("desk_notification", "notifications", "recipient_id"),
    ("desk_preference", "notification_preferences", "user_id"),
    ("desk_follow", "follows", "user_id"),
    ("desk_savedview", "saved_views", "owner_id"),
    ("recruitment_job", "jobs", "id"),
    ("recruitment_jobuserobjectpermission", "hiring_team", "content_object_id"),
    ("recruitment_jobpost", "job_posts", "job_id"),
    ("recruitment_question", "job_post_questions", "post_id"),
    ("recruitment_opening", "openings", "job_id"),
    ("recruitment_stage", "job_interview_stages", "job_id"),
    ("recruitment_stagetemplate", "stage_templates", "id"),
    ("recruitment_application", "applications", "job_id"),
    ("recruitment_stagevisit", "application_stages", "application_id"),
    ("recruitment_shortlist", "shortlists", "job_id"),
    ("recruitment_shortlistitem", "shortlist_items", "shortlist_id"),
    ("recruitment_shortlistanswer", "shortlist_answers", "user_id"),
    ("recruitment_closurereason", "rejection_reasons", "id"),
)
ATTACH = """
CREATE TRIGGER bury AFTER DELETE ON {table} FOR EACH ROW EXECUTE FUNCTION anteroom_bury('{resource}', '{parent}')
"""


class Migration(migrations.Migration):
    dependencies = [
        ("recruitment", "0004_shortlists"),
        ("accounts", "0003_rest"),
        ("candidates", "0003_notes_and_calls"),
        ("communications", "0002_database"),
        ("desk", "0005_saved_views"),
    ]

    operations = [
        migrations.RunSQL(ATTACH.format(table=table, resource=resource, parent=parent), f"DROP TRIGGER bury ON {table}")
        for table, resource, parent in BURIED
    ]
