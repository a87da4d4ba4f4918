package io.colin.ml;

import io.colin.api.internal.Require;
import io.colin.ml.evaluation.Assessment;
import io.colin.ml.evaluation.PermutationImportance;
import io.colin.ml.network.TrainingEpoch;
import java.util.List;

/**
 * What a walk-forward training gave: the candidate and everything measured out of sample on the way.
 *
 * @param candidate fitted on all data before the hold-out; its card carries {@code overall}
 * @param blocks test blocks in order of time: the folds, then the hold-out where there is one
 * @param overall all blocks together
 * @param seeds the last fold again under other seeds, the root seed first; empty without folds
 * @param importances of the columns on the last block, the most important first; empty when not asked for
 */
public record WalkForwardResult(
        TrainedModel candidate,
        List<Block> blocks,
        Assessment overall,
        List<SeedScore> seeds,
        List<PermutationImportance> importances) {
    /** The name of the block that is judged once by the candidate itself. */
    public static final String HOLD_OUT = "hold-out";

    /** Copies. */
    public WalkForwardResult {
        blocks = List.copyOf(blocks);
        seeds = List.copyOf(seeds);
        importances = List.copyOf(importances);
    }

    /**
     * A test block.
     *
     * @param name {@code fold 1} …, or {@code hold-out}
     * @param fitDecisions the network of this block learnt from
     * @param epochs how its training went
     * @param assessment what was measured
     */
    public record Block(String name, int fitDecisions, List<TrainingEpoch> epochs, Assessment assessment) {
        /** Copies. */
        public Block {
            Require.text("name", name);
            epochs = List.copyOf(epochs);
        }
    }

    /**
     * The last fold's scores under one seed.
     *
     * @param seed of the training
     * @param accuracy share of decisions whose most probable class came
     * @param logLoss mean −ln p(true class)
     * @param totalReturn of its signals after costs, a fraction
     */
    public record SeedScore(long seed, double accuracy, double logLoss, double totalReturn) {}
}
