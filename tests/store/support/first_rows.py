"""The rows of first_rows.sql: how they get into a database of the first schema, and what tests look for."""

from pathlib import Path

from sqlalchemy import Engine

from unknot.domain.token import new_secret

SECRET = new_secret(lambda _: "x")  # of ann's token
ANN, MAX = "0190a000-0000-7000-8000-0000000000a1", "0190a000-0000-7000-8000-0000000000a2"
DEMO = "0190a000-0000-7000-8000-0000000000b1"
BUG = "0190a000-0000-7000-8000-0000000000c1"
SLOW, ROOT, GONE = (f"0190a000-0000-7000-8000-0000000000d{number}" for number in (1, 2, 3))
SAID = "0190a000-0000-7000-8000-0000000000e1"
LOG, DIRECTORY = "0190a000-0000-7000-8000-0000000000f1", "0190a000-0000-7000-8000-0000000000f2"
NOON = 1_767_268_800_000_000  # on the first day of 2026, in microseconds; the workspaces are that old

ROWS = Path(__file__).with_suffix(".sql").read_text(encoding="utf-8")


def fill(engine: Engine) -> None:
    with engine.begin() as connection:
        for one in filter(None, map(str.strip, ROWS.split(";\n"))):
            connection.exec_driver_sql(one)
