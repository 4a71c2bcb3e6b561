"""What several nouns' routes share."""

from unknot.domain.errors import Forbidden, NotFound
from unknot.http.routes import Query

SEEN = (Forbidden, NotFound)  # of whatever an id names
SEARCH = Query("search", str, "A part of the name; case makes no difference")
