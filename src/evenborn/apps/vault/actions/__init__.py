"""Every change of the vault: records, openings, persons' requests, retention, keys."""
