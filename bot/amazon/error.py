"""The one error of this edge."""

from bot.errors import PlainError


class AmazonError(PlainError):
    """Amazon could not be asked, or refused, or answered nonsense; the sentence says which and what to do.

    It never holds a token, a presigned address or a word that Amazon sent. `permanent` is True where asking
    again the same way can't help. `status` is the HTTP status, 0 without one; `wait` is how many seconds
    Amazon wants to be left alone, 0 where it did not say. `denied` is what somebody has to mend: "sign-in"
    (the credentials are not taken), "role" (the application may not do this), or "".
    """

    def __init__(
        self, sentence: str, *, permanent: bool = False, status: int = 0, wait: float = 0.0, denied: str = ""
    ) -> None:
        super().__init__(sentence)
        self.denied = denied
        self.permanent = permanent
        self.status = status
        self.wait = wait
