"""How a database is built, told by the engine itself, so that two can be compared to the last index."""

from collections.abc import Mapping

from sqlalchemy import Connection, text

Structure = dict[str, set[tuple[object, ...]]]

NOT_OURS = {"alembic_version", "sqlite_sequence"}
# Each row begins with the name of its table.
OF_SQLITE = {
    "tables": """
        SELECT m.name, t.wr, m.sql LIKE '%AUTOINCREMENT%'
        FROM sqlite_master m JOIN pragma_table_list(m.name) t WHERE m.type = 'table'
    """,
    "columns": """
        SELECT m.name, c.name, c.type, c."notnull", c.dflt_value, c.pk
        FROM sqlite_master m JOIN pragma_table_xinfo(m.name) c WHERE m.type = 'table'
    """,
    "foreign keys": """
        SELECT m.name, f."from", f."table", f."to", f.on_delete
        FROM sqlite_master m JOIN pragma_foreign_key_list(m.name) f WHERE m.type = 'table'
    """,
    "constraints": """
        SELECT m.name, i.origin, (SELECT group_concat(c.name) FROM pragma_index_info(i.name) c)
        FROM sqlite_master m JOIN pragma_index_list(m.name) i WHERE m.type = 'table' AND i.origin <> 'c'
    """,
    "indexes": "SELECT tbl_name, name, sql FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL",
}
OF_POSTGRES = {
    "columns": """
        SELECT table_name, column_name, data_type, is_nullable, column_default, is_identity
        FROM information_schema.columns WHERE table_schema = 'public'
    """,
    "constraints": """
        SELECT conrelid::regclass::text, conname, pg_get_constraintdef(oid) FROM pg_constraint
        WHERE connamespace = 'public'::regnamespace
    """,
    "indexes": "SELECT tablename, indexname, indexdef FROM pg_indexes WHERE schemaname = 'public'",
}


def structure(connection: Connection, questions: Mapping[str, str]) -> Structure:
    """What an engine answers to each of its questions."""
    answers = {what: connection.execute(text(sql)).all() for what, sql in questions.items()}
    return {what: {tuple(row) for row in rows if row[0] not in NOT_OURS} for what, rows in answers.items()}
