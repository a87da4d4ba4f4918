package io.colin.ml.feature;

/** One number a bar, computed from that bar and what was kept of those before it. */
@FunctionalInterface
interface Calculation {
    /** Called exactly once for every bar, after everything it reads was updated; NaN while absent. */
    double next();
}
