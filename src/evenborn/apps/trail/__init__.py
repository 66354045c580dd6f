"""The screen of the audit trail: what was done, looked at and exported; its verification; its export.

For the audit administrator. The trail itself, ``evenborn.apps.audit``, lies below all other apps, because
each writes into it; its pages ask for permissions and names of officers, so they stand here, above access.
"""
