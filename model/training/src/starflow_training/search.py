"""Hyperband over the network and its training (paper, Sect. 3.4), with Optuna's pruner and sampler."""

from __future__ import annotations

import multiprocessing
from dataclasses import replace

import optuna
import torch

from . import pipeline
from .config import Config
from .network import ConditionalINN
from .workdir import Progress, WorkDir


def suggest(trial: optuna.Trial, config: Config) -> Config:
    """One point of the search space, as a complete configuration."""
    width = trial.suggest_categorical("feature_width", [256, 384, 512, 768])
    layers = trial.suggest_int("feature_layers", 1, 3)
    network = replace(
        config.network,
        blocks=trial.suggest_categorical("blocks", [8, 12, 16, 20]),
        hidden=trial.suggest_categorical("hidden", [64, 96, 112, 128, 160]),
        hidden_layers=trial.suggest_int("hidden_layers", 1, 3),
        features=[width] * layers + [trial.suggest_categorical("features", [32, 64, 80, 96, 128])],
        activation=trial.suggest_categorical("activation", ["relu", "silu"]),
    )
    train = replace(
        config.train,
        learning_rate=trial.suggest_float("learning_rate", 3e-4, 5e-3, log=True),
        l2=trial.suggest_float("l2", 1e-8, 1e-4, log=True),
        minutes=0.0,
    )
    return replace(config, network=network, train=train)


def cost(network: ConditionalINN) -> tuple[int, int]:
    """Parameters, and multiplications for each sample of the posterior (the condition's part is made once)."""
    parameters = sum(p.numel() for p in network.parameters() if p.requires_grad)
    work = 0
    for module in network.flow.module_list:
        for subnet in (getattr(module, name, None) for name in ("subnet1", "subnet2")):
            linears = [layer for layer in subnet if isinstance(layer, torch.nn.Linear)] if subnet is not None else []
            for i, layer in enumerate(linears):
                labels_only = layer.in_features - (network.config.features[-1] if i == 0 else 0)
                work += labels_only * layer.out_features
    return parameters, work


def run(
    config: Config,
    work: WorkDir,
    trials: int,
    max_steps: int,
    report_steps: int | None = None,
    device: str = "cpu",
    workers: int = 1,
    minutes: float = 0.0,
    budget: float = 1.15,
) -> optuna.Study:
    """Minimise the validation loss after at most `max_steps`; results in search.db and search.json.

    Candidates that cost more than `budget` times the configured network, in parameters or in work for each sample, are
    pruned before their first step. `workers` processes share the study; no trial begins after `minutes` (0: no limit).
    """
    report_steps = report_steps or max(max_steps // 27, 1)
    study = _study(config, work, report_steps, max_steps)
    share = -(-trials // workers)
    arguments = (config, work, share, max_steps, report_steps, device, minutes, budget)
    if workers == 1:
        _work(0, *arguments)
    else:
        context = multiprocessing.get_context("spawn")
        processes = [context.Process(target=_work, args=(i, *arguments)) for i in range(workers)]
        for process in processes:
            process.start()
        for process in processes:
            process.join()
    progress = Progress()
    finished = [t for t in study.trials if t.state is optuna.trial.TrialState.COMPLETE]
    best = min(finished, key=lambda t: t.value, default=None)
    work.write_json(
        "search",
        {
            "best": best.params if best else None,
            "loss": best.value if best else None,
            "budget": budget,
            "steps": [report_steps, max_steps],
            "batch": config.train.batch,
            "trials": [
                {
                    "number": t.number,
                    "state": t.state.name,
                    "value": t.value,
                    "steps": max(t.intermediate_values, default=0),
                    "last": t.intermediate_values[max(t.intermediate_values)] if t.intermediate_values else None,
                    "params": t.params,
                    **t.user_attrs,
                }
                for t in study.trials
            ],
        },
    )
    progress(f"best: {best.value:.3f} {best.params}" if best else "no trial was run to its end")
    return study


def _study(config: Config, work: WorkDir, report_steps: int, max_steps: int, worker: int = 0) -> optuna.Study:
    optuna.logging.set_verbosity(optuna.logging.WARNING)
    return optuna.create_study(
        study_name="starflow",
        storage=f"sqlite:///{work.path / 'search.db'}?timeout=60",
        load_if_exists=True,
        sampler=optuna.samplers.TPESampler(seed=config.seed + worker),
        pruner=optuna.pruners.HyperbandPruner(min_resource=report_steps, max_resource=max_steps, reduction_factor=3),
    )


def _work(
    worker: int,
    config: Config,
    work: WorkDir,
    trials: int,
    max_steps: int,
    report_steps: int,
    device: str,
    minutes: float,
    budget: float,
) -> None:
    """One worker's trials. Every candidate sees the same validation set."""
    progress = Progress()
    torch.set_num_threads(1)
    study = _study(config, work, report_steps, max_steps, worker)
    seeds = [config.seed + 80 + 2 * worker, config.seed + 81]
    stream, other = pipeline.make_streams(config, work, seeds, device)
    validation = other.draw(4096)
    limits = [budget * value for value in cost(pipeline.new_network(config, work))]

    def objective(trial: optuna.Trial) -> float:
        candidate = suggest(trial, config)
        network = pipeline.new_network(candidate, work)
        parameters, work_per_sample = cost(network)
        trial.set_user_attr("parameters", parameters)
        trial.set_user_attr("work", work_per_sample)
        if parameters > limits[0] or work_per_sample > limits[1]:
            raise optuna.TrialPruned
        settings = replace(
            candidate.train,
            steps=max_steps,
            validate_every=report_steps,
            checkpoint_every=10**9,
            warmup=max(max_steps // 40, 1),
            patience=10**9,
        )
        folder = work.path / "search" / f"worker{worker}"
        trainer = pipeline.make_trainer(network, stream, validation, settings, folder, lambda text: None)
        trainer.keeps_checkpoints = False
        for step in range(report_steps, max_steps + 1, report_steps):
            trainer.run(until=step)
            trial.report(trainer.history.validation[-1], step)
            if trial.should_prune():
                raise optuna.TrialPruned
        progress(f"trial {trial.number}: {trainer.best:.3f} {trial.params}")
        return trainer.best

    def stop_in_time(study: optuna.Study, _) -> None:
        if minutes > 0 and progress.elapsed() > 60.0 * minutes:
            study.stop()

    study.optimize(objective, n_trials=trials, callbacks=[stop_in_time])
