"""Births: exact counts by county and month and by township and year, entry of single births, returns.

For facilities, which enter births within 24 hours, and for those who count them. Nothing here says who
anybody is: that lies sealed in the vault. Law: DOMAIN sections 2 to 4; Measures on Medical Records.
"""
