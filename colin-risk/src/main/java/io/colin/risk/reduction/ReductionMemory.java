package io.colin.risk.reduction;

import io.colin.api.Decimals;
import io.colin.api.portfolio.Portfolio;
import io.colin.risk.drawdown.DrawdownLevel;
import io.colin.risk.internal.SavedState;
import java.math.BigDecimal;
import java.util.Map;

/**
 * Remembers the gross exposure when the warning rung was crossed, or the next one where nothing was held then, and on which
 * rung positions were last closed. Both are forgotten once equity is back above the warning, and the rung once a person ended
 * what stood for it.
 *
 * <p>Single-threaded.
 */
public final class ReductionMemory {
    private BigDecimal exposure = BigDecimal.ZERO;
    private DrawdownLevel acted = DrawdownLevel.NONE;

    private ReductionMemory() {}

    /**
     * A memory of nothing.
     *
     * @return a memory before the first crossing
     */
    public static ReductionMemory empty() {
        return new ReductionMemory();
    }

    /**
     * Learns where the ladder stands.
     *
     * @param level the rung in force
     * @param portfolio the account; one that is not priced is passed over
     * @return true when a rung was crossed on which positions are to be closed, and that was not told before
     */
    public boolean observe(DrawdownLevel level, Portfolio portfolio) {
        if (!portfolio.isPriced()) {
            return false;
        }
        if (level == DrawdownLevel.NONE) {
            exposure = BigDecimal.ZERO;
            acted = DrawdownLevel.NONE;
            return false;
        }
        if (acted == DrawdownLevel.NONE) {
            exposure = portfolio.grossExposure();
            acted = DrawdownLevel.WARNING;
        }
        if (level.compareTo(acted) <= 0) {
            return false;
        }
        if (exposure.signum() == 0) {
            exposure = portfolio.grossExposure(); // nothing was held when the warning was crossed
        }
        acted = level;
        return true;
    }

    /**
     * A person ended what stood for a deeper rung: crossings are told again from this one on.
     *
     * @param level the rung that is left; one that was not told changes nothing
     */
    public void lower(DrawdownLevel level) {
        if (level.compareTo(acted) < 0) {
            acted = level;
            exposure = level == DrawdownLevel.NONE ? BigDecimal.ZERO : exposure;
        }
    }

    /**
     * The gross exposure when the warning was crossed, or the next rung where nothing was held then.
     *
     * @return in the account currency, 0 above the warning
     */
    public BigDecimal exposure() {
        return exposure;
    }

    /**
     * The rung up to which crossings were told.
     *
     * @return NONE above the warning
     */
    public DrawdownLevel acted() {
        return acted;
    }

    /**
     * Writes what must survive a restart.
     *
     * @param state receives texts whose names start with {@code reduction.}
     */
    public void save(Map<String, String> state) {
        state.put("reduction.exposure", Decimals.text(exposure));
        state.put("reduction.acted", acted.name());
    }

    /**
     * Takes back what {@link #save} wrote.
     *
     * @param state as written
     * @throws IllegalArgumentException if a text is missing or unreadable; then nothing has changed
     */
    public void restore(Map<String, String> state) {
        SavedState saved = SavedState.of(state);
        BigDecimal savedExposure = saved.decimal("reduction.exposure");
        acted = saved.constant("reduction.acted", DrawdownLevel.values());
        exposure = savedExposure;
    }
}
