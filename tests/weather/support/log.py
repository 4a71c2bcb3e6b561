"""What a server wrote down."""

import json
from typing import Any

from tests.acceptance.support.instance import Instance


def entries(instance: Instance) -> list[Any]:
    """Every line of the log, each of which must be JSON."""
    return [json.loads(line) for line in lines(instance)]


def lines(instance: Instance) -> list[str]:
    return instance.data.with_name(f"{instance.data.name}.err").read_text().splitlines()
