"""What the document tells of the vendor's words and numbers, in requests and in answers alike."""

from typing import Annotated, Any, Final

from unknot.dialects.guance import ids
from unknot.dialects.guance.times import LATEST_SECONDS, NEVER
from unknot.domain.level import SYSTEM_LEVELS
from unknot.domain.text import Limits
from unknot.http.told import SPOKEN, UNBROKEN, told

HEX: Final = "[0-9a-f]{32}"
SYSTEM_LEVEL: Final = "|".join(SYSTEM_LEVELS)
MOST_IN_TEXT: Final = 65_535  # characters of a description or a reply

IssueWord = Annotated[str, told(pattern=f"^{ids.ISSUE}_{HEX}$")]
ReplyWord = Annotated[str, told(pattern=f"^{ids.REPLY}_{HEX}$")]
ChannelWord = Annotated[str, told(pattern=f"^{ids.CHANNEL}_{HEX}$")]
ChannelWordOrNone = Annotated[str, told(pattern=f"^({ids.CHANNEL}_{HEX})?$")]
SomeLevelWord = Annotated[str, told(pattern=f"^({SYSTEM_LEVEL}|{ids.LEVEL}_{HEX})$")]
LevelWord = Annotated[str, told(pattern=f"^({SYSTEM_LEVEL}|{ids.LEVEL}_{HEX})?$")]  # "" is no level
AttachmentWord = Annotated[str, told(pattern=f"^{ids.ATTACHMENT}_{HEX}$")]
PersonWord = Annotated[str, told(pattern=f"^({ids.ACCOUNT}|{ids.KEY})_{HEX}$")]
MakerWord = Annotated[str, told(pattern=f"^(SYS|({ids.ACCOUNT}|{ids.KEY})_{HEX})$")]  # SYS: nobody did it
KeyWord = Annotated[str, told(pattern=f"^{ids.KEY}_{HEX}$")]
TeamWord = Annotated[str, told(pattern=f"^{ids.TEAM}_{HEX}$")]
WorkspaceWord = Annotated[str, told(pattern=f"^{ids.WORKSPACE}_{HEX}$")]
NotifyWord = Annotated[str, told(pattern=f"^{ids.NOTIFY}_{HEX}$")]

Name = Annotated[str, told(pattern=SPOKEN, maxLength=Limits().name)]
Remark = Annotated[str, told(pattern=UNBROKEN, maxLength=Limits().description)]  # may be empty
ShortRemark = Annotated[str, told(pattern=UNBROKEN, maxLength=Limits().name)]
Description = Annotated[str, told(pattern=SPOKEN, maxLength=MOST_IN_TEXT)]
Saying = Annotated[str, told(pattern=UNBROKEN, maxLength=MOST_IN_TEXT)]
FileName = Annotated[str, told(minLength=1)]
SourceWord = Annotated[str, told(enum=["event", "dashboard", "viewer"])]
Color = Annotated[str, told(pattern="^#[0-9A-Fa-f]{3,8}$")]

StatusType = Annotated[int, told(enum=[10, 15, 20, 25, 30])]
LevelNumber = Annotated[int, told(enum=[0, 1, 2, 3])]  # as old clients have it
Number = Annotated[int, told(minimum=1)]
Count = Annotated[int, told(minimum=0)]
Seconds = Annotated[int, told(minimum=0)]
Moment = Annotated[int, told(minimum=0, maximum=LATEST_SECONDS * 1000)]  # in seconds, or else in milliseconds
Alive = Annotated[int, told(const=NEVER)]  # when it was deleted; what was is never shown
Normal = Annotated[int, told(const=0)]  # the row's own state; deleted rows are never shown

# What the server reads of `extend`; whatever else stands there is kept and given back.
MENTIONS: Final = {
    "type": ["array", "null"],
    "items": {"type": "object", "properties": {"uuid": {"type": "string"}}, "required": ["uuid"]},
}
EXTEND: Final = {
    "channels": MENTIONS,
    "members": MENTIONS,
    "manager": {"type": "array", "items": {"type": "string"}},
}
Extend = Annotated[dict[str, Any], told(properties=EXTEND)]
