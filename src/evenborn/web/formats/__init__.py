"""How Django itself writes and reads days in forms: as we do, whatever the language."""
