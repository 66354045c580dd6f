"""Entry of single births at a facility, within a day; drafts, corrections, withdrawals."""
