"""The workbooks: facts in, .xlsx out."""
