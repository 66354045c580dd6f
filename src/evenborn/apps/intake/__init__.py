"""Intake: registers come in from their senders, are checked, and are taken in whole or not at all.

For the clerks of an area, who answer for what their facilities and departments send, and for the facilities
themselves. Law: DOMAIN sections 2 to 4; Personal Information Protection Law, articles 5 to 9 and 13.
"""
