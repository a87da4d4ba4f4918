package io.colin.ml.lifecycle;

import io.colin.api.signal.ModelStage;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;

/**
 * Which changes of stage there are; every other one is refused.
 *
 * <p>CANDIDATE → VALIDATED → SHADOW → CHALLENGER → CHAMPION → RETIRED, and REJECTED from any before CHAMPION. Beside
 * that line: CHALLENGER → CHALLENGER raises its share of the capital, SHADOW → CHAMPION is the succession of a refresh,
 * RETIRED → CHAMPION is the way back of a former champion by rollback.
 */
final class StageTable {
    private static final Map<ModelStage, Set<ModelStage>> LINE = new EnumMap<>(Map.of(
            ModelStage.CANDIDATE, EnumSet.of(ModelStage.VALIDATED, ModelStage.REJECTED),
            ModelStage.VALIDATED, EnumSet.of(ModelStage.SHADOW, ModelStage.REJECTED),
            ModelStage.SHADOW, EnumSet.of(ModelStage.CHALLENGER, ModelStage.REJECTED),
            ModelStage.CHALLENGER, EnumSet.of(ModelStage.CHALLENGER, ModelStage.CHAMPION, ModelStage.REJECTED),
            ModelStage.CHAMPION, EnumSet.of(ModelStage.RETIRED),
            ModelStage.RETIRED, EnumSet.noneOf(ModelStage.class),
            ModelStage.REJECTED, EnumSet.noneOf(ModelStage.class)));

    /** Where a model may have stood that is no longer kept, beside those that never came. */
    private static final Set<ModelStage> FORGOTTEN =
            EnumSet.of(ModelStage.CANDIDATE, ModelStage.VALIDATED, ModelStage.REJECTED);

    private StageTable() {}

    static boolean allows(ModelStage before, ModelStage after, StageChange.Cause cause) {
        return switch (cause) {
            case PROMOTION -> after != ModelStage.REJECTED && follows(before, after);
            case REJECTION -> after == ModelStage.REJECTED && follows(before, after);
            case REFRESH ->
                (before == ModelStage.SHADOW && after == ModelStage.CHAMPION)
                        || (before == ModelStage.CHAMPION && after == ModelStage.RETIRED);
            case ROLLBACK ->
                (before == ModelStage.RETIRED && after == ModelStage.CHAMPION)
                        || (before == ModelStage.CHAMPION && after == ModelStage.RETIRED);
            case REGISTRATION -> before == after && FORGOTTEN.contains(after);
        };
    }

    private static boolean follows(ModelStage before, ModelStage after) {
        return LINE.getOrDefault(before, Set.of()).contains(after);
    }
}
