package io.colin.server.run;

import io.colin.api.internal.Require;
import io.colin.execution.backtest.Trials;
import io.colin.server.config.Config;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;

/**
 * What a backtest is told from outside.
 *
 * @param data {@code builtin} or files, at least one
 * @param models directories of kept models, each for its own symbol; empty to find or train them
 * @param steps times a model is trained anew on all before it but its last four hours; 0 for one model trained on the first part
 * @param lifecycle whether models succeed each other as in a server's run: retrained, shadowed, promoted past their gates
 * @param folds of the walk forward that successors are judged by, which measures what they must have shown before they trade
 *     capital; 0 for one split, which does not, so that none ever does
 * @param fromNs event time from which it trades
 * @param toNs event time at which it ends
 * @param trials how much was tried
 * @param config everything a file can set
 */
public record BacktestSettings(
        List<String> data,
        List<Path> models,
        int steps,
        boolean lifecycle,
        int folds,
        OptionalLong fromNs,
        OptionalLong toNs,
        Trials trials,
        Config config) {
    /** The most times a model is trained anew. */
    public static final int MOST_STEPS = 50;

    /** The most folds that successors are judged by. */
    public static final int MOST_FOLDS = 50;

    /** Checks and copies. */
    public BacktestSettings {
        data = List.copyOf(data);
        models = List.copyOf(models);
        Require.positive("--data", data.size());
        Require.within("--walk-forward", steps, 0, MOST_STEPS);
        Require.within("--successor-folds", folds, 0, MOST_FOLDS);
        Require.that(folds == 0 || lifecycle, "--successor-folds", "must come with --lifecycle", folds);
        Require.that(steps == 0 || models.isEmpty(), "--walk-forward", "must come without --model", steps);
    }
}
