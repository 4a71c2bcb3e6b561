"""Black-box tests of the Guance dialect, held against the vendor's page and our reading of its family.

They speak to a real `unknot serve` over HTTP, and import none of our modules.
"""

import pytest

pytest.register_assert_rewrite(f"{__name__}.support")
