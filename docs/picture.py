"""The README's picture, taken from a served demonstration: python docs/picture.py ADDRESS."""

import io
import sys
from pathlib import Path

from PIL import Image
from playwright.sync_api import sync_playwright

sys.path.insert(0, str(Path(__file__).parents[1] / "tests" / "support"))
from find_chromium import WAY_OUT, find

PICTURE = Path(__file__).parent / "overview.png"
COLOURS = 128


def main(address: str) -> None:
    """Take the picture in few colours, so that the file stays small."""
    program = find()
    if program is None:
        sys.exit(WAY_OUT)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=["--no-sandbox"])
        page = browser.new_page(viewport={"width": 1440, "height": 1300})
        page.goto(address)
        page.wait_for_selector("html[data-ready]", state="attached")
        page.wait_for_selector(".pending", state="detached")
        taken = page.screenshot()
        browser.close()
    picture = Image.open(io.BytesIO(taken)).convert("RGB").quantize(COLOURS)
    picture.save(PICTURE, optimize=True)


if __name__ == "__main__":
    main(sys.argv[1] if len(sys.argv) > 1 else "http://127.0.0.1:5006/")
