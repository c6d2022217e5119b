"""The limit: Fisher information of the emulator's spectrum, the noise and the prior, for each test star.

For Gaussian noise the Fisher matrix is J^T N^-1 J with J the Jacobian of the flux; N holds the noise per pixel and,
if asked, the emulator's own error. The prior enters as the inverse of its covariance (in standardised labels the
identity: uniform priors are replaced by Gaussians of the same spread, so the bound is that
of a Bayesian estimate near the middle of the prior and slightly optimistic at its edges).
"""

from __future__ import annotations

import numpy as np

from .engine import Engine
from .labels import KEYS
from .operators import velocity_derivative

#: Steps of the central differences in standardised labels.
_STEP = 0.02


class Bound:
    def __init__(self, engine: Engine, masked: bool = True, hardened: dict | None = None):
        """`masked` leaves out the package's mask; `hardened` adds the nuisances of training (see `HardeningConfig`)."""
        self.engine, self.hardened = engine, hardened
        self.used = np.flatnonzero(engine.pixels.unmasked) if masked else np.arange(engine.pixels.size)
        rows = engine.basis.rows[:, self.used].astype(np.float64)
        self.gram = rows @ rows.T
        self.rows = rows
        self.step = engine.pixels.step[self.used]

    def jacobian(self, labels: np.ndarray) -> np.ndarray:
        """d coefficients / d standardised labels of one star, central differences of the emulator. [K, D]"""
        x = self.engine.labels.standardise(labels)
        steps = np.full(len(KEYS), _STEP)
        points = np.concatenate([x + np.diag(steps), x - np.diag(steps)])
        coefficients, _ = self.engine.emulate(self.engine.labels.physical(points))
        coefficients = coefficients.astype(np.float64)
        return ((coefficients[: len(KEYS)] - coefficients[len(KEYS) :]) / (2.0 * steps[:, None])).T

    def sigma(self, labels: np.ndarray, snr: float, prior: bool = True, errors: np.ndarray | None = None) -> np.ndarray:
        """Lower bound of each label's standard deviation, in physical units (linearised). [D]

        Noise is proportional to the flux (paper, Eq. 1). `errors` [m, K] are draws from the emulator's error, in
        coefficients: with them the bound is that of someone who knows spectra only as well as the emulator.
        """
        coefficients, _ = self.engine.emulate(labels[None])
        flux = np.clip(self.engine.basis.mean[self.used] + coefficients[0] @ self.rows, 0.02, None)
        variance = flux**2 / (snr**2 * self.step)
        jacobian = self.rows.T @ self.jacobian(labels)  # [p, D]
        information = jacobian.T @ (jacobian / variance[:, None])
        if self.hardened is not None:
            information = self._marginalise(information, jacobian, flux, variance)
        if errors is not None:
            columns = self.rows.T @ (errors - errors.mean(axis=0)).T / np.sqrt(len(errors))
            information = _without(columns, information, jacobian, variance)
        if prior:
            information = information + np.eye(len(KEYS))
        covariance = np.linalg.inv(information)
        return np.sqrt(np.diagonal(covariance)) * self.physical_slope(labels)

    def physical_slope(self, labels: np.ndarray) -> np.ndarray:
        """d label / d standardised label. [D]"""
        slope = self.engine.labels.std.copy()
        return np.where(self.engine.labels.is_log, slope * np.log(10.0) * labels, slope)

    def _marginalise(self, information, jacobian, flux, variance) -> np.ndarray:
        """Information left after marginalising continuum and velocity nuisances with Gaussian priors."""
        full = np.zeros(self.engine.pixels.size)
        full[self.used] = flux
        nuisances = []
        for part, window in zip(self.engine.pixels.slices, self.engine.pixels.windows):
            x = np.linspace(-1.0, 1.0, window.n)
            for order, sigma in enumerate(self.hardened["continuum"]):
                values = np.zeros(self.engine.pixels.size)
                values[part] = np.polynomial.legendre.legval(x, np.eye(order + 1)[order]) * full[part]
                nuisances.append(values[self.used] * sigma)
        derivative = velocity_derivative(full[None], self.engine.pixels)[0]
        nuisances.append(derivative[self.used] * self.hardened["velocity"])
        return _without(np.stack(nuisances, axis=1), information, jacobian, variance)


def _without(nuisances: np.ndarray, information: np.ndarray, jacobian: np.ndarray, variance: np.ndarray) -> np.ndarray:
    """Information left after marginalising `nuisances` [p, m] with amplitudes of unit variance."""
    weighted = nuisances / variance[:, None]
    cross = weighted.T @ jacobian
    return information - cross.T @ np.linalg.solve(nuisances.T @ weighted + np.eye(nuisances.shape[1]), cross)
