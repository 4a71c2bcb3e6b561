"""The keyboard of the pages: which commands there are, what keys they have, and which of them somebody chose."""
