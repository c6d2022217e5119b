"""Hyperband over the network and its training (paper, Sect. 3.4), with Optuna's pruner and sampler."""

from __future__ import annotations

from dataclasses import replace

import optuna

from . import pipeline
from .config import Config
from .train import Trainer
from .workdir import Progress, WorkDir


def suggest(trial: optuna.Trial, config: Config) -> Config:
    """One point of the search space, as a complete configuration."""
    width = trial.suggest_categorical("feature_width", [256, 384, 512, 768])
    layers = trial.suggest_int("feature_layers", 1, 3)
    network = replace(
        config.network,
        blocks=trial.suggest_categorical("blocks", [8, 12, 16, 20]),
        hidden=trial.suggest_categorical("hidden", [64, 112, 160, 224]),
        hidden_layers=trial.suggest_int("hidden_layers", 1, 3),
        features=[width] * layers + [trial.suggest_categorical("features", [32, 64, 96, 128])],
        activation=trial.suggest_categorical("activation", ["relu", "silu"]),
    )
    train = replace(
        config.train,
        learning_rate=trial.suggest_float("learning_rate", 3e-4, 5e-3, log=True),
        l2=trial.suggest_float("l2", 1e-8, 1e-4, log=True),
        minutes=0.0,
    )
    return replace(config, network=network, train=train)


def run(config: Config, work: WorkDir, trials: int, max_steps: int, report_steps: int | None = None) -> optuna.Study:
    """Minimise the validation loss after at most `max_steps`; results in search.db and search.json."""
    report_steps = report_steps or max(max_steps // 27, 1)
    progress = Progress()
    stream = pipeline.make_stream(config, work, config.seed + 80)
    validation = pipeline.make_stream(config, work, config.seed + 81).draw(4096)

    def objective(trial: optuna.Trial) -> float:
        candidate = suggest(trial, config)
        candidate = replace(
            candidate,
            train=replace(
                candidate.train,
                steps=max_steps,
                validate_every=report_steps,
                checkpoint_every=10**9,
                warmup=max(max_steps // 40, 1),
            ),
        )
        trainer = Trainer(
            pipeline.new_network(candidate, work),
            stream,
            validation,
            candidate.train,
            work.path / "search" / str(trial.number),
            progress=lambda text: None,
        )
        for step in range(report_steps, max_steps + 1, report_steps):
            trainer.run(until=step)
            trial.report(trainer.history.validation[-1], step)
            if trial.should_prune():
                progress(f"trial {trial.number} pruned at step {step}: {trainer.history.validation[-1]:.3f}")
                raise optuna.TrialPruned
        progress(f"trial {trial.number}: {trainer.best:.3f} {trial.params}")
        return trainer.best

    optuna.logging.set_verbosity(optuna.logging.WARNING)
    study = optuna.create_study(
        study_name="starflow",
        storage=f"sqlite:///{work.path / 'search.db'}",
        load_if_exists=True,
        sampler=optuna.samplers.TPESampler(seed=config.seed),
        pruner=optuna.pruners.HyperbandPruner(min_resource=report_steps, max_resource=max_steps, reduction_factor=3),
    )
    study.optimize(objective, n_trials=trials)
    work.write_json(
        "search",
        {
            "best": study.best_params,
            "loss": study.best_value,
            "trials": [
                {"number": t.number, "state": t.state.name, "value": t.value, "params": t.params} for t in study.trials
            ],
        },
    )
    progress(f"best: {study.best_value:.3f} {study.best_params}")
    return study
