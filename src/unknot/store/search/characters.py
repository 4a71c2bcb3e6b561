"""Characters that a set is kept for, of the issues that have them.

Nearly every text has most letters of the alphabet that it is written in, so that looking up each trigram which begins
with one of them would take many seconds. A character that is not here is looked up so.
"""

import string
from typing import Final

COMMON: Final = frozenset(string.printable.lower() + "абвгдеёжзийклмнопрстуфхцчшщъыьэюя")
