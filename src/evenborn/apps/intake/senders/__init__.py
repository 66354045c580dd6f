"""The list of senders: pages, and the import of a list of facilities."""
