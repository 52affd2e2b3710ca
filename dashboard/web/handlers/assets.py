"""The scripts and style sheets of the pages."""

from dashboard.shell.assets import asset
from dashboard.web.handlers.base import FOR_EVER, Handler


class AssetHandler(Handler):
    """One file. Its name holds its hash, so a browser may keep it for ever."""

    def get(self, path: str) -> None:
        """The file, compressed where the browser takes that; 404 for another name."""
        found = asset(path)
        if found is None:
            self.send_error(404)
            return
        self.set_header("Content-Type", found.content_type)
        self.set_header("Cache-Control", FOR_EVER)
        self.set_header("Vary", "Accept-Encoding")
        if "gzip" in self.request.headers.get("Accept-Encoding", ""):
            self.set_header("Content-Encoding", "gzip")
            self.finish(found.gzipped)
        else:
            self.finish(found.content)
