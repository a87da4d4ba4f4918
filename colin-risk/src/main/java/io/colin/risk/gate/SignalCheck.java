package io.colin.risk.gate;

import io.colin.api.Decimals;
import io.colin.api.order.DenialCode;
import io.colin.api.signal.Direction;
import io.colin.api.signal.Signal;
import io.colin.risk.gate.Finding.Amounts;
import java.math.BigDecimal;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;

/** Row 5: the signal behind an order must be of its symbol, directed, unexpired and confident enough. */
record SignalCheck(Optional<Function<Signal, OptionalLong>> modelCutOff) implements Check {
    private static final String NAME = "signal";
    private static final int PLACES = 12;

    @Override
    public boolean concerns(Candidate order) {
        return order.order().itsSignal().isPresent();
    }

    @Override
    public boolean clears(Glance order) {
        Signal signal = order.signal();
        return signal == null
                || (modelCutOff.isEmpty()
                        && signal.symbol().equals(order.intent().symbol())
                        && signal.direction() != Direction.NEUTRAL
                        && signal.expiresAtNs() >= order.nowNs()
                        && signal.confidence() >= order.limits().exact.data().minConfidence());
    }

    @Override
    public Finding judge(Candidate order) {
        Signal signal = order.order().itsSignal().orElseThrow();
        if (!signal.symbol().equals(order.order().symbol())) {
            return Finding.failed(NAME, DenialCode.VALIDATION_FAILED, "the signal is about " + signal.symbol());
        }
        if (signal.direction() == Direction.NEUTRAL) {
            return switch (signal.reason()) {
                case OUT_OF_DISTRIBUTION -> broken(DenialCode.OUT_OF_DISTRIBUTION, signal);
                case STALE_MODEL -> broken(DenialCode.STALE_MODEL, signal);
                case LOW_CONFIDENCE -> broken(DenialCode.LOW_CONFIDENCE, signal);
                default -> broken(DenialCode.VALIDATION_FAILED, signal);
            };
        }
        if (signal.expiresAtNs() < order.nowNs()) {
            return Finding.failed(
                    NAME, DenialCode.STALE_MARKET_DATA, "the signal expired at_ns=" + signal.expiresAtNs());
        }
        Optional<String> stale = staleModel(signal, order);
        if (stale.isPresent()) {
            return Finding.failed(NAME, DenialCode.STALE_MODEL, stale.get());
        }
        double least = order.limits().data().minConfidence();
        Finding finding = signal.confidence() >= least
                ? Finding.passed(NAME, DenialCode.LOW_CONFIDENCE, order.quantity())
                : Finding.failed(NAME, DenialCode.LOW_CONFIDENCE, "at least " + least + " is needed");
        BigDecimal confidence = Decimals.fromStatistic(signal.confidence(), PLACES);
        return finding.withAmounts(
                new Amounts("probability", Decimals.fromStatistic(least, PLACES), confidence, confidence));
    }

    private Optional<String> staleModel(Signal signal, Candidate order) {
        if (modelCutOff.isEmpty()) {
            return Optional.empty();
        }
        OptionalLong cutOffNs = modelCutOff.get().apply(signal);
        if (cutOffNs.isEmpty()) {
            return Optional.of("no cut-off known of " + signal.sourceModel() + " " + signal.modelVersion());
        }
        // Not by their difference, which a time that was never set would overflow.
        long oldestNs = order.nowNs() - order.limits().data().maxModelAge().toNanos();
        return cutOffNs.getAsLong() < oldestNs
                ? Optional.of("data of " + signal.sourceModel() + " end at_ns=" + cutOffNs.getAsLong())
                : Optional.empty();
    }

    private static Finding broken(DenialCode code, Signal signal) {
        return Finding.failed(NAME, code, "the signal is neutral: " + signal.reason());
    }
}
