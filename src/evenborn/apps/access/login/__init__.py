"""How an officer proves who he or she is: password, second factor, lock-out, sessions.

On top of django-allauth, whose views ask and verify; the pages, the words, the lock-out, the trail and the
order of a first login are ours. For every officer (GB/T 22239-2019, 8.1.4.1: identification unique and
complex enough, failed logins limited, sessions that end, two kinds of proof together).
"""
