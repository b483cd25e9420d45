"""The aftercare bot: answers patients after a facial thread lift from a reviewed knowledge base."""

import os

# The matrices are small: a second thread of the algebra library only waits for the first.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
