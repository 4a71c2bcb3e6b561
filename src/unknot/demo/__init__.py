"""The demo: a believable workspace, told as a story and played through the operations that everybody uses."""
