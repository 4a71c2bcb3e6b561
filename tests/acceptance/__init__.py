"""Black-box tests of the GitFlic dialect: a real `unknot serve`, spoken to over HTTP, and nothing else.

They hold the server to the vendor's page and to our reading of it, and import none of our modules.
"""

import pytest

pytest.register_assert_rewrite(f"{__name__}.support")
