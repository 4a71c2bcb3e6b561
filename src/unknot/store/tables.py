"""The catalogue of tables as they are now. Migrations lead here; a test compares the two.

Serving a request never imports this file: SQLAlchemy costs two thirds of a second and 25 MB at start, and statements
are plain SQL that both engines understand. It serves migrations, the comparison, and readers who ask what is stored.

- A key inside is a small integer, a key outside is a UUID in text: neither needs a conversion on the way out.
- An id is never given out again (autoincrement): the log names ids of things that are long gone.
- Times are integer microseconds since 1970, UTC. Names are compared by a folded copy, since engines fold differently.
- Hot tables carry their workspace, so that an engine that spreads rows over machines can keep a tenant together.
"""

from typing import Any

from sqlalchemy import (
    DDL,
    BigInteger,
    Boolean,
    Column,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    Table,
    Text,
    event,
    text,
)

metadata = MetaData(
    naming_convention={
        "pk": "pk_%(table_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    }
)
KEY = BigInteger().with_variant(Integer, "sqlite")  # only INTEGER PRIMARY KEY is SQLite's own row number


def _id() -> Column[int]:
    return Column("id", KEY, primary_key=True)


def _uuid() -> Column[str]:
    return Column("uuid", Text, nullable=False, unique=True)


def _to(name: str, target: str, **options: Any) -> Column[int]:
    return Column(name, KEY, ForeignKey(f"{target}.id"), **{"nullable": False, **options})


def _text(name: str, **options: Any) -> Column[str]:
    return Column(name, Text, **{"nullable": False, **options})


def _time(name: str, **options: Any) -> Column[int]:
    return Column(name, BigInteger, **{"nullable": False, **options})


def _flag(name: str, **options: Any) -> Column[bool]:
    return Column(name, Boolean, **{"nullable": False, **options})


users = Table(
    "users",
    metadata,
    _id(),
    _uuid(),
    _text("username"),
    _text("username_key", unique=True),
    _text("name"),
    _text("surname"),
    _text("email"),
    _text("password_hash", nullable=True),
    _flag("is_bot"),
    _flag("is_blocked"),
    _time("created_at"),
    sqlite_autoincrement=True,
)

workspaces = Table(
    "workspaces",
    metadata,
    _id(),
    _uuid(),
    _text("alias"),
    _text("alias_key", unique=True),
    _text("title"),
    Column("default_project_id", KEY, nullable=True),  # no foreign key: the two tables would need each other first
    _time("created_at"),
    Column("system_levels_disabled", Boolean, nullable=False, server_default=text("FALSE")),
    sqlite_autoincrement=True,
)

projects = Table(
    "projects",
    metadata,
    _id(),
    _uuid(),
    _to("workspace_id", "workspaces"),
    _text("alias"),
    _text("alias_key"),
    _text("key"),
    _text("title"),
    _text("title_key"),
    _text("description"),
    _text("language"),
    _text("wip_limits", server_default="{}"),  # JSON object: how many issues of a status there should be at most
    _flag("is_private"),
    _time("created_at"),
    _time("trashed_at", nullable=True),
    Column("trashed_by", KEY, nullable=True),  # no foreign key: SQLite cannot add one to a table that is there
    sqlite_autoincrement=True,
)
ALIVE = text("trashed_at IS NULL")
Index(
    "uq_projects_alias",
    projects.c.workspace_id,
    projects.c.alias_key,
    unique=True,
    sqlite_where=ALIVE,
    postgresql_where=ALIVE,
)
Index(
    "uq_projects_key", projects.c.workspace_id, projects.c.key, unique=True, sqlite_where=ALIVE, postgresql_where=ALIVE
)
Index("ix_projects_trashed_at", projects.c.trashed_at)

members = Table(
    "members",
    metadata,
    _to("workspace_id", "workspaces", primary_key=True),
    _to("user_id", "users", primary_key=True, index=True),
    Column("role", Integer, nullable=False),
    _time("created_at"),
)

project_members = Table(
    "project_members",
    metadata,
    _to("project_id", "projects", primary_key=True),
    _to("user_id", "users", primary_key=True, index=True),
    Column("role", Integer, nullable=False),
    _time("created_at"),
)

tokens = Table(
    "tokens",
    metadata,
    _id(),
    _uuid(),
    _to("user_id", "users", index=True),
    _to("workspace_id", "workspaces", index=True),
    _text("name"),
    _text("hash", unique=True),
    _text("tail"),
    _text("scope"),
    _time("expires_at", nullable=True),
    _time("created_at"),
    _time("revoked_at", nullable=True),
    sqlite_autoincrement=True,
)

token_uses = Table(  # apart from tokens, so that using one does not make everybody read the directory anew
    "token_uses",
    metadata,
    _to("token_id", "tokens", primary_key=True, autoincrement=False),
    _time("last_used_at"),
)

labels = Table(
    "labels",
    metadata,
    _id(),
    _uuid(),
    _to("project_id", "projects"),
    _text("title"),
    _text("title_key"),
    _text("description"),
    _text("color"),
    _flag("is_text_light"),
    _time("created_at"),
    _time("trashed_at", nullable=True),
    sqlite_autoincrement=True,
)
Index(
    "uq_labels_title", labels.c.project_id, labels.c.title_key, unique=True, sqlite_where=ALIVE, postgresql_where=ALIVE
)

directory_revision = Table(  # one row; moves with every change of the tables above, and so tells when memory is stale
    "directory_revision",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("value", BigInteger, nullable=False),
)

issues = Table(
    "issues",
    metadata,
    _id(),
    _uuid(),
    _to("workspace_id", "workspaces"),
    _to("project_id", "projects"),
    Column("number", BigInteger, nullable=False),
    _text("title"),
    _text("description"),
    _text("format"),
    _text("status"),
    _text("labels"),  # JSON array of ids in their order; issue_labels finds issues by label
    _text("assignees"),  # JSON array of ids in their order; issue_assignees finds issues by assignee
    _text("level", server_default=""),  # a system level's key, a custom one's UUID, or nothing
    _text("source_type", server_default=""),
    _text("source_uuid", server_default=""),
    _text("source_name", server_default=""),
    _text("sub_identity", server_default=""),
    _text("extend", server_default="{}"),  # JSON object, exactly as a client sent it
    _to("created_by", "users"),
    _time("created_at"),
    _to("updated_by", "users"),
    _time("updated_at"),
    _to("trashed_by", "users", nullable=True),
    _time("trashed_at", nullable=True),
    sqlite_autoincrement=True,
)
Index("uq_issues_number", issues.c.project_id, issues.c.number, unique=True)
# With trashed_at in them though they hold no other: SQLite would prefer the unique one, and would read the rows.
Index(
    "ix_issues_alive",
    issues.c.project_id,
    issues.c.trashed_at,
    issues.c.number,
    sqlite_where=ALIVE,
    postgresql_where=ALIVE,
)
Index(
    "ix_issues_created",
    issues.c.workspace_id,
    issues.c.created_at,
    issues.c.trashed_at,
    sqlite_where=ALIVE,
    postgresql_where=ALIVE,
)
Index(
    "ix_issues_updated",
    issues.c.workspace_id,
    issues.c.updated_at,
    issues.c.id,
    sqlite_where=ALIVE,
    postgresql_where=ALIVE,
)
OPEN_ALERT = text("sub_identity <> '' AND trashed_at IS NULL AND status NOT IN ('completed', 'closed')")
Index(
    "ix_issues_sub_identity",
    issues.c.workspace_id,
    issues.c.sub_identity,
    sqlite_where=OPEN_ALERT,
    postgresql_where=OPEN_ALERT,
)
TRASHED = text("trashed_at IS NOT NULL")
Index("ix_issues_trashed", issues.c.trashed_at, sqlite_where=TRASHED, postgresql_where=TRASHED)

issue_labels = Table(
    "issue_labels",
    metadata,
    _to("label_id", "labels", primary_key=True),
    _to("issue_id", "issues", primary_key=True, index=True),
    sqlite_with_rowid=False,
)

issue_assignees = Table(
    "issue_assignees",
    metadata,
    _to("user_id", "users", primary_key=True),
    _to("issue_id", "issues", primary_key=True, index=True),
    sqlite_with_rowid=False,
)

project_numbers = Table(  # apart from projects: it moves with every issue
    "project_numbers",
    metadata,
    _to("project_id", "projects", primary_key=True, autoincrement=False),
    Column("last_number", BigInteger, nullable=False),
)

issue_counts = Table(  # how many issues of a status a project has, trash left out
    "issue_counts",
    metadata,
    _to("project_id", "projects", primary_key=True),
    _text("status", primary_key=True),
    Column("count", BigInteger, nullable=False),
)

issue_moves = Table(  # numbers that an issue had before it was moved, each of which leads to it and to no other
    "issue_moves",
    metadata,
    _to("project_id", "projects", primary_key=True),
    Column("number", BigInteger, primary_key=True, autoincrement=False),
    _to("issue_id", "issues", index=True),
    sqlite_with_rowid=False,
)

issue_sets = (
    Table(  # which issues of a workspace have a value of a field, in blocks of ids; see store/search/id_sets.py
        "issue_sets",
        metadata,
        _to("workspace_id", "workspaces", primary_key=True),
        _text("field", primary_key=True),
        _text("value", primary_key=True),
        Column("block", BigInteger, primary_key=True),
        Column("members", LargeBinary, nullable=False),
    )
)

issue_sentences = Table(  # that many issues share, or runs of them; its id is its mark and its value among the sets
    "issue_sentences",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=False),
    _text("text"),
)

issue_words = (
    Table(  # which issues of a workspace have a term, in blocks of ids as above; those that have it in the title apart
        "issue_words",
        metadata,
        _to("workspace_id", "workspaces", primary_key=True),
        _flag("in_title", primary_key=True),
        Column("block", BigInteger, primary_key=True),
        _text("term", primary_key=True),
        Column("members", LargeBinary, nullable=False),
        sqlite_with_rowid=False,
    )
)

issue_word_segments = Table(  # what was learned last, of a share of all terms, and is not in issue_words yet
    "issue_word_segments",
    metadata,
    _id(),
    _to("workspace_id", "workspaces"),
    _flag("in_title"),
    Column("share", Integer, nullable=False),
    Column("changes", LargeBinary, nullable=False),
    Index(None, "workspace_id", "in_title", "share"),
    Index(None, "share"),
    sqlite_autoincrement=True,
)

issue_spellings = (
    Table(  # terms of letters that issues of a workspace have, or had: what a slip may have been meant for
        "issue_spellings",
        metadata,
        _to("workspace_id", "workspaces", primary_key=True),
        _text("term", primary_key=True),
        sqlite_with_rowid=False,
    )
)

issue_words_made = Table(  # one row: by which tokenizer, and how far the issues that were there before it are in
    "issue_words_made",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("tokenizer", Integer, nullable=False),
    Column("next_id", KEY, nullable=False),
    Column("last_id", KEY, nullable=False),
)

issue_spans = Table(  # when the issues of each block of ids were filed
    "issue_spans",
    metadata,
    _to("workspace_id", "workspaces", primary_key=True),
    Column("block", BigInteger, primary_key=True),
    _time("oldest"),
    _time("newest"),
    _flag("is_in_order"),
)

issue_notes = Table(  # what changed of an issue, for the sets and the index of texts; see store/search/notes.py
    "issue_notes",
    metadata,
    _id(),
    Column("issue_id", KEY, nullable=False),  # no foreign key: a note may outlive its issue
    _text("was", nullable=True),  # JSON object of the fields that changed; null: the issue is new
    sqlite_autoincrement=True,
)

issue_notes_learned = Table(  # one row: up to which note they know, and a number that moves when the sets do
    "issue_notes_learned",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("note_id", KEY, nullable=False),
    Column("revision", KEY, nullable=False, server_default="0"),
)

# The index of texts is SQLite's alone, and so is the list of its trigrams.
for made in (
    """
    CREATE VIRTUAL TABLE issue_texts
    USING fts5(title, description, tokenize = 'trigram case_sensitive 1', content = '', columnsize = 0)
    """,
    "INSERT INTO issue_texts (issue_texts, rank) VALUES ('automerge', 16)",  # merges cost half of what they do with 4
    "CREATE VIRTUAL TABLE issue_trigrams USING fts5vocab(issue_texts, 'row')",
):
    event.listen(metadata, "after_create", DDL(made).execute_if(dialect="sqlite"))  # type: ignore[no-untyped-call]

number_gaps = Table(  # how many numbers of a block are without a living issue; a block without any has no row
    "number_gaps",
    metadata,
    _to("project_id", "projects", primary_key=True),
    Column("level", Integer, primary_key=True),  # a block of one level is 64 of the level below
    Column("block", BigInteger, primary_key=True),
    Column("missing", BigInteger, nullable=False),
)

relations = Table(  # one row a pair: low_id < high_id, and the kind is as seen from the low one
    "relations",
    metadata,
    _id(),
    _to("low_id", "issues"),
    _to("high_id", "issues", index=True),
    _text("kind"),
    _to("created_by", "users"),
    _time("created_at"),
)
Index("uq_relations_pair", relations.c.low_id, relations.c.high_id, unique=True)

comments = Table(
    "comments",
    metadata,
    _id(),
    _uuid(),
    _to("workspace_id", "workspaces"),
    _to("issue_id", "issues", index=True),
    _to("author_id", "users"),
    _text("text"),
    _text("extend", server_default="{}"),  # JSON object, exactly as a client sent it
    _time("created_at"),
    _time("edited_at", nullable=True),
    sqlite_autoincrement=True,
)

issue_timeline = Table(  # an entry for each comment and each change that is told, in order; keys are free, as in events
    "issue_timeline",
    metadata,
    Column("issue_id", KEY, primary_key=True),
    Column("at", BigInteger, primary_key=True),
    Column("is_comment", Boolean, primary_key=True),
    Column("entry_id", KEY, primary_key=True),  # of a comment or an event
    Column("place", Integer, primary_key=True),  # which of the things that an event tells
    sqlite_with_rowid=False,
)

files = Table(
    "files",
    metadata,
    _id(),
    _uuid(),
    _to("workspace_id", "workspaces"),
    _to("project_id", "projects", index=True),
    _to("issue_id", "issues", nullable=True, index=True),
    # The comment that brought the file. No foreign key: SQLite cannot add one to a table that is there.
    Column("comment_id", KEY, nullable=True, index=True),
    _text("directory", unique=True),
    _text("name"),
    Column("size", BigInteger, nullable=False),
    _text("sha256"),
    _to("uploaded_by", "users"),
    _time("uploaded_at"),
    _time("trashed_at", nullable=True),
    _text("kept_under", nullable=True),  # the UUID of the project below which its bytes lie; null: its own project's
    sqlite_autoincrement=True,
)
Index("ix_files_trashed", files.c.trashed_at, sqlite_where=TRASHED, postgresql_where=TRASHED)
UNATTACHED = text("issue_id IS NULL")
Index("ix_files_unattached", files.c.uploaded_at, sqlite_where=UNATTACHED, postgresql_where=UNATTACHED)


def _made() -> list[Column[int]]:
    """Who made and who last changed a thing, and when; nobody is the server itself, or its operator."""
    people = {name: _to(name, "users", nullable=True) for name in ("created_by", "updated_by")}
    return [people["created_by"], _time("created_at"), people["updated_by"], _time("updated_at")]


issue_watchers = Table(
    "issue_watchers",
    metadata,
    _to("user_id", "users", primary_key=True),
    _to("issue_id", "issues", primary_key=True, index=True),
    sqlite_with_rowid=False,
)

levels = Table(
    "levels",
    metadata,
    _id(),
    _uuid(),
    _to("workspace_id", "workspaces"),
    _text("name"),
    _text("name_key"),
    _text("color"),
    _text("description"),
    _text("extend"),  # JSON object
    *_made(),
    _time("trashed_at", nullable=True),
    sqlite_autoincrement=True,
)
Index(
    "uq_levels_name", levels.c.workspace_id, levels.c.name_key, unique=True, sqlite_where=ALIVE, postgresql_where=ALIVE
)

channels = Table(  # the default channel of a workspace has a row too, and holds every issue without one for each
    "channels",
    metadata,
    _id(),
    _uuid(),
    _to("workspace_id", "workspaces", index=True),
    _text("name"),
    _text("description"),
    _text("targets"),  # JSON array of notification objects
    _text("escalation", nullable=True),  # JSON object
    _flag("is_default"),
    *_made(),
    _time("trashed_at", nullable=True),
    sqlite_autoincrement=True,
)

issue_channels = Table(
    "issue_channels",
    metadata,
    _to("channel_id", "channels", primary_key=True),
    _to("issue_id", "issues", primary_key=True, index=True),
    sqlite_with_rowid=False,
)

subscriptions = Table(
    "subscriptions",
    metadata,
    _to("channel_id", "channels", primary_key=True),
    _to("user_id", "users", primary_key=True, index=True),
    _text("kind"),
    sqlite_with_rowid=False,
)

teams = Table(
    "teams",
    metadata,
    _id(),
    _uuid(),
    _to("workspace_id", "workspaces", index=True),
    _text("name"),
    *_made(),
    _time("trashed_at", nullable=True),
    sqlite_autoincrement=True,
)

team_members = Table(
    "team_members",
    metadata,
    _to("team_id", "teams", primary_key=True),
    _to("user_id", "users", primary_key=True, index=True),
    sqlite_with_rowid=False,
)

notify_objects = Table(
    "notify_objects",
    metadata,
    _id(),
    _uuid(),
    _to("workspace_id", "workspaces", index=True),
    _text("kind"),
    _text("name"),
    _text("name_key"),
    _text("options"),  # JSON object; may hold secrets
    _text("permissions"),  # JSON array
    _flag("has_permissions"),
    *_made(),
    _time("trashed_at", nullable=True),
    sqlite_autoincrement=True,
)

web_sessions = Table(  # who is signed in to the pages; only the hash of a session's secret is kept
    "web_sessions",
    metadata,
    _id(),
    _uuid(),
    _to("user_id", "users", index=True),
    _text("hash", unique=True),
    _text("agent"),  # what the browser says it is
    _text("address"),  # where it last came from
    _time("created_at"),
    _time("seen_at"),  # to the hour
    sqlite_autoincrement=True,
)

preferences = Table(
    "preferences",
    metadata,
    _to("user_id", "users", primary_key=True, autoincrement=False),
    _text("chosen"),  # JSON object
)

templates = Table(  # how new issues of a project may begin
    "templates",
    metadata,
    _id(),
    _uuid(),
    _to("project_id", "projects", index=True),
    _text("name"),
    _text("title"),
    _text("description"),
    _time("created_at"),
    _time("trashed_at", nullable=True),
    sqlite_autoincrement=True,
)

views = Table(  # queries that people keep, and how their issues are laid out
    "views",
    metadata,
    _id(),
    _uuid(),
    _to("workspace_id", "workspaces", index=True),
    _to("project_id", "projects", nullable=True, index=True),  # null: every project
    _to("owner_id", "users"),
    _text("name"),
    _text("query"),
    _text("layout"),
    _text("columns"),  # parted by spaces
    _text("density"),  # empty: as each reader prefers
    _flag("is_shared"),
    Column("position", BigInteger, nullable=False),
    _time("created_at"),
    _time("updated_at"),
    _time("trashed_at", nullable=True),
    sqlite_autoincrement=True,
)

projections = Table(  # how far each has read the log
    "projections",
    metadata,
    _text("name", primary_key=True),
    Column("event_id", KEY, nullable=False),
)

issue_progress = Table(  # no foreign keys: it follows the log, and so may know a thing that is gone
    "issue_progress",
    metadata,
    Column("issue_id", KEY, primary_key=True, autoincrement=False),
    Column("project_id", KEY, nullable=False),
    _text("status"),
    _text("level"),
    _text("labels"),  # JSON array of ids
    _text("assignees"),  # JSON array of ids
    _flag("is_trashed"),
    Column("created_by", KEY, nullable=True),
    _time("created_at"),
    _time("acknowledged_at", nullable=True),
    _time("completed_at", nullable=True),
    _time("reopened_at", nullable=True),
    _time("moved_at", nullable=True),  # to its status; none since it was filed
    _text("channels", server_default="[]"),  # JSON array of UUIDs
)
Index("ix_issue_progress_project_id_level", issue_progress.c.project_id, issue_progress.c.level)

open_tallies = (
    Table(  # how many open issues of a project have a label, an assignee, a level, a channel, a day of filing
        "open_tallies",
        metadata,
        Column("project_id", KEY, primary_key=True, autoincrement=False),
        _text("facet", primary_key=True),
        _text("value", primary_key=True),
        Column("count", BigInteger, nullable=False),
        sqlite_with_rowid=False,
    )
)

figures = Table(  # how many of a thing fell into a span of days
    "figures",
    metadata,
    Column("project_id", KEY, primary_key=True, autoincrement=False),
    _text("figure", primary_key=True),
    Column("span", Integer, primary_key=True, autoincrement=False),  # days
    Column("start", Integer, primary_key=True, autoincrement=False),  # its first day, since 1970
    _text("level", primary_key=True),
    Column("bucket", Integer, primary_key=True, autoincrement=False),  # of durations; 0 where nothing lasts
    Column("count", BigInteger, nullable=False),
    sqlite_with_rowid=False,
)

inbox = Table(  # no foreign keys: it follows the log
    "inbox",
    metadata,
    Column("user_id", KEY, primary_key=True, autoincrement=False),
    Column("issue_id", KEY, primary_key=True, autoincrement=False, index=True),
    Column("workspace_id", KEY, nullable=False),
    Column("project_id", KEY, nullable=False),
    Column("event_id", KEY, nullable=False, index=True),  # the last that concerned the user
    Column("reason", Integer, nullable=False),
    _time("at"),
    _time("seen_at", nullable=True),
    _time("done_at", nullable=True),
    sqlite_with_rowid=False,
)
Index("ix_inbox_user", inbox.c.user_id, inbox.c.workspace_id, inbox.c.at)
Index(
    "ix_inbox_new",
    inbox.c.user_id,
    inbox.c.workspace_id,
    inbox.c.project_id,
    sqlite_where=inbox.c.seen_at.is_(None),
    postgresql_where=inbox.c.seen_at.is_(None),
)

bulk_edits = Table(  # for a day
    "bulk_edits",
    metadata,
    _id(),
    _uuid(),
    _to("workspace_id", "workspaces"),
    _to("user_id", "users"),
    _text("wish"),  # JSON object
    _text("issues"),  # JSON array of ids: those that were chosen, whatever else fits the query later
    Column("total", BigInteger, nullable=False),
    Column("done", BigInteger, nullable=False),
    _time("made_at"),
    _time("begun_at", nullable=True),
    _time("changed_at", nullable=True),  # last
    sqlite_autoincrement=True,
)

bulk_edit_events = Table(  # what a bulk edit did, to be undone; an event is never deleted, and needs no foreign key
    "bulk_edit_events",
    metadata,
    _to("bulk_edit_id", "bulk_edits", primary_key=True),
    Column("event_id", KEY, primary_key=True, autoincrement=False),
    sqlite_with_rowid=False,
)

monitors = Table(
    "monitors",
    metadata,
    _id(),
    _uuid(),
    _to("workspace_id", "workspaces", index=True),
    _text("name"),
    _flag("creates_issues"),
    _text("statuses"),  # JSON array; which alerts file an issue
    _text("level"),  # as in issues
    _text("assignees"),  # JSON array of UUIDs, as are the next two
    _text("teams"),
    _text("channels"),
    _flag("recovers_issues"),
    _text("recovered_status"),
    _text("grouping"),
    *_made(),
    _time("trashed_at", nullable=True),
    sqlite_autoincrement=True,
)

alerts = Table(  # what became part of an issue, so that the same alert does nothing twice
    "alerts",
    metadata,
    _to("monitor_id", "monitors", primary_key=True),
    _text("event", primary_key=True),
    _to("issue_id", "issues", index=True),
    _time("at"),
    sqlite_with_rowid=False,
)

alert_groups = Table(  # what alerts of one key wait at for each other; emptied every hour
    "alert_groups",
    metadata,
    _to("workspace_id", "workspaces", primary_key=True),
    _text("issue_key", primary_key=True),
    sqlite_with_rowid=False,
)

firing_monitors = Table(  # an issue is recovered when it has none left
    "firing_monitors",
    metadata,
    _to("issue_id", "issues", primary_key=True),
    _to("monitor_id", "monitors", primary_key=True, index=True),
    sqlite_with_rowid=False,
)

events = Table(  # no foreign keys: what happened stays true when the thing is gone
    "events",
    metadata,
    _id(),
    _time("at"),
    Column("by_id", KEY, nullable=True),
    Column("workspace_id", KEY, nullable=True),
    Column("project_id", KEY, nullable=True),
    Column("issue_id", KEY, nullable=True),
    _text("kind"),
    _text("data"),  # JSON
)
Index("ix_events_issue", events.c.issue_id, events.c.id)
Index("ix_events_workspace", events.c.workspace_id, events.c.id)
