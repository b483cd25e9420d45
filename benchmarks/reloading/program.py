"""The real program over a base in a folder, in front of the playground; run as a module, with the folder."""

import asyncio
import gc
import sys
from pathlib import Path

from bot.content.watching import Watching
from bot.running import event_loop, serve
from bot.settings import Settings


def main(base: Path) -> None:
    """Serve the base until SIGTERM."""
    gc.set_threshold(1_000_000)  # as the command line does
    watching = Watching(base)
    knowledge = watching.first()
    with asyncio.Runner(loop_factory=event_loop) as runner:
        runner.run(serve(knowledge, Settings(_env_file=None), show=False, watching=watching))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
