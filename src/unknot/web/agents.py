"""What a browser says it is, as people would call it."""

from typing import Final

BROWSERS: Final = {  # by a word of its own; those that pretend to be another come before it
    "YaBrowser/": "Yandex Browser",
    "Edg/": "Edge",
    "OPR/": "Opera",
    "SamsungBrowser/": "Samsung Internet",
    "MicroMessenger/": "WeChat",
    "Firefox/": "Firefox",
    "FxiOS/": "Firefox",
    "CriOS/": "Chrome",
    "Chrome/": "Chrome",
    "Safari/": "Safari",
}
SYSTEMS: Final = {
    "iPhone": "iPhone",
    "iPad": "iPad",
    "Android": "Android",
    "Windows": "Windows",
    "Mac OS X": "macOS",
    "CrOS": "ChromeOS",
    "Linux": "Linux",
}


def browser_of(agent: str) -> str:
    """ "Firefox · Linux"; what is not known, as it named itself, if it did."""
    found = [next((name for word, name in names.items() if word in agent), None) for names in (BROWSERS, SYSTEMS)]
    return " · ".join(filter(None, found)) or agent.partition(" ")[0]
