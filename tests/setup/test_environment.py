"""When the environment is rebuilt, when it is left alone, and what pip hands on to uv."""

from pathlib import Path

import pytest

from setup import environment
from setup.environment import SetupError, Stamp, installer_settings, pip_settings, wanted_stamp

PYPROJECT = """
[build-system]
requires = []
[project]
name = "forecourt"
[tool.setuptools]
py-modules = ["app"]
[tool.ruff]
line-length = 100
"""


@pytest.fixture
def root(tmp_path: Path) -> Path:
    for name in environment.LAYERS.values():
        (tmp_path / name).write_text(f"content of {name}", encoding="utf-8")
    (tmp_path / "pyproject.toml").write_text(PYPROJECT, encoding="utf-8")
    (tmp_path / ".venv" / "bin").mkdir(parents=True)
    return tmp_path


@pytest.fixture
def steps(root: Path, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Put recorders in the place of the steps that reach the network."""
    done: list[str] = []

    def install(root: Path, venv: Path, layers: tuple[str, ...]) -> None:
        done.append("install " + " ".join(layers))
        (venv / "bin" / "forecourt").touch()

    monkeypatch.setattr(environment, "make_venv", lambda venv: done.append("venv"))
    monkeypatch.setattr(environment, "fetch_installer", lambda root, venv: done.append("uv"))
    monkeypatch.setattr(environment, "install", install)
    return done


def test_the_first_time_everything_is_built(root: Path, steps: list[str]) -> None:
    assert environment.build(root, ["runtime"])
    assert steps == ["venv", "uv", "install setup runtime"]


def test_the_second_time_nothing_is_done(root: Path, steps: list[str]) -> None:
    environment.build(root, ["runtime", "dev"])
    steps.clear()
    assert not environment.build(root, ["runtime", "dev"])
    assert not environment.build(root, ["runtime"])
    assert steps == []


def test_a_changed_lock_is_installed_into_the_same_environment(
    root: Path, steps: list[str]
) -> None:
    environment.build(root, ["runtime"])
    steps.clear()
    (root / "requirements.lock").write_text("another pin", encoding="utf-8")
    assert environment.build(root, ["runtime"])
    assert steps == ["install setup runtime"]


def test_a_lock_of_another_layer_changes_nothing(root: Path, steps: list[str]) -> None:
    environment.build(root, ["runtime"])
    (root / "requirements-engines.lock").write_text("another pin", encoding="utf-8")
    assert not environment.build(root, ["runtime"])


@pytest.mark.parametrize(
    ("old", "new", "rebuilt"),
    [("length = 100", "length = 99", False), ('["app"]', '["app", "more"]', True)],
)
def test_only_the_packaging_part_of_pyproject_counts(
    root: Path, steps: list[str], old: str, new: str, rebuilt: bool
) -> None:
    environment.build(root, ["runtime"])
    (root / "pyproject.toml").write_text(PYPROJECT.replace(old, new), encoding="utf-8")
    assert environment.build(root, ["runtime"]) is rebuilt


def test_layers_add_up(root: Path, steps: list[str]) -> None:
    environment.build(root, ["runtime"])
    environment.build(root, ["engines"])
    environment.build(root, ["dev"])
    assert steps[2:] == [
        "install setup runtime",
        "install setup runtime engines",
        "install setup runtime dev engines",
    ]


def test_an_interrupted_installation_is_taken_up_again(
    root: Path, steps: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(root: Path, venv: Path, layers: tuple[str, ...]) -> None:
        raise SetupError("no network")

    with monkeypatch.context() as patch:
        patch.setattr(environment, "install", fail)
        with pytest.raises(SetupError, match="no network"):
            environment.build(root, ["runtime"])
    assert environment.build(root, ["runtime"])
    assert steps == ["venv", "uv", "install setup runtime"]


def test_a_moved_checkout_is_built_anew(root: Path, steps: list[str], tmp_path: Path) -> None:
    environment.build(root, ["runtime"])
    moved = tmp_path.with_name("moved")
    root.rename(moved)
    steps.clear()
    environment.build(moved, ["runtime"])
    assert steps == ["venv", "uv", "install setup runtime"]


@pytest.mark.parametrize("content", ["", "{", "[]", '{"layers": null}'])
def test_a_damaged_stamp_is_no_stamp(root: Path, content: str) -> None:
    (root / ".venv" / environment.STAMP).write_text(content, encoding="utf-8")
    assert Stamp.read(root / ".venv") is None


def test_an_unknown_layer_names_the_known_ones(root: Path) -> None:
    with pytest.raises(SetupError, match=r"'engine'; the layers are setup, runtime, dev, engines"):
        wanted_stamp(root, ["engine"], None)


def test_the_listing_of_pip_is_read_with_the_environment_winning() -> None:
    listing = (
        ":env:.index-url='https://chosen.example/simple'\n"
        "global.cert='/etc/own.pem'\n"
        "global.index-url='https://index.example/simple'\n"
        "freeze.timeout='10'\n"
    )
    assert pip_settings(listing) == {
        "index-url": "https://chosen.example/simple",
        "cert": "/etc/own.pem",
    }


def test_uv_uses_the_index_and_certificates_of_pip() -> None:
    pip = {"index-url": "https://index.example/simple", "cert": "/etc/own.pem"}
    assert installer_settings({"LANG": "C"}, pip) == {
        "LANG": "C",
        "UV_DEFAULT_INDEX": "https://index.example/simple",
        "SSL_CERT_FILE": "/etc/own.pem",
    }


def test_a_setting_made_for_uv_wins() -> None:
    environ = {"UV_DEFAULT_INDEX": "https://chosen.example/simple", "SSL_CERT_FILE": "/etc/uv.pem"}
    pip = {"index-url": "https://index.example/simple", "cert": "/etc/own.pem"}
    assert installer_settings(environ, pip) == environ


@pytest.mark.parametrize(
    ("present", "expected"), [(True, {"UV_SYSTEM_CERTS": "true"}), (False, {})]
)
def test_uv_trusts_the_certificates_of_the_machine_where_there_are_any(
    monkeypatch: pytest.MonkeyPatch, present: bool, expected: dict[str, str]
) -> None:
    monkeypatch.setattr(environment, "has_certificates", lambda: present)
    assert installer_settings({}, {}) == expected
