"""Figures for whoever runs the program. Labels take fixed values only: no chat, no content."""

import re
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Literal

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, start_http_server

from bot.problems import Problem

Delivered = Literal["delivered", "later", "expired", "refused", "blocked", "replaced"]
TurnEnd = Literal["committed", "again", "stuck"]
Kind = Literal["updates", "wake"]

_EVENT = re.compile(r"[a-z][a-z_]{0,39}")
_MOST_EVENTS = 200


class Metrics:
    """The program's figures, in a registry of their own."""

    def __init__(self) -> None:
        self.registry = registry = CollectorRegistry()
        self._turns = Counter(
            "companion_turns", "Turns by how they ended.", ["kind", "end"], registry=registry
        )
        self._updates = Counter("companion_updates", "Updates that came in.", registry=registry)
        self._seconds = Histogram(
            "companion_turn_seconds",
            "Time from the start of a turn to its commit.",
            buckets=(0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5),
            registry=registry,
        )
        self._deliveries = Counter(
            "companion_deliveries", "Effects by what became of them.", ["end"], registry=registry
        )
        self._waiting = Gauge(
            "companion_outbox_waiting", "Effects that wait to be delivered.", registry=registry
        )
        self._events = Counter(
            "companion_events", "Events the conversation counts.", ["event"], registry=registry
        )
        self._event_names: set[str] = set()

    def received(self, count: int = 1) -> None:
        self._updates.inc(count)

    def turn(self, kind: Kind, end: TurnEnd) -> None:
        self._turns.labels(kind, end).inc()

    @contextmanager
    def timed(self) -> Iterator[None]:
        """Measures a turn."""
        start = time.monotonic()
        try:
            yield
        finally:
            self._seconds.observe(time.monotonic() - start)

    def delivery(self, end: Delivered, count: int = 1) -> None:
        self._deliveries.labels(end).inc(count)

    def waiting(self, count: int) -> None:
        self._waiting.set(count)

    def events(self, names: Iterable[str]) -> None:
        """Counts events by name. What does not look like a fixed name is counted as "other"."""
        for name in names:
            self._events.labels(self._fixed(name)).inc()

    def _fixed(self, name: str) -> str:
        if name in self._event_names:
            return name
        if not _EVENT.fullmatch(name) or len(self._event_names) >= _MOST_EVENTS:
            return "other"
        self._event_names.add(name)
        return name


class MetricsServer:
    """Serves the figures on an address of their own."""

    def __init__(self, metrics: Metrics, host: str, port: int) -> None:
        try:
            self._server, self._thread = start_http_server(port, host, metrics.registry)
        except OSError as error:
            raise Problem(
                f"The address {host}:{port} (setting METRICS_LISTEN) cannot be used: "
                f"{error.strerror or error}."
            ) from None
        self.port: int = self._server.server_port

    def stop(self) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join(timeout=5)
