"""The processes of the private server: their command lines, their identity, who supervises them.

``supervisor`` and all that it imports use the standard library only, so that the process which
lives as long as the server stays small.
"""
