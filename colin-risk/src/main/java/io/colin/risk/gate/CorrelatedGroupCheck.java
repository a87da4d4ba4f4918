package io.colin.risk.gate;

import io.colin.api.instrument.Symbol;
import io.colin.api.order.DenialCode;
import io.colin.api.order.Side;
import io.colin.risk.exposure.Exposed;
import io.colin.risk.exposure.ExposureMirror;
import io.colin.risk.gate.Finding.Amounts;
import java.math.BigDecimal;
import java.util.List;
import java.util.OptionalLong;
import java.util.StringJoiner;
import java.util.function.ToDoubleFunction;

/**
 * Row 14: the net worst case, on the order's side, of every group of symbols that move together and that the order's symbol
 * belongs to. A group is a symbol with all those whose correlation with it is above the threshold. A pair whose correlation
 * is not known counts as moving together where that makes the net larger, never as a hedge. A symbol that nothing held
 * moves with is no group. A hedge makes the net smaller on its own side, so that it passes however large the other side is.
 */
record CorrelatedGroupCheck(Correlated known) implements Check {
    static final String NAME = "correlated-group";

    /** How many symbols a text names: a book that moves as one has a hundred. */
    private static final int MOST_NAMED = 5;

    /** A group the order's symbol belongs to. */
    private static final class Group {
        private final Symbol center;
        /** Correlation of the center with each symbol beside the order's, not a number where it is not known. */
        private final double[] rhos;
        /** What its other members add on the order's side. */
        private BigDecimal others = BigDecimal.ZERO;

        private boolean isAlone = true;

        private Group(Symbol center, int size) {
            this.center = center;
            rhos = new double[size];
        }

        private void add(BigDecimal value) {
            others = others.add(value);
            isAlone = false;
        }
    }

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
        long maxAgeNs = order.limits().exact.data().maxCorrelationAge().toNanos();
        if (known.isOlder(order.nowNs(), maxAgeNs)) {
            return false;
        }
        double bound = order.limits().maxGroupShare * order.equity();
        if (order.grossBelow(bound)) {
            return true;
        }
        ExposureMirror mirror = order.mirror;
        double[] own = order.rhos.of(order.line(), known);
        double threshold = order.limits().threshold;
        boolean isAlone = true;
        for (int i = 0; i < own.length; i++) {
            ExposureMirror.Line line = mirror.line(i);
            if (line != order.line() && line.isExposed() && moves(own[i], threshold)) {
                isAlone = false;
                if (!isGroupBelow(order, order.rhos.of(line, known), bound)) {
                    return false;
                }
            }
        }
        return isAlone || isGroupBelow(order, own, bound);
    }

    /** Whether what the group of a symbol comes to with the order, on its side, surely stays below a bound. */
    private static boolean isGroupBelow(Glance order, double[] rhos, double bound) {
        ExposureMirror mirror = order.mirror;
        double threshold = order.limits().threshold;
        double sum = order.line().side(order.intent().side()) + order.value();
        for (int i = 0; i < rhos.length; i++) {
            ExposureMirror.Line line = mirror.line(i);
            if (line != order.line() && moves(rhos[i], threshold)) {
                double value = line.side(order.intent().side());
                sum += Double.isNaN(rhos[i]) ? Math.max(0, value) : value;
            }
        }
        return Surely.below(sum, order.grossMagnitude(), bound);
    }

    @Override
    public Finding judge(Candidate order) {
        if (order.beside().isEmpty()) {
            return Finding.passed(NAME, DenialCode.CORRELATION_LIMIT, order.quantity());
        }
        OptionalLong asOfNs = known.asOfNs();
        long maxAgeNs = order.limits().data().maxCorrelationAge().toNanos();
        if (asOfNs.isPresent() && order.nowNs() - asOfNs.getAsLong() > maxAgeNs) {
            return Finding.failed(NAME, DenialCode.STALE_RISK_DATA, "correlations are of_ns=" + asOfNs.getAsLong());
        }
        Group own = groupOf(order.order().symbol(), order);
        Finding finding = own.isAlone
                ? Finding.passed(NAME, DenialCode.CORRELATION_LIMIT, order.quantity())
                : ofGroup(order, worst(order, own));
        String pairs = names(order, own.rhos, order.limits().correlation().warnPair());
        return finding.passes() && !pairs.isEmpty()
                ? finding.warning(order.order().symbol() + " moves with " + pairs)
                : finding;
    }

    private static Finding ofGroup(Candidate order, Group group) {
        BigDecimal growing = group.others.add(order.growing());
        BigDecimal limit = order.ofEquity(order.limits().correlation().maxGroupShare());
        Amounts amounts = new Amounts(order.portfolio().currency(), limit, growing, growing.add(order.added()));
        BigDecimal ofChild = amounts.isWithin() ? order.quantity() : BigDecimal.ZERO;
        BigDecimal largest = order.order().isChild()
                ? ofChild
                : order.largest(limit.subtract(growing), order.worth().unitValue());
        String members = names(order, group.rhos, order.limits().correlation().threshold());
        return Finding.limit(NAME, DenialCode.CORRELATION_LIMIT, amounts, largest)
                .withDetail("group=" + group.center + "+" + members);
    }

    /** The group to which most is added: the symbol's own, and where that could matter those of its members. */
    private Group worst(Candidate order, Group own) {
        BigDecimal limit = order.ofEquity(order.limits().correlation().maxGroupShare());
        BigDecimal left = limit.subtract(order.growing()).subtract(order.added());
        if (order.grossBeside().compareTo(left) <= 0) {
            return own;
        }
        // No group holds more than everything that grows with the order.
        BigDecimal most = BigDecimal.ZERO;
        for (Exposed other : order.beside()) {
            most = most.add(growing(order, other).max(BigDecimal.ZERO));
        }
        if (most.compareTo(left) <= 0) {
            return own;
        }
        double threshold = order.limits().correlation().threshold().doubleValue();
        Group worst = own;
        for (int i = 0; i < own.rhos.length && worst.others.compareTo(most) < 0; i++) {
            if (moves(own.rhos[i], threshold)) {
                Group other = groupOf(order.beside().get(i).symbol(), order);
                worst = other.others.compareTo(worst.others) > 0 ? other : worst;
            }
        }
        return worst;
    }

    private Group groupOf(Symbol center, Candidate order) {
        List<Exposed> beside = order.beside();
        ToDoubleFunction<Symbol> rhosOf = known.rhosOf(center);
        double threshold = order.limits().correlation().threshold().doubleValue();
        Group group = new Group(center, beside.size());
        for (int i = 0; i < group.rhos.length; i++) {
            Exposed other = beside.get(i);
            double rho = rhosOf.applyAsDouble(other.symbol());
            group.rhos[i] = rho;
            if (moves(rho, threshold)) {
                BigDecimal value = growing(order, other);
                group.add(Double.isNaN(rho) ? value.max(BigDecimal.ZERO) : value);
            }
        }
        return group;
    }

    /** What is not known counts as 1. */
    static boolean moves(double rho, double above) {
        return Double.isNaN(rho) ? 1 > above : rho > above;
    }

    /** The symbols that move, the first of them by name; empty when none does. */
    private static String names(Candidate order, double[] rhos, BigDecimal above) {
        double level = above.doubleValue();
        StringJoiner names = new StringJoiner(", ", "[", "]").setEmptyValue("");
        int count = 0;
        for (int i = 0; i < rhos.length; i++) {
            if (moves(rhos[i], level) && ++count <= MOST_NAMED) {
                names.add(order.beside().get(i).symbol().name());
            }
        }
        return count <= MOST_NAMED
                ? names.toString()
                : names.add((count - MOST_NAMED) + " more").toString();
    }

    private static BigDecimal growing(Candidate order, Exposed other) {
        return order.order().side() == Side.BUY
                ? other.exposure().longSide()
                : other.exposure().shortSide();
    }
}
