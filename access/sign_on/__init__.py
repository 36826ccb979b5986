"""Single sign-on by OpenID Connect: a provider says who somebody is, never what he may do.

- `settings`    what the operator has said about the provider
- `attempt`     one way to the provider and back, bound to one browser
- `discovery`   what the provider says about itself, and what of it is not believed
- `id_token`    the provider's statement about a person, and what must be true of it
- `provider`    the conversation with the provider
- `arrival`     from that statement to a person of ours, slowed down and audited
- `faults`      why it does not work, or is refused
"""

from access.sign_on.arrival import arrive, refuse, slow_down
from access.sign_on.attempt import Attempt, as_cookie, read_attempt, secrets_of
from access.sign_on.faults import ProviderError, RefusedError
from access.sign_on.provider import Provider
from access.sign_on.settings import SignOnSettings

__all__ = (
    "Attempt",
    "Provider",
    "ProviderError",
    "RefusedError",
    "SignOnSettings",
    "arrive",
    "as_cookie",
    "read_attempt",
    "refuse",
    "secrets_of",
    "slow_down",
)
