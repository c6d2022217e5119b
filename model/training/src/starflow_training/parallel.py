"""Work that is shared by processes."""

from __future__ import annotations

import multiprocessing
import os
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager


@contextmanager
def in_parallel(workers: int):
    """`map` in this process, or over `workers` processes of one thread each."""
    if workers == 1:
        yield map
        return
    saved = os.environ.get("OMP_NUM_THREADS")
    os.environ["OMP_NUM_THREADS"] = os.environ["OPENBLAS_NUM_THREADS"] = "1"  # for the processes, which start afresh
    try:
        with ProcessPoolExecutor(workers, multiprocessing.get_context("spawn"), initializer=_one_thread) as pool:
            yield pool.map
    finally:
        os.environ.pop("OPENBLAS_NUM_THREADS")
        if saved is None:
            os.environ.pop("OMP_NUM_THREADS")
        else:
            os.environ["OMP_NUM_THREADS"] = saved


def _one_thread() -> None:
    import torch

    torch.set_num_threads(1)
