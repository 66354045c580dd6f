"""Signals of facilities at the desk: listed for licensing officers, with evidence, reason and contest.

For licensing officers, who plan routine inspections, and for registrars, who see and contest what is said of
their own facility. Signals are of facilities, never of persons, and never from fewer than ten; one ranks
routine inspections and opens no case by itself (Provisions on non-medical fetal sex determination, 2016).
"""
