"""Serves the chat page."""

from pathlib import Path

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import FileResponse, Response
from starlette.routing import Route

_FOLDER = Path(__file__).parents[2] / "templates" / "sandbox"
_FRESH = {"Cache-Control": "no-store"}


def _file(name: str) -> Response:
    path = _FOLDER / name
    if not path.is_file():
        raise HTTPException(404)
    return FileResponse(path, headers=_FRESH)


async def _index(_: Request) -> Response:
    return _file("index.html")


async def _static(request: Request) -> Response:
    return _file(Path(request.path_params["name"]).name)


async def _no_icon(_: Request) -> Response:
    return Response(status_code=204)


def page_routes() -> list[Route]:
    return [
        Route("/", _index),
        Route("/static/{name}", _static),
        Route("/favicon.ico", _no_icon),
    ]
