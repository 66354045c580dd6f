"""The front page: who I am at this office, what I may do, what I owe today. For every officer."""
