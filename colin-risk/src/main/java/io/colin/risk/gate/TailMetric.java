package io.colin.risk.gate;

import io.colin.api.order.DenialCode;
import io.colin.risk.TailLimits;
import io.colin.risk.var.GateFigures;
import java.math.BigDecimal;

/** The figures of tail risk that orders are held against. */
enum TailMetric {
    VAR_95_1D(0, "var-95-1d", DenialCode.VAR_LIMIT),
    VAR_99_1D(1, "var-99-1d", DenialCode.VAR_LIMIT),
    VAR_95_5D(2, "var-95-5d", DenialCode.VAR_LIMIT),
    VAR_99_5D(3, "var-99-5d", DenialCode.VAR_LIMIT),
    ES_99_1D(4, "es-99-1d", DenialCode.ES_LIMIT);

    private final int slot;
    private final String check;
    private final DenialCode code;

    TailMetric(int slot, String check, DenialCode code) {
        this.slot = slot;
        this.check = check;
        this.code = code;
    }

    /** Its place where the figures of all are kept, from 0. */
    int slot() {
        return slot;
    }

    String check() {
        return check;
    }

    DenialCode code() {
        return code;
    }

    double of(GateFigures figures) {
        return switch (this) {
            case VAR_95_1D -> figures.valueAtRisk(0.95, 1);
            case VAR_99_1D -> figures.valueAtRisk(0.99, 1);
            case VAR_95_5D -> figures.valueAtRisk(0.95, 5);
            case VAR_99_5D -> figures.valueAtRisk(0.99, 5);
            case ES_99_1D -> figures.expectedShortfall();
        };
    }

    BigDecimal limit(TailLimits limits) {
        return switch (this) {
            case VAR_95_1D -> limits.maxVar95OneDay();
            case VAR_99_1D -> limits.maxVar99OneDay();
            case VAR_95_5D -> limits.maxVar95FiveDays();
            case VAR_99_5D -> limits.maxVar99FiveDays();
            case ES_99_1D -> limits.maxEs99OneDay();
        };
    }
}
