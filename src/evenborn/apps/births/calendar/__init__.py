"""The calendar of completeness: what each sender owes, what came in, reminders, reasons, letters.

For the county's clerk, who asks for what is missing, and for each facility, which sees its own line. Law:
Statistics Law, article 7; Law on Maternal and Infant Health Care, article 23.
"""
