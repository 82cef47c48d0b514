"""A small bot for trying the page: greets, echoes, and changes its message at a press."""

import asyncio
import json
from html import escape
from typing import Any

import aiohttp

TOKEN = "7001:AAtesttesttesttesttesttesttesttesttes"
GREETING = "<b>In danger now?</b> Call 112.\n\nWhat do you need?"
KEYBOARD = [
    [{"text": "Unwell right now", "callback_data": "unwell"}],
    [{"text": "Start", "callback_data": "go"}],
]
COMMANDS = [
    {"command": "start", "description": "Begin"},
    {"command": "plan", "description": "What comes next"},
    {"command": "stop", "description": "No more reminders"},
]


class FakeBot:
    """Talks to the sandbox as any bot does; `seen` holds the updates it was given."""

    def __init__(self, session: aiohttp.ClientSession, url: str, token: str = TOKEN) -> None:
        self.session = session
        self.address = f"{url.rstrip('/')}/bot{token}"
        self.seen: list[dict[str, Any]] = []

    async def call(self, method: str, **parameters: Any) -> Any:
        async with self.session.post(f"{self.address}/{method}", json=parameters) as response:
            answer = await response.json()
        assert answer["ok"], answer
        return answer["result"]

    async def send(self, chat_id: int, html: str, keyboard: list[Any] | None = None) -> int:
        """Sends formatted words, and returns the number of the message."""
        markup = {"reply_markup": {"inline_keyboard": keyboard}} if keyboard else {}
        words = {"text": html, "parse_mode": "HTML"}
        message = await self.call("sendMessage", chat_id=chat_id, **words, **markup)
        message_id: int = message["message_id"]
        return message_id

    async def send_file(
        self, chat_id: int, method: str, kind: str, name: str, content: bytes
    ) -> None:
        form = aiohttp.FormData({"chat_id": str(chat_id), "caption": "For the visit"})
        form.add_field(kind, content, filename=name)
        async with self.session.post(f"{self.address}/{method}", data=form) as response:
            assert response.status == 200, await response.text()

    async def introduce(self, name: str = "Echo") -> None:
        await self.call("setMyName", name=name)
        await self.call("setMyDescription", description="I repeat what you say.")
        await self.call("setMyCommands", commands=json.dumps(COMMANDS))

    async def run(self) -> None:
        """Polls until cancelled, also across a restart of the sandbox."""
        offset = 0
        while True:
            try:
                for update in await self.call("getUpdates", offset=offset, timeout=10):
                    offset = update["update_id"] + 1
                    self.seen.append(update)
                    await self.answer(update)
            except aiohttp.ClientError:
                await asyncio.sleep(0.1)

    async def answer(self, update: dict[str, Any]) -> None:
        if press := update.get("callback_query"):
            await self.pressed(press)
        elif message := update.get("message"):
            await self.told(message["chat"]["id"], message.get("text", "a file"))

    async def told(self, chat_id: int, text: str) -> None:
        if text.startswith("/start"):
            await self.send(chat_id, GREETING, KEYBOARD)
        else:
            await self.send(chat_id, f"You wrote <i>{escape(text)}</i>")

    async def pressed(self, press: dict[str, Any]) -> None:
        message, data = press["message"], press["data"]
        where = {"chat_id": message["chat"]["id"], "message_id": message["message_id"]}
        alert = data == "unwell"
        words = "Please call 112." if alert else "Saved."
        await self.call(
            "answerCallbackQuery", callback_query_id=press["id"], text=words, show_alert=alert
        )
        worse = {"inline_keyboard": [[{"text": "Worse", "callback_data": "worse"}]]}
        await self.call("editMessageText", **where, text=f"You pressed {data}.", reply_markup=worse)
