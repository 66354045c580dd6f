"""Who did, looked at and exported what: one append-only, hash-chained trail in each store.

For the audit administrator and whoever inspects the office (Data Security Law art. 27, Personal Information
Protection Law art. 51; GB/T 22239-2019, 8.1.4.3: audit records are protected). Logs are kept six months or
more.
"""
