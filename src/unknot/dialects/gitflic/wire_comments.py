"""GitFlic's comments."""

from unknot.dialects.gitflic import shapes
from unknot.dialects.gitflic.times import local_date_time, phrase
from unknot.dialects.gitflic.view import View
from unknot.dialects.gitflic.wire_lists import Out, paged
from unknot.dialects.gitflic.wire_people import UserOut, known_user_out
from unknot.domain.comment import Comment


class CommentOut(Out, frozen=True, kw_only=True):
    id: shapes.Uuid
    message: str
    author: UserOut
    created_at: shapes.Date
    create_time_difference: shapes.Ago


CommentPage = paged("CommentPage", "issueDiscussionList", CommentOut)


def comment_out(comment: Comment, view: View) -> CommentOut:
    return CommentOut(
        id=comment.uuid,
        message=comment.text,
        author=known_user_out(comment.author, view),
        created_at=local_date_time(comment.created_at),
        create_time_difference=phrase(view.now - comment.created_at),
    )
