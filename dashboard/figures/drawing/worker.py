"""The helper process that draws with vl-convert: one request after another, from stdin to stdout.

Started by ``process``, as a script: it imports nothing of ours, and ends when its stdin does. A
request is a JSON line ``{"draw": "vega-lite" | "png", "text": …, "scale": …, "seconds": …}``, an
answer a byte (``+`` for done, ``-`` for refused), four bytes of length and as many bytes of SVG, PNG
or reason. Where a drawing takes longer than its seconds the process ends: nothing else stops a
library that does not come back.
"""

import faulthandler
import json
import os
import sys

VEGA_LITE = "v5.21"


def main() -> None:
    """Answer requests until stdin ends."""
    faulthandler.dump_traceback_later(60, exit=True)
    import vl_convert

    faulthandler.cancel_dump_traceback_later()
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # what the library prints must not stand among the answers
    for line in sys.stdin.buffer:
        request = json.loads(line)
        faulthandler.dump_traceback_later(request["seconds"], exit=True)
        try:
            if request["draw"] == "vega-lite":
                drawn = vl_convert.vegalite_to_svg(request["text"], vl_version=VEGA_LITE).encode()
            else:
                drawn = vl_convert.svg_to_png(request["text"], scale=request["scale"])
            done = b"+"
        except BaseException as error:  # a panic of the library is no Exception
            done, drawn = b"-", str(error).encode("utf-8", "replace")
        faulthandler.cancel_dump_traceback_later()
        answers.write(done + len(drawn).to_bytes(4, "big") + drawn)
        answers.flush()


if __name__ == "__main__":
    main()
