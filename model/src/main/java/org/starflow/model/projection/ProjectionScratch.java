package org.starflow.model.projection;

/** Working memory of one projection, kept for the next. */
final class ProjectionScratch {
    final float[] flux;
    final int[] good;
    final int[] left;
    final double[] residual;
    final double[] fitted;
    final double[][] gram;
    final double[][] factor;
    final double[] rhs;
    final double[] solution;
    final double[][] rows;

    ProjectionScratch(int pixels, int components) {
        flux = new float[pixels];
        good = new int[pixels];
        left = new int[pixels];
        residual = new double[pixels];
        fitted = new double[pixels];
        gram = new double[components][components];
        factor = new double[components][components];
        rhs = new double[components];
        solution = new double[components];
        rows = new double[RankEight.WIDTH][components];
    }
}
