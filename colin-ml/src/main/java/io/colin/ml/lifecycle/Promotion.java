package io.colin.ml.lifecycle;

import java.util.List;

/** The answer to a wish for a promotion or rollback. */
public sealed interface Promotion {
    /**
     * It was done.
     *
     * @param changes as recorded, at least one; the one asked for is the last
     */
    record Done(List<StageChange> changes) implements Promotion {
        /** Copies. */
        public Done {
            changes = List.copyOf(changes);
        }
    }

    /**
     * It was not done; everything is as it was.
     *
     * @param failed every condition that does not hold, at least one
     */
    record Refused(List<Criterion> failed) implements Promotion {
        /** Copies. */
        public Refused {
            failed = List.copyOf(failed);
        }
    }
}
