"""Printed papers: a paper is a list of blocks, written as PDF with reportlab (pure Python) or as a workbook."""
