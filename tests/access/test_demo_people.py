from itertools import count
from pathlib import Path

import pytest
from sqlalchemy import Engine, delete

from access import tables
from access.demo_people import FILE_NAME, DemoSignIn, create_demo_people, read_demo_sign_ins
from access.passwords import one_time_secret
from access.people import find_user, list_users
from access.person import Role
from access.rights import scope_of
from access.sign_in import verify_password
from tests.access.moments import ADDRESS, NOW

STORES = ("N001", "N002", "N003")
REGIONS = {"空": (), "华东": ("N001", "N003"), "华北": ("N002",)}


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "home" / FILE_NAME


def create(engine: Engine, path: Path) -> tuple[DemoSignIn, ...]:
    return create_demo_people(engine, STORES, REGIONS, path, NOW, one_time_secret)


def test_everyone_can_sign_in_with_what_the_file_says(engine: Engine, path: Path) -> None:
    made = create(engine, path)
    assert path.stat().st_mode & 0o777 == 0o600
    lines = [line.split(" ") for line in path.read_text(encoding="utf-8").splitlines()]
    assert [tuple(line) for line in lines] == [(m.role, m.name, m.password) for m in made]
    assert {role for role, _, _ in lines} == set(Role)
    for role, name, password in lines:
        user = verify_password(engine, name, password, NOW, ADDRESS).user
        assert user is not None
        assert (user.role, user.must_change_password) == (role, False)
    assert len({password for _, _, password in lines}) == len(lines)
    assert len(lines) == len(list_users(engine))


def test_each_sees_what_his_role_shows(engine: Engine, path: Path) -> None:
    create(engine, path)
    seen = {
        user.name: (scope.limit(STORES), scope.departments and sorted(scope.departments))
        for user in list_users(engine)
        for scope in [scope_of(user, REGIONS)]
    }
    assert seen == {
        "demo-gm": (("N001",), None),
        "demo-sales": (("N001",), ["sales"]),
        "demo-after-sales": (("N001",), ["after_sales"]),
        "demo-parts": (("N001",), ["parts"]),
        "demo-customer-service": (("N001",), ["customer_service"]),
        "demo-region": (("N001", "N003"), None),
        "demo-admin": ((), frozenset()),
    }


def test_a_second_start_keeps_the_passwords(engine: Engine, path: Path) -> None:
    made = create(engine, path)
    before = path.read_bytes()
    assert create(engine, path) == made
    assert path.read_bytes() == before


@pytest.mark.parametrize("damage", ["missing", "other text", "one line less"])
def test_without_the_file_everyone_gets_a_new_password(
    engine: Engine, path: Path, damage: str
) -> None:
    old = create(engine, path)
    if damage == "missing":
        path.unlink()
    elif damage == "other text":
        path.write_text("see the wiki\n", encoding="utf-8")
    else:
        path.write_text(path.read_text(encoding="utf-8").partition("\n")[2], encoding="utf-8")
    new = create(engine, path)
    assert read_demo_sign_ins(path) == new
    assert path.stat().st_mode & 0o777 == 0o600
    for was, now in zip(old, new, strict=True):
        assert verify_password(engine, was.name, was.password, NOW, ADDRESS).user is None
        assert verify_password(engine, now.name, now.password, NOW, ADDRESS).user is not None


def test_a_new_database_makes_new_people(engine: Engine, path: Path) -> None:
    old = create(engine, path)
    with engine.begin() as connection:
        connection.execute(delete(tables.grants))
        connection.execute(delete(tables.users))
    new = create(engine, path)
    assert find_user(engine, "demo-gm").grants.stores == frozenset({"N001"})
    assert {p.password for p in old}.isdisjoint({p.password for p in new})


def test_the_passwords_come_from_the_given_source(engine: Engine, path: Path) -> None:
    numbers = count()
    made = create_demo_people(
        engine,
        STORES,
        REGIONS,
        path,
        NOW,
        lambda: f"secret number {next(numbers)}".replace(" ", "-"),
    )
    assert made[0].password == "secret-number-0"


@pytest.mark.parametrize(("stores", "regions"), [((), REGIONS), (STORES, {}), (STORES, {"空": ()})])
def test_a_network_without_stores_or_regions_has_no_people(
    engine: Engine, path: Path, stores: tuple[str, ...], regions: dict[str, tuple[str, ...]]
) -> None:
    with pytest.raises(ValueError, match="at least one store and one region"):
        create_demo_people(engine, stores, regions, path, NOW, one_time_secret)
    assert not path.exists()
    assert list_users(engine) == ()
