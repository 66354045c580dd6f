"""Monthly returns of counts: scans, terminations and drugs of one facility, month by month; of no person.

For a facility's registrar, who types whole numbers off her books. Law: Statistics Law, articles 7 and 23;
Law on Maternal and Infant Health Care, article 32.
"""
