"""Tags of pages about indicators."""
