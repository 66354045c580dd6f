"""Were girls not born, or not registered? What the latest comparison of registers says of an area.

For leaders, clerks and statisticians who read a ratio and have to know why it is so before they act on it.
"""
