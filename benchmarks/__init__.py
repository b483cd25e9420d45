"""What the project is measured by; run the modules as scripts, see README.md."""

import bot as _bot  # noqa: F401 - it limits the threads of numpy, which counts only before numpy is imported
