"""Every statement that there is."""

from importlib import import_module
from pkgutil import iter_modules

from unknot import store
from unknot.store.statement import EVERY, Statement


def every_statement() -> list[Statement]:
    for module in iter_modules(store.__path__):
        if not module.ispkg:  # migrations have no statements
            import_module(f"{store.__name__}.{module.name}")
    return EVERY
