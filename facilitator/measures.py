"""What a process counts for whoever watches over the server.

Numbers only: no code, name, token or address is ever a label, and nothing says what
somebody wrote or chose.
"""

from collections.abc import Callable

from prometheus_client import (
    CollectorRegistry,
    Counter,
    Gauge,
    GCCollector,
    Histogram,
    PlatformCollector,
    ProcessCollector,
)

REQUESTS = (0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10)  # seconds
COMMITS = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.5, 2.5)  # seconds
SIZES = (1, 2, 4, 8, 16, 32, 64, 128, 256)  # units of work


class Measures:
    """The figures of one process, in a registry of its own."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        for collector in (ProcessCollector, PlatformCollector, GCCollector):
            collector(registry=self.registry)
        self._gauges: dict[str, Gauge] = {}
        self._kinds: dict[tuple[str, str, str], Histogram] = {}
        self._measure_requests()
        self._measure_units()
        self._measure_streams()

    def _measure_requests(self) -> None:
        self._requests = Histogram(
            "facilitator_request_seconds",
            "Time until the answer to a request began, by kind of page.",
            ("route", "method", "status"),
            buckets=REQUESTS,
            registry=self.registry,
        )

    def _measure_units(self) -> None:
        self.commits = self._histogram(
            "facilitator_commit_seconds", "Time of one commit, its sync included."
        )
        self.batches = self._histogram(
            "facilitator_batch_units", "Units of work that shared a commit.", SIZES
        )
        self._refused = self._counter(
            "facilitator_units_refused", "Units of work not done, by reason.", "reason"
        )
        self._stored = self._counter(
            "facilitator_stored", "Things stored durably, resends not counted.", "what"
        )

    def _measure_streams(self) -> None:
        self.flushes = self._histogram(
            "facilitator_feed_flush_seconds", "Time to store and tell what changed."
        )
        self.frames = self._counter(
            "facilitator_frames", "Frames sent to open streams."
        )
        self.dropped = self._counter(
            "facilitator_streams_dropped", "Streams closed because nobody took a frame."
        )

    def request(self, route: str, method: str, status: str, seconds: float) -> None:
        """Count one answer; `status` is a class such as 2xx."""
        kind = (route, method, status)
        found = self._kinds.get(kind)
        if found is None:
            found = self._kinds[kind] = self._requests.labels(*kind)
        found.observe(seconds)

    def refused(self, reason: str) -> None:
        """Count a unit of work that was not done; `reason` is the error's name."""
        self._refused.labels(reason).inc()

    def stored(self, what: str) -> None:
        """Count something that is durable now: a ballot, a seat, a proposal."""
        self._stored.labels(what).inc()

    def follow(self, name: str, text: str, read: Callable[[], float]) -> None:
        """Give the figure `name`, read anew each time somebody looks.

        Followed again, it is read where it was followed last.
        """
        if name not in self._gauges:
            self._gauges[name] = Gauge(name, text, registry=self.registry)
        self._gauges[name].set_function(read)

    def _counter(self, name: str, text: str, *labels: str) -> Counter:
        return Counter(name, text, labels, registry=self.registry)

    def _histogram(
        self, name: str, text: str, buckets: tuple[float, ...] = COMMITS
    ) -> Histogram:
        return Histogram(name, text, buckets=buckets, registry=self.registry)
