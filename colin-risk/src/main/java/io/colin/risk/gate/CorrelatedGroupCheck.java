package io.colin.risk.gate;

import io.colin.api.instrument.Symbol;
import io.colin.api.order.DenialCode;
import io.colin.api.order.Side;
import io.colin.risk.exposure.ExposureMirror;
import io.colin.risk.exposure.SymbolExposure;
import io.colin.risk.gate.Finding.Amounts;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.Supplier;

/**
 * Row 14: the net worst case, on the order's side, of the symbols that move with the order's, it included. A pair whose
 * correlation is not known counts as moving together; a symbol that nothing held moves with is no group. A hedge makes the
 * net smaller on its own side, so that it passes however large the other side is.
 */
record CorrelatedGroupCheck(Supplier<Correlated> correlations) implements Check {
    static final String NAME = "correlated-group";

    @Override
    public Input needs() {
        return Input.ACCOUNT;
    }

    @Override
    public boolean sparesShrinking() {
        return true;
    }

    @Override
    public boolean clears(Glance order) {
        Correlated known = correlations.get();
        long maxAgeNs = order.limits().exact.data().maxCorrelationAge().toNanos();
        if (known.asOfNs().isPresent() && order.nowNs() - known.asOfNs().getAsLong() > maxAgeNs) {
            return false;
        }
        ExposureMirror mirror = order.mirror;
        double[] rhos = order.terms().rhos(known, mirror);
        for (int i = 0; i < rhos.length; i++) {
            ExposureMirror.Line line = mirror.line(i);
            boolean moves = !(rhos[i] <= order.limits().maxCalm);
            if (moves && line != order.line() && line.isExposed()) {
                return false;
            }
        }
        return true;
    }

    @Override
    public Finding judge(Candidate order) {
        List<Symbol> beside = order.exposedBeside();
        if (beside.isEmpty()) {
            return Finding.passed(NAME, DenialCode.CORRELATION_LIMIT, order.quantity());
        }
        Correlated known = correlations.get();
        long maxAgeNs = order.limits().data().maxCorrelationAge().toNanos();
        if (known.asOfNs().isPresent() && order.nowNs() - known.asOfNs().getAsLong() > maxAgeNs) {
            return Finding.failed(
                    NAME, DenialCode.STALE_RISK_DATA, "correlations are of_ns=" + known.asOfNs().getAsLong());
        }
        List<Symbol> group = group(order, beside, known, order.limits().correlation().threshold());
        Finding finding = group.isEmpty()
                ? Finding.passed(NAME, DenialCode.CORRELATION_LIMIT, order.quantity())
                : ofGroup(order, group);
        List<Symbol> pairs = group(order, beside, known, order.limits().correlation().warnPair());
        return finding.passes() && !pairs.isEmpty()
                ? finding.warning(order.order().symbol() + " moves with " + pairs)
                : finding;
    }

    private static List<Symbol> group(Candidate order, List<Symbol> beside, Correlated known, BigDecimal above) {
        List<Symbol> group = new ArrayList<>();
        for (Symbol symbol : beside) {
            OptionalDouble rho = known.rho(order.order().symbol(), symbol);
            if (!(rho.orElse(1) <= above.doubleValue())) {
                group.add(symbol);
            }
        }
        return group;
    }

    private static Finding ofGroup(Candidate order, List<Symbol> group) {
        BigDecimal longSide = order.exposure().longSide();
        BigDecimal shortSide = order.exposure().shortSide();
        for (Symbol symbol : group) {
            SymbolExposure other = order.book().of(symbol, order.portfolio());
            longSide = longSide.add(other.longSide());
            shortSide = shortSide.add(other.shortSide());
        }
        BigDecimal growing = order.order().side() == Side.BUY ? longSide : shortSide;
        BigDecimal limit = order.ofEquity(order.limits().correlation().maxGroupShare());
        Amounts amounts = new Amounts(order.portfolio().currency(), limit, growing, growing.add(order.added()));
        BigDecimal largest = order.order().isChild()
                ? order.quantity()
                : order.largest(limit.subtract(growing), order.worth().unitValue());
        return Finding.limit(NAME, DenialCode.CORRELATION_LIMIT, amounts, largest)
                .withDetail("group=" + order.order().symbol() + "+" + group);
    }
}
