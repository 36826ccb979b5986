"""People for trying Forecourt out on the demo network; never made anywhere else."""

import os
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from sqlalchemy import Engine

from access.audit import Origin
from access.people import NewUser, add_user, list_users, set_password
from access.person import Grants, Role

FILE_NAME = "demo-sign-ins.txt"
DEPARTMENTS_SHOWN = ("sales", "after_sales", "parts", "customer_service")


@dataclass(frozen=True, slots=True)
class DemoSignIn:
    """One line of the file: role, name and password, apart by one space."""

    role: Role
    name: str
    password: str


def create_demo_people(
    engine: Engine,
    stores: Sequence[str],
    regions: Mapping[str, Sequence[str]],
    path: Path,
    now: datetime,
    token: Callable[[], str],
) -> tuple[DemoSignIn, ...]:
    """Create the demo people and write their sign-ins to `path` with mode 0600.

    A second call changes nothing, unless the file or one of the people is missing: then all
    get new passwords, since the old ones are kept nowhere.

    Args:
        engine: The application database, migrated.
        stores: Codes of the demo stores; the first is that of the manager and the departments.
        regions: Region names with their stores; the first that has a store is the demo region.
        path: Usually `demo-sign-ins.txt` in the data directory.
        now: Aware time.
        token: Makes random passwords of at least ten characters without spaces, from a
            secure source.

    Raises:
        ValueError: If there is no store or no region.
    """
    people = _people(stores, regions)
    existing = {user.name for user in list_users(engine)}
    kept = read_demo_sign_ins(path)
    if {p.name for p in people} <= existing and {p.name for p in people} == {k.name for k in kept}:
        return kept
    origin = Origin("operator", now)
    made = []
    for person in people:
        password = token()
        if person.name in existing:
            set_password(engine, person.name, password, origin)
        else:
            add_user(engine, person, password, origin)
        made.append(DemoSignIn(person.role, person.name, password))
    _write(path, "".join(f"{m.role} {m.name} {m.password}\n" for m in made))
    return tuple(made)


def read_demo_sign_ins(path: Path) -> tuple[DemoSignIn, ...]:
    """Return what the file holds; nothing if there is none or it is not ours."""
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
        parts = [line.split(" ") for line in lines]
        return tuple(DemoSignIn(Role(role), name, word) for role, name, word in parts)
    except (FileNotFoundError, ValueError):
        return ()


def _people(stores: Sequence[str], regions: Mapping[str, Sequence[str]]) -> tuple[NewUser, ...]:
    inhabited = [name for name in regions if regions[name]]
    if not stores or not inhabited:
        raise ValueError(
            f"demo people: expected at least one store and one region, got {len(stores)} and "
            f"{len(inhabited)}"
        )
    first = frozenset({stores[0]})
    departments = (
        NewUser(
            f"demo-{department.replace('_', '-')}",
            Role.DEPARTMENT,
            Grants(stores=first, departments=frozenset({department})),
        )
        for department in DEPARTMENTS_SHOWN
    )
    return (
        NewUser("demo-gm", Role.GM, Grants(stores=first)),
        *departments,
        NewUser("demo-region", Role.REGION, Grants(regions=frozenset({inhabited[0]}))),
        NewUser("demo-admin", Role.ADMIN),
    )


def _write(path: Path, content: str) -> None:
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    draft = path.with_name(f"{path.name}.{os.getpid()}.tmp")
    draft.unlink(missing_ok=True)
    with open(os.open(draft, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "w") as stream:
        stream.write(content)
        stream.flush()
        os.fsync(stream.fileno())
    draft.replace(path)
