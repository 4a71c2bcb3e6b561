-- A small town as the first schema held it: at least one row of every table that there was, but for
-- directory_revision, which has its one row already. It never changes, like the schema that it was written for.

INSERT INTO users
    (id, uuid, username, username_key, name, surname, email, password_hash, is_bot, is_blocked, created_at)
VALUES
    (1, '0190a000-0000-7000-8000-0000000000a1', 'Ann', 'ann', 'Ann', 'Lee', 'ann@example.org', NULL, FALSE, FALSE, 1767268800000000),
    (2, '0190a000-0000-7000-8000-0000000000a2', 'max', 'max', 'Max', '', 'max@example.org', NULL, FALSE, FALSE, 1767268800000000);

INSERT INTO workspaces (id, uuid, alias, alias_key, title, default_project_id, created_at) VALUES
    (1, '0190a000-0000-7000-8000-000000000011', 'acme', 'acme', 'Acme', 1, 1767268800000000),
    (2, '0190a000-0000-7000-8000-000000000012', 'globex', 'globex', 'Globex', NULL, 1767268800000001);

INSERT INTO projects
    (id, uuid, workspace_id, alias, alias_key, key, title, title_key, description, language, is_private, created_at,
     trashed_at)
VALUES
    (1, '0190a000-0000-7000-8000-0000000000b1', 1, 'demo', 'demo', 'DEMO', 'Demo', 'demo', 'All of it', 'en', TRUE, 1767268800000000, NULL);

INSERT INTO members (workspace_id, user_id, role, created_at) VALUES (1, 1, 4, 1767268800000000), (1, 2, 1, 1767268800000000);

INSERT INTO project_members (project_id, user_id, role, created_at) VALUES (1, 2, 2, 1767268800000000);

INSERT INTO tokens
    (id, uuid, user_id, workspace_id, name, hash, tail, scope, expires_at, created_at, revoked_at)
VALUES
    (1, '0190a000-0000-7000-8000-000000000021', 1, 1, 'first', '88c9b6dcb722651e108f36cc5659775ba22cd3e0be6a7ef95a10ddb6049dfe49', 'xxxx', 'write', NULL, 1767268800000000, NULL);

INSERT INTO token_uses (token_id, last_used_at) VALUES (1, 1767268800000000);

INSERT INTO labels
    (id, uuid, project_id, title, title_key, description, color, is_text_light, created_at, trashed_at)
VALUES
    (1, '0190a000-0000-7000-8000-0000000000c1', 1, 'bug', 'bug', '', '8B0000', TRUE, 1767268800000000, NULL);

INSERT INTO issues
    (id, uuid, workspace_id, project_id, number, title, description, format, status, labels, assignees,
     created_by, created_at, updated_by, updated_at, trashed_by, trashed_at)
VALUES
    (1, '0190a000-0000-7000-8000-0000000000d1', 1, 1, 1, 'Slow start', 'Takes a *minute*', 'markdown', 'closed', '[1]', '[2, 1]',
     1, 1767268800000000, 2, 1767268800000005, NULL, NULL),
    (2, '0190a000-0000-7000-8000-0000000000d2', 1, 1, 2, '慢', 'b', 'markdown', 'open', '[]', '[]', 2, 1767268800000001, 2, 1767268800000001, NULL, NULL),
    (3, '0190a000-0000-7000-8000-0000000000d3', 1, 1, 3, 'Gone', 'c', 'markdown', 'open', '[1]', '[1]', 1, 1767268800000002, 1, 1767268800000002, 1, 1767268800000006);

INSERT INTO issue_labels (label_id, issue_id) VALUES (1, 1), (1, 3);

INSERT INTO issue_assignees (user_id, issue_id) VALUES (2, 1), (1, 1), (1, 3);

INSERT INTO project_numbers (project_id, last_number) VALUES (1, 3);

INSERT INTO issue_counts (project_id, status, count) VALUES (1, 'open', 1), (1, 'closed', 1);

INSERT INTO number_gaps (project_id, block, missing) VALUES (1, 0, 1);

INSERT INTO relations (id, low_id, high_id, kind, created_by, created_at)
VALUES (1, 1, 2, 'hierarchy_forward', 1, 1767268800000003);

INSERT INTO comments (id, uuid, workspace_id, issue_id, author_id, text, created_at, edited_at)
VALUES (1, '0190a000-0000-7000-8000-0000000000e1', 1, 1, 2, 'Seen again', 1767268800000004, 1767268800000005);

INSERT INTO files
    (id, uuid, workspace_id, project_id, issue_id, directory, name, size, sha256, uploaded_by, uploaded_at, trashed_at)
VALUES
    (1, '0190a000-0000-7000-8000-0000000000f1', 1, 1, 1, '0190a000-0000-7000-8000-0000000000f2', 'error.log', 8, '0000000000000000000000000000000000000000000000000000000000000000', 1, 1767268800000004, NULL);

INSERT INTO events (id, at, by_id, workspace_id, project_id, issue_id, kind, data) VALUES
    (1, 1767268800000000, 1, 1, 1, 1, 'issue_created', '{"kind":"issue_created","number":1,"title":"Slow"}'),
    (2, 1767268800000001, 2, 1, 1, 2, 'issue_created', '{"kind":"issue_created","number":2,"title":"慢"}'),
    (3, 1767268800000002, 1, 1, 1, 3, 'issue_created', '{"kind":"issue_created","number":3,"title":"Gone"}'),
    (4, 1767268800000003, 1, 1, 1, 1, 'issues_related',
     '{"kind":"issues_related","other":2,"relation":"hierarchy_forward"}'),
    (5, 1767268800000004, 2, 1, 1, 1, 'commented', '{"kind":"commented","comment":1}'),
    (6, 1767268800000005, 2, 1, 1, 1, 'issue_edited',
     '{"kind":"issue_edited","changes":{"title":{"before":"Slow","after":"Slow start"},'
     || '"status":{"before":"open","after":"closed"}}}'),
    (7, 1767268800000006, 1, 1, 1, 3, 'issue_deleted', '{"kind":"issue_deleted","number":3}');
