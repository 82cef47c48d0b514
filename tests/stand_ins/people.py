"""People in the sandbox: they write and press through its control API, and read what they see."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import aiohttp

from state import case_marks


@dataclass
class Sandbox:
    """The control API of a running sandbox."""

    session: aiohttp.ClientSession
    url: str

    async def get(self, path: str, **query: Any) -> Any:
        async with self.session.get(f"{self.url}/sandbox/{path}", params=query) as response:
            response.raise_for_status()
            return await response.json()

    async def post(self, path: str, body: Mapping[str, Any] | None = None, **query: Any) -> Any:
        url = f"{self.url}/sandbox/{path}"
        async with self.session.post(url, json=body or {}, params=query) as response:
            response.raise_for_status()
            return await response.json()

    async def delete(self, path: str) -> None:
        async with self.session.delete(f"{self.url}/sandbox/{path}") as response:
            response.raise_for_status()

    async def person(self, name: str = "Pat") -> "Person":
        created = await self.post("users", {"first_name": name})
        return Person(self, created["chat_id"])


@dataclass
class Person:
    """One person and their chat with the bot."""

    sandbox: Sandbox
    chat_id: int

    async def write(self, text: str) -> int:
        sent = await self.sandbox.post(f"chats/{self.chat_id}/messages", {"text": text})
        return int(sent["message_id"])

    async def press(self, message_id: int, data: str, *, stale: bool = False) -> Mapping[str, Any]:
        body = {"message_id": message_id, "callback_data": data, "stale": stale}
        answer: Mapping[str, Any] = await self.sandbox.post(f"chats/{self.chat_id}/presses", body)
        return answer

    async def press_one(self, message: Mapping[str, Any], meant: str) -> Mapping[str, Any]:
        """Presses the button of a message that means this, whatever case it is marked with."""
        data = next(data for data in buttons(message) if meaning(data) == meant)
        return await self.press(message["message_id"], data)

    async def messages(self, after: int = 0, wait: float = 0) -> list[dict[str, Any]]:
        path = f"chats/{self.chat_id}/messages"
        found: list[dict[str, Any]] = await self.sandbox.get(path, after=after, wait=wait)
        return found

    async def heard(self) -> list[dict[str, Any]]:
        """What the bot has said, as it looks now."""
        return [message for message in await self.messages() if message["from"]["is_bot"]]

    async def has_heard(self, words: str) -> bool:
        return any(words in message.get("text", "") for message in await self.heard())


def buttons(message: Mapping[str, Any]) -> list[str]:
    """What the buttons of a message send."""
    rows = message.get("reply_markup", {}).get("inline_keyboard", [])
    return [button["callback_data"] for row in rows for button in row]


def meaning(data: str) -> str:
    """What a button sends, without the mark of its case."""
    return case_marks.read(data)[0]
