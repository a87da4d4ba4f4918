package io.colin.risk.gate;

import io.colin.api.order.DenialCode;
import io.colin.risk.TailLimits;
import java.math.BigDecimal;
import java.util.function.Function;

/** The figures of tail risk that orders are held against. */
enum TailMetric {
    VAR_95_1D("var-95-1d", DenialCode.VAR_LIMIT, TailLimits::maxVar95OneDay),
    VAR_99_1D("var-99-1d", DenialCode.VAR_LIMIT, TailLimits::maxVar99OneDay),
    VAR_95_5D("var-95-5d", DenialCode.VAR_LIMIT, TailLimits::maxVar95FiveDays),
    VAR_99_5D("var-99-5d", DenialCode.VAR_LIMIT, TailLimits::maxVar99FiveDays),
    ES_99_1D("es-99-1d", DenialCode.ES_LIMIT, TailLimits::maxEs99OneDay);

    private final String check;
    private final DenialCode code;
    private final Function<TailLimits, BigDecimal> limit;

    TailMetric(String check, DenialCode code, Function<TailLimits, BigDecimal> limit) {
        this.check = check;
        this.code = code;
        this.limit = limit;
    }

    String check() {
        return check;
    }

    DenialCode code() {
        return code;
    }

    BigDecimal limit(TailLimits limits) {
        return limit.apply(limits);
    }
}
