"""The control API: what tests, scripts and the chat page do to the sandbox."""

from starlette.routing import Route

from bot.sandbox.control import chats, people, raw, running
from bot.sandbox.control.answering import Endpoint, route
from bot.sandbox.world import World

_CHAT = "/sandbox/chats/{chat_id}"
_ENDPOINTS: list[tuple[str, str, Endpoint]] = [
    ("GET", "/sandbox/health", people.health),
    ("GET", "/sandbox/users", people.list_people),
    ("POST", "/sandbox/users", people.add_person),
    ("GET", "/sandbox/bots", people.list_bots),
    ("GET", f"{_CHAT}/messages", chats.read),
    ("POST", f"{_CHAT}/messages", chats.write),
    ("POST", f"{_CHAT}/presses", chats.press),
    ("POST", f"{_CHAT}/edits", chats.edit),
    ("POST", f"{_CHAT}/block", people.block),
    ("POST", f"{_CHAT}/unblock", people.unblock),
    ("POST", "/sandbox/updates", raw.add_update),
    ("GET", "/sandbox/files/{file_id}", running.read_file),
    ("GET", "/sandbox/clock", running.read_clock),
    ("POST", "/sandbox/clock", running.move_clock),
    ("POST", "/sandbox/faults", running.add_fault),
    ("DELETE", "/sandbox/faults", running.end_faults),
    ("GET", "/sandbox/requests", running.read_requests),
]


def control_routes(world: World) -> list[Route]:
    return [route(world, method, path, endpoint) for method, path, endpoint in _ENDPOINTS]
