"""One file format each: what is in the file, as text columns that the engine can count."""
