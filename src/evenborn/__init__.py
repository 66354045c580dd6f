"""Evenborn: govern the sex ratio at birth, honestly."""
