"""Backups: all stores at one moment and all uploads in one sealed file, and the way back.

For the system administrator (GB/T 22239-2019, 8.1.4.9: data is backed up and its recovery is tried).
docs/operate/backup.md says how to use it, and what the file looks like.
"""
