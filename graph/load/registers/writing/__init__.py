"""What is on record as rows of registers, and the workbook."""
