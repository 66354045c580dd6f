"""Every change of signals: made from the counts, contested by facilities, answered by licensing officers."""
