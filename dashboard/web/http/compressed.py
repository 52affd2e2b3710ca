"""Answers compressed as they are sent, but for streams: a compressor would hold memory for each of them."""

from tornado.httputil import HTTPHeaders, HTTPServerRequest
from tornado.web import GZipContentEncoding

STREAMED = "text/event-stream"
LINES = "application/x-ndjson"


class CompressedAnswers(GZipContentEncoding):
    """Tornado's compression, which leaves event streams as they are and takes lines of JSON."""

    def __init__(self, request: HTTPServerRequest) -> None:
        super().__init__(request)
        self.CONTENT_TYPES = {*self.CONTENT_TYPES, LINES}
        self._is_stream = False

    def transform_first_chunk(
        self, status_code: int, headers: HTTPHeaders, chunk: bytes, finishing: bool
    ) -> tuple[int, HTTPHeaders, bytes]:
        """The answer's beginning, compressed where it may be."""
        self._is_stream = headers.get("Content-Type", "").startswith(STREAMED)
        if self._is_stream:
            return status_code, headers, chunk
        return super().transform_first_chunk(status_code, headers, chunk, finishing)

    def transform_chunk(self, chunk: bytes, finishing: bool) -> bytes:
        """A later part of the answer."""
        return chunk if self._is_stream else super().transform_chunk(chunk, finishing)
