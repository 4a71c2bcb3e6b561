"""Vendors' APIs. Each folder is a translator and nothing else; a third dialect would be a new folder and nothing more."""
