"""What leaves a register: tables of counts, as fine as its definition allows and as coarse as privacy asks.

:class:`Coarsening` is the way in, :func:`write_coarsened` the way out. The method, its proof and its limits
stand in ``docs/methods/coarsening.md``.
"""

from evenborn.registers.coarsening.coarsening import Coarsened, Coarsening
from evenborn.registers.coarsening.report import FormShare, TableReport
from evenborn.registers.coarsening.writing import files_of, write_coarsened

__all__ = ["Coarsened", "Coarsening", "FormShare", "TableReport", "files_of", "write_coarsened"]
