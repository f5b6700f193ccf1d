"""A build of the project that tells each step: one line per folder, not two per model and test."""

from customer360.build.run import BuildRun, Failure, run_build
from customer360.build.steps import Step, Steps, place_of_node

__all__ = ["BuildRun", "Failure", "Step", "Steps", "place_of_node", "run_build"]
