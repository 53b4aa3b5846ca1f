"""The subcommands of `duixian`, one file each; `cli.py` finds them by name."""
