"""What is going on, on standard error, so that the tables alone are on standard output."""

import sys


def tell(sentence: str) -> None:
    print(sentence, file=sys.stderr, flush=True)
