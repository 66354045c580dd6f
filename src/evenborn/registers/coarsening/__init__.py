"""What leaves a register: tables of counts, as fine as its definition allows and as coarse as privacy asks.

:class:`~evenborn.registers.coarsening.coarsening.Coarsening` is the way in, and
:func:`~evenborn.registers.coarsening.writing.write_coarsened` the way out. The method, its proof and its
limits stand in ``docs/methods/coarsening.md``.
"""
