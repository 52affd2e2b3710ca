"""Commands for a town's own data: import, loads, registers and their workbook."""
