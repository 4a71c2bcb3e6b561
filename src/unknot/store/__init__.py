"""All SQL, and the bytes of files. The only floor that knows which database engine is below."""
