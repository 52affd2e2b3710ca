"""Tables in and out: workbooks and CSV files to checked rows, and the blank workbook."""
