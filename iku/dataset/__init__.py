"""The dataset on disk: rows of documents, tables as Parquet, documents as JSON, the data package."""
