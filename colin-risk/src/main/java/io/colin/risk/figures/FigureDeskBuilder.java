package io.colin.risk.figures;

import io.colin.api.internal.Require;
import io.colin.risk.var.VarSettings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Builds a {@link FigureDesk}; every setter checks its own argument. Single-threaded. */
public final class FigureDeskBuilder {
    VarSettings settings = VarSettings.defaults();
    Duration every = Duration.ofSeconds(60);
    Duration delay = Duration.ofSeconds(1);
    final List<FigurePart> parts = new ArrayList<>();

    FigureDeskBuilder() {}

    /**
     * Sets how value at risk is measured.
     *
     * @param value the settings
     * @return this
     */
    public FigureDeskBuilder settings(VarSettings value) {
        settings = value;
        return this;
    }

    /**
     * Sets how often a task is due in event time.
     *
     * @param value above 0, 60 s by default
     * @return this
     */
    public FigureDeskBuilder every(Duration value) {
        every = Require.positive("every", value);
        return this;
    }

    /**
     * Sets how long after it was asked for a task's results count, in event time.
     *
     * @param value above 0, 1 s by default
     * @return this
     */
    public FigureDeskBuilder delay(Duration value) {
        delay = Require.positive("delay", value);
        return this;
    }

    /**
     * Adds a part of the slow work.
     *
     * @param value run in the order of adding, after value at risk
     * @return this
     */
    public FigureDeskBuilder part(FigurePart value) {
        parts.add(value);
        return this;
    }

    /**
     * Builds the desk.
     *
     * @return the desk
     */
    public FigureDesk build() {
        return new FigureDesk(this);
    }
}
