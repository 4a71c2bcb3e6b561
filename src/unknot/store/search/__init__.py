"""How lists and searches find issues: sets for what they ask of fields, an index for what they ask of texts.

Both are kept for many issues at once. Whoever changes an issue leaves a note in the same transaction (`notes`); between
its groups the writer brings sets and index up to date (`upkeep`); and whoever asks reads the issues that wait in
between (`waiting`), so that every answer is as of now.
"""
