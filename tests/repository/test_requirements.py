"""A fresh machine installs exactly what was tested."""

import re
import tomllib

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from repository_files import text_of

FILES = ("requirements.txt", "requirements-dev.txt")
PIN = re.compile(r"^([A-Za-z0-9._-]+)(?:\[[^\]]*\])?==([^\s;]+)", re.MULTILINE)


def pins(file: str) -> dict[str, str]:
    return {canonicalize_name(name): version for name, version in PIN.findall(text_of(file))}


def asked_for(*extras: str) -> list[Requirement]:
    project = tomllib.loads(text_of("pyproject.toml"))["project"]
    asked = list(project["dependencies"])
    for extra in extras:
        asked += project["optional-dependencies"][extra]
    return [Requirement(line) for line in asked]


@pytest.mark.parametrize("file", FILES)
def test_every_package_is_pinned_with_hashes(file: str) -> None:
    lines = text_of(file).replace("\\\n", " ").splitlines()
    packages = [line for line in lines if line and not line.lstrip().startswith("#")]
    assert packages
    assert [
        line[:60] for line in packages if "==" not in line or "--hash=sha256:" not in line
    ] == []


@pytest.mark.parametrize(
    ("file", "extras"),
    [("requirements.txt", ["build"]), ("requirements-dev.txt", ["build", "dev"])],
)
def test_the_pins_are_what_the_project_asks_for(file: str, extras: list[str]) -> None:
    pinned = pins(file)
    wrong = [
        str(requirement)
        for requirement in asked_for(*extras)
        if not requirement.specifier.contains(
            pinned.get(canonicalize_name(requirement.name), "none yet"), prereleases=True
        )
    ]
    assert wrong == []


def test_tests_run_with_the_very_versions_that_parents_get() -> None:
    """So that installing what the tests need moves nothing."""
    tested = pins("requirements-dev.txt")
    assert {name: tested.get(name) for name in pins("requirements.txt")} == pins("requirements.txt")


def test_no_address_of_an_index_is_named() -> None:
    for file in FILES:
        assert "index-url" not in text_of(file)
        assert "://" not in text_of(file)
