"""The one thing that all errors for people have in common."""


class PlainError(Exception):
    """Its words are a sentence for people: what is wrong, where, and how to mend it.

    Everything else that is raised is a fault of ours: it is logged with its trace and shown by a number.
    """
