"""The command line, one file for each group of commands. A command reads its words, calls operations, and answers."""
