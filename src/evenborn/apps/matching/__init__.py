"""Matching: registers of births are held against each other, and each owner corrects its own.

For the comparison officer, the owners of registers who answer, and the statistician. Births only: encodings
that their owners made, or registers out of the vault under a key of one run. What comes out is counts; an
owner is told of its own records and of no other. Law: DOMAIN section 2; Statistics Law, articles 7 and 23;
Personal Information Protection Law, articles 6 and 51.
"""
