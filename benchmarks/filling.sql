-- Makes of the demo company's people a company: two hundred recruiters instead of two, five people to look through,
-- jobs that many apply for, second applications up to 1.2 for each person, a resume for three of five.
-- Deterministic; run by the superuser. New rows are copies of rows that the product's own verbs wrote, changed where
-- they have to differ, so that a column added later is filled as they are.
SET session_replication_role = replica;
SET work_mem = '256MB';

-- Recruiters, and whom the pages are measured as.
INSERT INTO accounts_user
SELECT (jsonb_populate_record(one, jsonb_build_object(
    'id', 1000 + n, 'name', 'Recruiter ' || n, 'email', 'recruiter' || n || '@fjordline.example'))).*
FROM accounts_user AS one, generate_series(1, 200) AS n WHERE one.name = 'Marcus Bell';

INSERT INTO accounts_user
SELECT (jsonb_populate_record(one, jsonb_build_object('id', 2000 + n, 'name', word, 'email', word || '@fjordline.example'))).*
FROM accounts_user AS one,
     unnest(ARRAY['all', 'thousand', 'four', 'none', 'auditor']) WITH ORDINALITY AS named (word, n)
WHERE one.name = 'Marcus Bell';

INSERT INTO accounts_rolegrant
SELECT (jsonb_populate_record(one, jsonb_build_object('id', 1000 + n, 'user_id', who, 'role', granted.role,
    'department_id', null, 'office_id', null))).*
FROM accounts_rolegrant AS one,
     (SELECT n, 1000 + n AS who, 'recruiter' AS role FROM generate_series(1, 200) AS n
      UNION ALL VALUES (201, 2001, 'recruiter'), (202, 2005, 'auditor'), (203, 2005, 'administrator')) AS granted
WHERE one.id = (SELECT min(id) FROM accounts_rolegrant);

-- The forty jobs that most people apply for, by rank.
CREATE TEMPORARY TABLE popular AS
SELECT row_number() OVER (ORDER BY id) AS rank, id AS job, null::float8 AS until
FROM (SELECT id FROM recruitment_job WHERE status = 'open' AND NOT confidential
      AND id IN (SELECT job_id FROM recruitment_jobpost WHERE live) ORDER BY id LIMIT 40) AS first;
UPDATE popular SET until = (SELECT sum(1.0 / lower.rank) FROM popular AS lower WHERE lower.rank <= popular.rank)
    / (SELECT sum(1.0 / every.rank) FROM popular AS every);

-- Each recruiter has ten jobs; "all" is one of them, with ten of her own, two of them popular.
CREATE TEMPORARY TABLE leads AS
SELECT id AS job, recruiter_id AS before,
       CASE WHEN id IN (SELECT job FROM popular WHERE rank IN (3, 20)) OR id % 250 = 7 THEN 2001 ELSE 1001 + id % 200 END AS now
FROM recruitment_job;
UPDATE recruitment_job SET recruiter_id = now FROM leads WHERE leads.job = recruitment_job.id;
UPDATE recruitment_jobuserobjectpermission AS member SET user_id = now
FROM leads WHERE leads.job = member.content_object_id AND member.user_id = leads.before;

-- A team place on a thousand jobs (popular and quiet, the confidential ones among them), on four, on none.
INSERT INTO recruitment_jobuserobjectpermission
SELECT (jsonb_populate_record(one, jsonb_build_object('id', nextval('recruitment_jobuserobjectpermission_id_seq'),
    'user_id', place.who, 'content_object_id', place.job,
    'permission_id', (SELECT id FROM auth_permission WHERE codename = place.role)))).*
FROM recruitment_jobuserobjectpermission AS one,
     (SELECT 2002 AS who, id AS job, 'team_coordinator' AS role
      FROM (SELECT id FROM recruitment_job WHERE id % 2 = 0 ORDER BY id LIMIT 1000) AS even
      UNION ALL
      SELECT 2003, job, 'team_hiring_manager' FROM popular WHERE rank IN (4, 12)
      UNION ALL
      SELECT 2003, id, 'team_hiring_manager'
      FROM (SELECT id FROM recruitment_job WHERE status = 'open' AND id > 1000 ORDER BY id LIMIT 2) AS quiet) AS place
WHERE one.id = (SELECT min(id) FROM recruitment_jobuserobjectpermission);

-- Second applications: copies of somebody's only one, to a popular job, with its visits, ending and events.
CREATE TEMPORARY TABLE again AS
WITH single AS (
    SELECT min(id) AS id, candidate_id FROM recruitment_application GROUP BY candidate_id HAVING count(*) = 1
), wanted AS (
    SELECT ((SELECT count(*) FROM candidates_candidate) * 1.2 - (SELECT count(*) FROM recruitment_application))
        / (SELECT count(*) FROM single) AS share
), chosen AS (
    SELECT single.id, candidate_id, (candidate_id * 48271 % 99991) / 99991.0 AS luck FROM single, wanted
    WHERE (candidate_id * 16807 % 99989) / 99989.0 < wanted.share * 1.03
)
SELECT chosen.id AS old, nextval('recruitment_application_id_seq') AS new, chosen.candidate_id, popular.job, one.job_id AS left
FROM chosen JOIN recruitment_application AS one USING (id)
JOIN popular ON popular.until >= luck AND coalesce(
    (SELECT before.until FROM popular AS before WHERE before.rank = popular.rank - 1), -1) < luck
WHERE popular.job <> one.job_id AND one.confirmed_at IS NOT NULL;

CREATE TEMPORARY TABLE stages AS
SELECT ours.id AS old, theirs.job_id AS job, min(theirs.id) AS new
FROM recruitment_stage AS ours
JOIN recruitment_stage AS theirs ON theirs.sort_order = ours.sort_order AND theirs.job_id IN (SELECT job FROM popular)
WHERE ours.job_id IN (SELECT "left" FROM again) GROUP BY 1, 2;
CREATE INDEX ON stages (old, job);
ANALYZE again;
ANALYZE stages;

INSERT INTO recruitment_application
SELECT (jsonb_populate_record(one, jsonb_build_object('id', again.new, 'job_id', again.job, 'stage_id', stages.new,
    'post_id', (SELECT min(id) FROM recruitment_jobpost WHERE job_id = again.job), 'form_token', null, 'resume_id', null,
    'applied_at', one.applied_at + interval '1 day', 'stage_since', one.stage_since + interval '1 hour'))).*
FROM again JOIN recruitment_application AS one ON one.id = again.old
JOIN stages ON stages.old = one.stage_id AND stages.job = again.job;

INSERT INTO recruitment_stagevisit
SELECT (jsonb_populate_record(one, jsonb_build_object('id', nextval('recruitment_stagevisit_id_seq'),
    'application_id', again.new, 'stage_id', stages.new))).*
FROM again JOIN recruitment_stagevisit AS one ON one.application_id = again.old
JOIN stages ON stages.old = one.stage_id AND stages.job = again.job;

INSERT INTO recruitment_closure
SELECT (jsonb_populate_record(one, jsonb_build_object('id', nextval('recruitment_closure_id_seq'),
    'application_id', again.new, 'kind', CASE one.kind WHEN 'hired' THEN 'withdrawn' ELSE one.kind END,
    'reason_id', CASE one.kind WHEN 'hired' THEN (SELECT min(id) FROM recruitment_closurereason WHERE kind = 'withdrawn')
                 ELSE one.reason_id END))).*
FROM again JOIN recruitment_closure AS one ON one.application_id = again.old;

CREATE TEMPORARY TABLE told AS
SELECT one.id AS old, nextval('audit_event_id_seq') AS new, again.old AS before, again.new AS application, again."left",
       again.job
FROM again JOIN audit_event AS one ON one.about_kind = 'application' AND one.about_id = again.old ORDER BY one.id;
INSERT INTO audit_event
SELECT (jsonb_populate_record(one, jsonb_build_object('id', told.new, 'about_id', told.application))).*
FROM told JOIN audit_event AS one ON one.id = told.old;
INSERT INTO audit_eventthing
SELECT (jsonb_populate_record(one, jsonb_build_object('id', nextval('audit_eventthing_id_seq'), 'event_id', told.new,
    'thing_id', CASE WHEN one.kind = 'application' AND one.thing_id = told.before THEN told.application
                     WHEN one.kind = 'job' AND one.thing_id = told."left" THEN told.job ELSE one.thing_id END))).*
FROM told JOIN audit_eventthing AS one ON one.event_id = told.old;

-- What is owed and told goes to the recruiter of the job; the coordinator of a thousand jobs owes five hundred of it,
-- the manager of four jobs all of hers.
UPDATE desk_duty SET owner_id = leads.now
FROM recruitment_application AS one JOIN leads ON leads.job = one.job_id
WHERE about_kind = 'application' AND about_id = one.id AND owner_id = leads.before;
UPDATE desk_notification SET recipient_id = leads.now
FROM recruitment_application AS one JOIN leads ON leads.job = one.job_id
WHERE about_kind = 'application' AND about_id = one.id AND recipient_id = leads.before;
UPDATE desk_duty SET owner_id = 2002 WHERE id IN (
    SELECT duty.id FROM desk_duty AS duty JOIN recruitment_application AS one ON one.id = duty.about_id
    WHERE duty.about_kind = 'application' AND duty.discharged_at IS NULL AND one.job_id % 2 = 0
    ORDER BY duty.id DESC LIMIT 500);
UPDATE desk_duty SET owner_id = 2003 WHERE discharged_at IS NULL AND about_kind = 'application' AND about_id IN (
    SELECT id FROM recruitment_application WHERE job_id IN (
        SELECT content_object_id FROM recruitment_jobuserobjectpermission WHERE user_id = 2003));

-- A resume of about two hundred words for three of five, shown as two page images.
CREATE TEMPORARY TABLE resumes AS
SELECT id AS candidate, data_key_id, created_at, nextval('vault_storedfile_id_seq') AS file,
       nextval('candidates_document_id_seq') AS document
FROM candidates_candidate WHERE id % 5 < 3 ORDER BY id;
INSERT INTO vault_storedfile (id, uuid, name, size, content_type, sha256, state, reason, wrapped, ring_key, created_at, data_key_id)
SELECT file, gen_random_uuid(), 'resume.pdf', 80000, 'application/pdf', repeat('0', 64), 'clean', '', '', '', created_at, data_key_id
FROM resumes;
CREATE TEMPORARY TABLE texts AS
SELECT n, (SELECT string_agg((ARRAY['built', 'routes', 'for', 'ships', 'and', 'lorries', 'python', 'planning', 'led', 'a',
    'team', 'of', 'twelve', 'postgresql', 'customs', 'accounting', 'reduced', 'delays', 'by', 'night', 'shift', 'warehouse',
    'crane', 'certificate', 'university', 'hamburg', 'valencia', 'sales', 'customers', 'english', 'spanish', 'german',
    'kubernetes', 'java', 'payroll', 'excel', 'sql', 'dispatch', 'fleet', 'maintenance', 'safety'])
    [1 + (n * 7919 + step * step * 31 + step * (n % 37)) % 41], ' ') FROM generate_series(1, 200) AS step) AS said
FROM generate_series(0, 996) AS n;
INSERT INTO candidates_document (id, about_kind, about_id, kind, state, text, source, created_at, updated_at, candidate_id, file_id)
SELECT document, '', null, 'resume', 'ok', said, 'careers site', created_at, created_at, candidate, file
FROM resumes JOIN texts ON n = candidate % 997;
INSERT INTO vault_storedfile (id, uuid, name, size, content_type, sha256, state, reason, wrapped, ring_key, created_at, data_key_id)
SELECT nextval('vault_storedfile_id_seq'), gen_random_uuid(), 'page-' || document || '-' || n, 60000, 'image/png',
       repeat('0', 64), 'clean', '', '', '', created_at, data_key_id
FROM resumes, generate_series(1, 2) AS n;
INSERT INTO candidates_documentpage (number, width, height, document_id, image_id)
SELECT split_part(name, '-', 3)::int, 1240, 1754, split_part(name, '-', 2)::bigint, id
FROM vault_storedfile WHERE name LIKE 'page-%';
UPDATE vault_storedfile SET name = 'page.png' WHERE name LIKE 'page-%';

-- What follows from the events has followed; what was drawn is not drawn again.
TRUNCATE audit_pending;
SELECT setval(pg_get_serial_sequence(name, 'id'), 10000)
FROM unnest(ARRAY['accounts_user', 'accounts_rolegrant']) AS name;
SET session_replication_role = DEFAULT;
