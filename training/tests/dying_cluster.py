"""`cluster` in which one process dies: `torchrun -m tests.dying_cluster RANK STEP cluster …`, for test_cluster.py."""

import os
import signal
import sys

from unicode2_training.__main__ import main
from unicode2_training.codebook.cluster import Clustering

rank, step = int(sys.argv[1]), int(sys.argv[2])
save = Clustering.save


def save_then_die(run: Clustering) -> None:
    """At a step, not at a time: it dies there on a machine of any speed."""
    save(run)
    if run.rank == rank and run.step == step:
        os.kill(os.getpid(), signal.SIGKILL)


Clustering.save = save_then_die  # type: ignore[method-assign]
sys.argv[1:] = sys.argv[3:]
main()
