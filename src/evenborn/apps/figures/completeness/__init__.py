"""How much of what senders owe of an area and period is there, and which months are missing."""
