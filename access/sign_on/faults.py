"""Why a sign-on comes to nothing."""


class ProviderError(Exception):
    """The provider cannot be used now: it does not answer, or is not what was configured.

    The message is for the log; it holds no code, no token and no secret.
    """


class RefusedError(Exception):
    """An answer that is not to be believed, or a no; the message is for log and audit."""
