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
import java.util.OptionalLong;

/**
 * Row 14: the net worst case, on the order's side, of every group of symbols that move together and that the order's symbol
 * belongs to. A group is a symbol with all those whose correlation with it is above the threshold. A pair whose correlation
 * is not known counts as moving together where that makes the net larger, never as a hedge. A symbol that nothing held
 * moves with is no group. A hedge makes the net smaller on its own side, so that it passes however large the other side is.
 */
record CorrelatedGroupCheck(Correlated known) implements Check {
    static final String NAME = "correlated-group";

    /** What a group adds to the order's symbol. */
    private record Group(Symbol center, List<Symbol> members, BigDecimal others) {}

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
        if (order.exposedBeside().isEmpty()) {
            return Finding.passed(NAME, DenialCode.CORRELATION_LIMIT, order.quantity());
        }
        OptionalLong asOfNs = known.asOfNs();
        long maxAgeNs = order.limits().data().maxCorrelationAge().toNanos();
        if (asOfNs.isPresent() && order.nowNs() - asOfNs.getAsLong() > maxAgeNs) {
            return Finding.failed(NAME, DenialCode.STALE_RISK_DATA, "correlations are of_ns=" + asOfNs.getAsLong());
        }
        double[] rhos = rhos(order.order().symbol(), order, known);
        List<Symbol> pairs =
                movingWith(order, rhos, order.limits().correlation().warnPair());
        Group group = worst(order, known, rhos);
        Finding finding = group.members().isEmpty()
                ? Finding.passed(NAME, DenialCode.CORRELATION_LIMIT, order.quantity())
                : ofGroup(order, group);
        return finding.passes() && !pairs.isEmpty()
                ? finding.warning(order.order().symbol() + " moves with " + pairs)
                : finding;
    }

    private static Finding ofGroup(Candidate order, Group group) {
        BigDecimal growing = group.others().add(order.growing());
        BigDecimal limit = order.ofEquity(order.limits().correlation().maxGroupShare());
        Amounts amounts = new Amounts(order.portfolio().currency(), limit, growing, growing.add(order.added()));
        BigDecimal ofChild = amounts.isWithin() ? order.quantity() : BigDecimal.ZERO;
        BigDecimal largest = order.order().isChild()
                ? ofChild
                : order.largest(limit.subtract(growing), order.worth().unitValue());
        return Finding.limit(NAME, DenialCode.CORRELATION_LIMIT, amounts, largest)
                .withDetail("group=" + group.center() + "+" + group.members());
    }

    /** The group to which most is added: the symbol's own, and where that could matter those of its members. */
    private static Group worst(Candidate order, Correlated known, double[] rhos) {
        Group worst = groupOf(order.order().symbol(), order, rhos);
        if (isWithinWhateverMoves(order)) {
            return worst;
        }
        for (Symbol center : worst.members()) {
            Group other = groupOf(center, order, rhos(center, order, known));
            if (other.others().compareTo(worst.others()) > 0) {
                worst = other;
            }
        }
        return worst;
    }

    /** Whether no group whatever could pass the limit. */
    private static boolean isWithinWhateverMoves(Candidate order) {
        BigDecimal sum = order.growing().add(order.added());
        for (Symbol symbol : order.exposedBeside()) {
            sum = sum.add(growing(order, symbol).max(BigDecimal.ZERO));
        }
        return sum.compareTo(order.ofEquity(order.limits().correlation().maxGroupShare())) <= 0;
    }

    /** Correlation of a symbol with each of those exposed beside the order's; not a number where it is not known. */
    private static double[] rhos(Symbol center, Candidate order, Correlated known) {
        List<Symbol> beside = order.exposedBeside();
        double[] rhos = new double[beside.size()];
        for (int i = 0; i < rhos.length; i++) {
            Symbol symbol = beside.get(i);
            rhos[i] = symbol.equals(center) ? 1 : known.rho(center, symbol).orElse(Double.NaN);
        }
        return rhos;
    }

    private static Group groupOf(Symbol center, Candidate order, double[] rhos) {
        List<Symbol> members = new ArrayList<>();
        BigDecimal sum = BigDecimal.ZERO;
        double threshold = order.limits().correlation().threshold().doubleValue();
        for (int i = 0; i < rhos.length; i++) {
            if (!((Double.isNaN(rhos[i]) ? 1 : rhos[i]) <= threshold)) {
                Symbol symbol = order.exposedBeside().get(i);
                BigDecimal value = growing(order, symbol);
                sum = sum.add(Double.isNaN(rhos[i]) ? value.max(BigDecimal.ZERO) : value);
                members.add(symbol);
            }
        }
        return new Group(center, members, sum);
    }

    private static List<Symbol> movingWith(Candidate order, double[] rhos, BigDecimal above) {
        double level = above.doubleValue();
        List<Symbol> moving = new ArrayList<>();
        for (int i = 0; i < rhos.length; i++) {
            if (!((Double.isNaN(rhos[i]) ? 1 : rhos[i]) <= level)) {
                moving.add(order.exposedBeside().get(i));
            }
        }
        return moving;
    }

    private static BigDecimal growing(Candidate order, Symbol symbol) {
        SymbolExposure exposure = order.book().of(symbol, order.portfolio());
        return order.order().side() == Side.BUY ? exposure.longSide() : exposure.shortSide();
    }
}
