"""`python -m bench.unindexed serve …`: the server, which never learns a word. Only to see what learning them costs."""

from unknot.__main__ import main
from unknot.store.search import upkeep


def nothing(*_: object) -> bool:
    """Learns no words, and has none left to learn."""
    return False


if __name__ == "__main__":
    upkeep._learn_words = nothing  # type: ignore[assignment]  # noqa: SLF001 - the server has no such switch
    upkeep.make_words = nothing  # type: ignore[assignment]
    main()
