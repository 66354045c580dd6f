"""The office put together: its configuration, its settings, its addresses, its start-up checks."""
