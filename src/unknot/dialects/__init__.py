"""Vendors' APIs. Each folder is a translator and nothing else; a third one would be a new folder, and no more."""
