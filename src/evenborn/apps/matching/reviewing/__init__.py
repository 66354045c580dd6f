"""Clerical review: an owner looks at pairs, its own record by number, the other side only as agreement."""
