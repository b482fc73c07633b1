"""Runner: samples side by side, with a progress bar; an error is a result, never a gap."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

from tqdm import tqdm

from eval.kept import Kept
from eval.sample import Result, Sample, Suite
from eval.world import World

WORKERS = 2  # the machine the limits are given for has two cores

Choose = Callable[[Sample], bool]


def run_suite(
    suite: Suite,
    world: World,
    *,
    fast: bool = False,
    choose: Choose | None = None,
    show_progress: bool = True,
    kept: Kept | None = None,
    workers: int = WORKERS,
) -> tuple[Result, ...]:
    """All results of a suite, in the order of its samples, whatever the order they ended in.

    ``choose`` keeps some samples only; ``show_progress`` draws a bar on standard error; what is in
    ``kept`` is not run again, and each new result is added to it. ``workers`` samples run at the
    same time; no score depends on how many.
    """
    samples = [item for item in suite.samples(world, fast) if choose is None or choose(item)]
    return tuple(_results(suite, world, samples, show_progress, kept, workers))


def _results(
    suite: Suite,
    world: World,
    samples: Sequence[Sample],
    show_progress: bool,
    kept: Kept | None,
    workers: int,
) -> Iterator[Result]:
    def run(sample: Sample) -> Result:
        done = kept.done.get((suite.name, sample.id)) if kept else None
        if done is not None:
            return replace(done, sample=sample)
        result = run_sample(suite, world, sample)
        if kept is not None:
            kept.add(result)
        return result

    with ThreadPoolExecutor(max_workers=workers) as pool:
        running = pool.map(run, samples)
        yield from tqdm(
            running,
            total=len(samples),
            desc=f"[评测] {suite.title}",
            disable=not show_progress,
            ncols=80,
            bar_format="{desc} {bar} {n_fmt}/{total_fmt} {elapsed}",
        )


def run_sample(suite: Suite, world: World, sample: Sample) -> Result:
    """Answer and score one sample; whatever the task raises becomes the result's error."""
    start = time.perf_counter()
    output, error = None, None
    try:
        output = suite.task(world, sample)
    except Exception as raised:  # noqa: BLE001  a crash of the product is a score of zero here
        error = f"{type(raised).__name__}: {raised}".replace("\n", " ")[:300]
    milliseconds = round((time.perf_counter() - start) * 1000, 2)
    return Result(
        suite=suite.name,
        sample=sample,
        output=output,
        error=error,
        milliseconds=milliseconds,
        tokens=int(output.get("tokens") or 0) if output else 0,
        scores=suite.score(sample, output),
    )
