"""Every change of senders and batches."""
