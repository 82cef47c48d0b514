"""One sandbox for all that is asked over HTTP; every test has a bot of its own."""

from collections.abc import AsyncIterator, Iterator

import pytest
from asking import Asker, asker, sandbox_in_a_thread
from receiver import Receiver, listening


@pytest.fixture(scope="session")
def sandbox_url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with sandbox_in_a_thread(tmp_path_factory.mktemp("sandbox"), pacing=False) as url:
        yield url


@pytest.fixture(scope="session")
def paced_url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with sandbox_in_a_thread(tmp_path_factory.mktemp("paced"), pacing=True) as url:
        yield url


@pytest.fixture
async def bot(sandbox_url: str) -> AsyncIterator[Asker]:
    async with asker(sandbox_url) as bot:
        yield bot


@pytest.fixture
async def paced_bot(paced_url: str) -> AsyncIterator[Asker]:
    async with asker(paced_url) as bot:
        yield bot


@pytest.fixture
async def receiver() -> AsyncIterator[Receiver]:
    async with listening() as receiver:
        yield receiver
