"""Makes drafts of standards from an office's own documents. Only the import command and the desk load it, because its libraries are an
optional extra.
"""
