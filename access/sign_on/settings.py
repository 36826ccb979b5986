"""What the operator has said about the provider."""

from dataclasses import dataclass, field
from datetime import timedelta

CALLBACK = "/login/callback"


@dataclass(frozen=True, slots=True, kw_only=True)
class SignOnSettings:
    """The provider, and how far it is believed.

    Attributes:
        issuer: its address, letter by letter as it names itself.
        client_id: its name for this application.
        client_secret: what this application proves itself with.
        name: what people call the provider.
        address: at which browsers reach this application, without a slash at its end.
        passwords: whether who is linked may sign in with a password, too; administrators may.
        second_factor: values of `amr` or `acr` that count as our own second step.
        max_age: how long ago people may have proven themselves to the provider; None for as long
            as the provider likes.
    """

    issuer: str
    client_id: str
    client_secret: str = field(repr=False)
    name: str
    address: str
    passwords: bool = True
    second_factor: frozenset[str] = frozenset()
    max_age: timedelta | None = None

    @property
    def callback(self) -> str:
        """The address that the provider sends people back to."""
        return self.address + CALLBACK
