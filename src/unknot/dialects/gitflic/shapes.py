"""What the document tells of the vendor's words and numbers, in requests and in answers alike."""

from typing import Annotated, Final

from unknot.domain.relation import RelationKind
from unknot.domain.status import Status
from unknot.domain.text import MAX_ALIAS, Limits
from unknot.http.told import SPOKEN, UNBROKEN, told

MAX_TITLE: Final = 255  # characters of an issue's title; another dialect takes one more
HEX: Final = "[0-9A-Fa-f]"  # in either case, as it may come in
DATE: Final = r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}\.[0-9]{6}"
AGO: Final = "just now|[0-9]+ (year|month|day|hour|minute|second)s? ago"

Uuid = Annotated[str, told(pattern=f"^{HEX}{{8}}(-{HEX}{{4}}){{3}}-{HEX}{{12}}$")]
Number = Annotated[int, told(minimum=1)]
Count = Annotated[int, told(minimum=0)]
Date = Annotated[str, told(pattern=f"^{DATE}$")]
Ago = Annotated[str, told(pattern=f"^({AGO})$")]
DateOrAgo = Annotated[str, told(pattern=f"^({AGO}|{DATE})$")]  # as the operator chose
Size = Annotated[str, told(pattern="^[0-9]+(B|KB|MB|GB)$")]

StatusWord = Annotated[str, told(enum=[status.name for status in Status])]
RelationWord = Annotated[str, told(enum=[kind.name for kind in RelationKind])]
Alias = Annotated[str, told(pattern="^[A-Za-z0-9]([A-Za-z0-9._-]*[A-Za-z0-9_-])?$", maxLength=MAX_ALIAS)]
Color = Annotated[str, told(pattern="^[0-9A-F]{6}$")]
ColorIn = Annotated[str, told(pattern=f"^#?{HEX}{{6}}$")]

IssueTitle = Annotated[str, told(pattern=SPOKEN, maxLength=MAX_TITLE)]
Title = Annotated[str, told(pattern=SPOKEN, maxLength=Limits().title)]
Text = Annotated[str, told(pattern=SPOKEN, maxLength=Limits().description)]
Note = Annotated[str, told(pattern=SPOKEN, maxLength=Limits().comment)]
Line = Annotated[str, told(pattern=UNBROKEN, maxLength=Limits().title)]
Remark = Annotated[str, told(pattern=UNBROKEN, maxLength=Limits().description)]
