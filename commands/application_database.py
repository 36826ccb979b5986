"""Opening the application database for a command, with errors a person can act on."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Engine
from sqlalchemy.exc import DBAPIError, OperationalError

from access.database import open_database
from access.errors import AccessError
from access.migrate import migrate
from commands.errors import UserError
from commands.settings import Settings


@contextmanager
def application_database(settings: Settings) -> Iterator[Engine]:
    """Yield the database at its newest version; what people's data refuses is a `UserError`.

    Raises:
        UserError: If the database cannot be opened, or the body was refused something.
    """
    try:
        engine = open_database(settings.database_url)
        migrate(engine)
    except AccessError as error:
        raise UserError(error.message, error.remedy) from None
    except OSError as error:
        raise _unusable(error) from None
    except DBAPIError as error:
        raise _unusable(error.orig) from None
    try:
        yield engine
    except AccessError as error:
        raise UserError(error.message, error.remedy) from None
    except OperationalError as error:
        raise _unusable(error.orig) from None
    finally:
        engine.dispose()


def _unusable(reason: BaseException | None) -> UserError:
    return UserError(
        f"the application database cannot be used: {reason}",
        "check FORECOURT_HOME and FORECOURT_DATABASE_URL, free space and permissions",
    )
