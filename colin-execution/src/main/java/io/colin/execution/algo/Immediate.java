package io.colin.execution.algo;

import io.colin.api.Decimals;
import io.colin.api.execution.AlgoState;
import io.colin.api.execution.AlgoStep;
import io.colin.api.execution.ExecutionAlgo;
import io.colin.api.execution.PlannedSlice;
import io.colin.api.execution.Slice;
import io.colin.api.instrument.Instrument;
import io.colin.api.market.Quote;
import io.colin.api.order.AlgoSpec;
import io.colin.api.order.DenialCode;
import io.colin.api.order.OrderIntent;
import io.colin.api.order.OrderType;
import io.colin.api.order.Side;
import io.colin.api.order.TimeInForce;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Sends the whole order at once, one slice, and ends when that child has ended; what is left is returned, never resent.
 *
 * <p>A market order goes out as an immediate-or-cancel limit at the fresh mid plus or minus {@code cap_bps} (as
 * fill-or-kill when the order asks for it), so that a thin book cannot fill it at any price; without a fresh price it
 * is not sent. Every other order keeps its own pricing and time in force.
 *
 * <p>Parameters: {@code cap_bps} (basis points, above 0, default 20) and {@code max_quote_age_ms} (default 2000). Both
 * concern market orders only. Thread-safe.
 */
public final class Immediate implements ExecutionAlgo {
    /** The type orders name it by. */
    public static final String TYPE = "immediate";

    /** Another one with every change of what it answers; a test holds its answers against it. */
    private static final String VERSION = "1";

    private static final String CAP_BPS = "cap_bps";
    private static final String MAX_QUOTE_AGE_MS = "max_quote_age_ms";

    private final AlgoSpec defaults;

    private record Settings(BigDecimal capBps, long maxQuoteAgeNs) {
        private static Settings of(AlgoSpec asked, AlgoSpec defaults) {
            Parameters parameters = Parameters.of(asked, defaults);
            return new Settings(
                    parameters.decimal(CAP_BPS, "0.01", "5000"),
                    Duration.ofMillis(parameters.whole(MAX_QUOTE_AGE_MS, 1, 86_400_000))
                            .toNanos());
        }
    }

    private Immediate(AlgoSpec defaults) {
        this.defaults = defaults;
    }

    /**
     * Starts an algorithm.
     *
     * @return a builder with a cap of 20 bp and quotes of at most 2 s
     */
    public static Builder builder() {
        return new Builder();
    }

    @Override
    public String version() {
        return VERSION;
    }

    @Override
    public String type() {
        return TYPE;
    }

    @Override
    public AlgoSpec defaults() {
        return defaults;
    }

    @Override
    public void validate(OrderIntent intent, Instrument instrument) {
        Settings.of(intent.algo(), defaults);
    }

    @Override
    public boolean mayRest(OrderIntent intent) {
        return !(intent.type() instanceof OrderType.Market)
                && !intent.timeInForce().isImmediate();
    }

    @Override
    public boolean isWhole() {
        return true;
    }

    @Override
    public List<PlannedSlice> plan(AlgoState state) {
        return state.available().signum() > 0
                ? List.of(new PlannedSlice(state.timeNs(), state.available()))
                : List.of();
    }

    @Override
    public AlgoStep next(AlgoState state) {
        BigDecimal leaves = state.parent().progress().leavesQuantity();
        if (leaves.signum() == 0) {
            return new AlgoStep.Finish("complete");
        }
        if (state.working().signum() > 0) {
            return new AlgoStep.Continue(List.of(), AlgoStep.NO_TIMER);
        }
        if (state.slicesSent() > 0) {
            return new AlgoStep.Finish("the only slice ended: leaves=" + Decimals.text(leaves));
        }
        return first(state);
    }

    private AlgoStep first(AlgoState state) {
        OrderIntent intent = state.parent().intent();
        if (!(intent.type() instanceof OrderType.Market)) {
            return new AlgoStep.Continue(
                    List.of(new Slice(state.available(), intent.type(), intent.timeInForce())), AlgoStep.NO_TIMER);
        }
        Settings settings = Settings.of(intent.algo(), defaults);
        Optional<Quote> quote = Prices.fresh(state, settings.maxQuoteAgeNs());
        if (quote.isEmpty()) {
            return new AlgoStep.Finish(DenialCode.STALE_MARKET_DATA + ": symbol=" + intent.symbol()
                    + " max_quote_age_ms=" + settings.maxQuoteAgeNs() / 1_000_000);
        }
        Side side = intent.side();
        BigDecimal limit = Prices.onTick(
                side,
                Prices.worse(side, quote.get().mid(), settings.capBps()),
                state.instrument().tickSize());
        if (limit.signum() <= 0) {
            return new AlgoStep.Finish(DenialCode.PRICE_PRECISION + ": no tick above 0 within cap_bps="
                    + Decimals.text(settings.capBps()));
        }
        TimeInForce timeInForce =
                intent.timeInForce().kind() == TimeInForce.Kind.FOK ? TimeInForce.FOK : TimeInForce.IOC;
        return new AlgoStep.Continue(
                List.of(new Slice(state.available(), new OrderType.Limit(limit), timeInForce)), AlgoStep.NO_TIMER);
    }

    /** Builds the algorithm; every setter checks its own argument. */
    public static final class Builder {
        private String capBps = "20";
        private String maxQuoteAgeMs = "2000";

        private Builder() {}

        /**
         * Sets how far from mid a market order may trade.
         *
         * @param value basis points, [0.01, 5000]
         * @return this
         */
        public Builder capBps(double value) {
            return check(Map.of(CAP_BPS, Decimals.text(BigDecimal.valueOf(value))));
        }

        /**
         * Sets how old the price of a market order may be.
         *
         * @param value whole milliseconds, [1 ms, 1 day]
         * @return this
         */
        public Builder maxQuoteAge(Duration value) {
            return check(Map.of(MAX_QUOTE_AGE_MS, Long.toString(value.toMillis())));
        }

        /**
         * Builds the algorithm.
         *
         * @return the algorithm
         */
        public Immediate build() {
            return new Immediate(spec());
        }

        private Builder check(Map<String, String> changed) {
            Settings.of(AlgoSpec.of(TYPE, changed), spec());
            capBps = changed.getOrDefault(CAP_BPS, capBps);
            maxQuoteAgeMs = changed.getOrDefault(MAX_QUOTE_AGE_MS, maxQuoteAgeMs);
            return this;
        }

        private AlgoSpec spec() {
            return AlgoSpec.of(TYPE, Map.of(CAP_BPS, capBps, MAX_QUOTE_AGE_MS, maxQuoteAgeMs));
        }
    }
}
