"""The shapes that every room of the house shares: pages, evidence, formulas, documents, dataset tables.

Nothing in here reads a file, knows a PDF or computes a formula. What the other packages hand to one another is
defined here, and so is the contract with the outside: the tables and the JSON of a document, from which the Parquet
schemas, the JSON Schema, the data package and the SQL DDL are generated.
"""
