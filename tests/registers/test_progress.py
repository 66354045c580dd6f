from evenborn.registers.progress import Progress


def test_the_share_never_falls_and_ends_at_one() -> None:
    shares: list[float] = []
    progress = Progress(shares.append)
    progress.bytes_in_file(100)
    for _ in range(12):  # more bytes than announced, as of a growing file
        progress.bytes_read(10)
    counting = progress.counting()
    assert counting is not None
    for share in (0.2, 0.1, 0.9, 0.5):
        counting(share)
    progress.done()
    assert shares == sorted(shares)
    assert shares[-1] == 1.0


def test_nobody_listens() -> None:
    progress = Progress(None)
    progress.bytes_read(10)
    progress.done()
    assert progress.counting() is None
