"""Births as they stand counted: by register, year and area, with the batches behind them."""
