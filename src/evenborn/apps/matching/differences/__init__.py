"""What owners are told, and how they answer; and who is late."""
