"""What every test may ask for: the repository, the shared reference material, and whether to accept what is made."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

# The same examples every time, on a loaded machine too; `--hypothesis-profile=search` looks for new ones.
settings.register_profile("fixed", derandomize=True, deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("search", deadline=None, max_examples=1000, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("fixed")

REPO = Path(__file__).resolve().parents[1]


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--accept", action="store_true", help="rewrite golden files and stanzas with what is made now")


@pytest.fixture(scope="session")
def accept(request: pytest.FixtureRequest) -> bool:
    return bool(request.config.getoption("--accept"))


@pytest.fixture(scope="session")
def repo() -> Path:
    return REPO


@pytest.fixture(scope="session")
def shared() -> Path:
    folder = REPO.parent / "shared"
    if not folder.is_dir():
        pytest.skip("the shared reference material is not beside the repository")
    return folder
