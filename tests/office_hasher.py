"""The office's hash of passwords, cheap enough for tests."""

from django.contrib.auth.hashers import Argon2PasswordHasher


class QuickArgon2(Argon2PasswordHasher):
    """Argon2 with the least cost that it allows."""

    time_cost = 1
    memory_cost = 8
    parallelism = 1
