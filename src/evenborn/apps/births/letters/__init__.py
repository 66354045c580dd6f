"""Letters to senders: what came in, what was wrong by rule, what is missing, until when to answer; no person.

For the clerk who writes and the facility that answers. Layout: GB/T 9704-2012, as every letter of the office.
"""
