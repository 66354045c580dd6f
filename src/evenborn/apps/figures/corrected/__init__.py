"""The ratio with the births that no register holds, as the latest comparison found it of an area."""
