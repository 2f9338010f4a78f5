"""What is wrong in the documents and between them, and the reports that lay it before an auditor.

Links ─ checks ─▶ hits ─ rule pack ─▶ findings ─ report ─▶ terminal, HTML, Excel, JSON
"""
