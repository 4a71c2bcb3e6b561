"""How a database is built, told by the engine itself, so that two can be compared to the last index."""

from collections.abc import Mapping

from sqlalchemy import Connection, text

Structure = dict[str, set[tuple[object, ...]]]

IS_OURS = "m.name NOT IN ('alembic_version', 'sqlite_sequence')"
OF_SQLITE = {
    "tables": f"""
        SELECT m.name, t.wr, m.sql LIKE '%AUTOINCREMENT%'
        FROM sqlite_master m JOIN pragma_table_list(m.name) t WHERE m.type = 'table' AND {IS_OURS}
    """,
    "columns": f"""
        SELECT m.name, c.name, c.type, c."notnull", c.dflt_value, c.pk
        FROM sqlite_master m JOIN pragma_table_xinfo(m.name) c WHERE m.type = 'table' AND {IS_OURS}
    """,
    "foreign keys": f"""
        SELECT m.name, f."from", f."table", f."to", f.on_delete
        FROM sqlite_master m JOIN pragma_foreign_key_list(m.name) f WHERE m.type = 'table' AND {IS_OURS}
    """,
    "constraints": f"""
        SELECT m.name, i.origin, (SELECT group_concat(c.name) FROM pragma_index_info(i.name) c)
        FROM sqlite_master m JOIN pragma_index_list(m.name) i
        WHERE m.type = 'table' AND i.origin <> 'c' AND {IS_OURS}
    """,
    "indexes": "SELECT name, sql FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL",
}

IS_PUBLIC = "table_schema = 'public' AND table_name <> 'alembic_version'"
OF_POSTGRES = {
    "columns": f"""
        SELECT table_name, column_name, data_type, is_nullable, column_default, is_identity
        FROM information_schema.columns WHERE {IS_PUBLIC}
    """,
    "constraints": """
        SELECT conrelid::regclass::text, conname, pg_get_constraintdef(oid) FROM pg_constraint
        WHERE connamespace = 'public'::regnamespace AND conrelid::regclass::text <> 'alembic_version'
    """,
    "indexes": """
        SELECT indexname, indexdef FROM pg_indexes WHERE schemaname = 'public' AND tablename <> 'alembic_version'
    """,
}


def structure(connection: Connection, questions: Mapping[str, str]) -> Structure:
    """What an engine answers to each of its questions."""
    return {what: {tuple(row) for row in connection.execute(text(sql))} for what, sql in questions.items()}
