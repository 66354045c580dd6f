"""Identity of births, sealed: who may open one record, for what reason, with whom, and when it is deleted.

For the registers clerk, the keeper of sealed records, and whoever asks to see or correct the record about
themselves or their child (Personal Information Protection Law art. 28, 45, 46, 47, 50, 51; DOMAIN sections 2
and 3). Nothing about a pregnancy, an ultrasound or a termination is ever sealed here.
"""
