"""What the demo tells: the people, what they file and say, and when. The words are in the TOML files."""

from importlib.resources import files


def read(name: str) -> bytes:
    return files(__name__).joinpath(name).read_bytes()
