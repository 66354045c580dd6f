"""Encodings that owners hand in: which are asked for, and the page that takes one."""
