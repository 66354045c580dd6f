"""``python -m evenborn`` is ``evenborn``."""

from evenborn.cli import main

main()
