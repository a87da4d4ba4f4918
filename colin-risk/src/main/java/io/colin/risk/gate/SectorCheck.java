package io.colin.risk.gate;

import io.colin.api.order.DenialCode;
import io.colin.risk.Sectors;
import io.colin.risk.exposure.Exposed;
import io.colin.risk.exposure.ExposureMirror;
import io.colin.risk.gate.Finding.Amounts;
import java.math.BigDecimal;

/** Row 11: the worst case of all symbols of the order's sector against their share of equity. */
final class SectorCheck implements Check {
    static final String NAME = "sector-concentration";

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
        ExposureMirror mirror = order.mirror;
        ExposureMirror.Line own = order.line();
        double others = 0;
        for (int i = 0; i < mirror.size(); i++) {
            ExposureMirror.Line line = mirror.line(i);
            if (line != own && order.sectorAt(i) == order.terms().sector) {
                others += line.worstCase();
            }
        }
        double bound = order.limits().maxSectorShare * order.equity();
        return Surely.below(others + order.symbolProjected(), order.grossMagnitude(), bound);
    }

    @Override
    public Finding judge(Candidate order) {
        Sectors sectors = order.limits().sectors();
        String sector = sectors.of(order.order().symbol());
        BigDecimal others = others(order, sectors, sector);
        BigDecimal limit = order.ofEquity(order.limits().position().maxSectorShare());
        Amounts amounts = new Amounts(
                order.portfolio().currency(),
                limit,
                others.add(order.worstCase()),
                others.add(order.symbolProjected()));
        BigDecimal largest = order.largestForSymbol(limit.subtract(others));
        return Finding.limit(NAME, DenialCode.CONCENTRATION_LIMIT, amounts, largest)
                .withDetail("sector=" + sector);
    }

    private static BigDecimal others(Candidate order, Sectors sectors, String sector) {
        if (sectors.sectorOfAsset().isEmpty()) {
            // Everything is of the one sector.
            return order.gross().subtract(order.worstCase());
        }
        BigDecimal others = BigDecimal.ZERO;
        for (Exposed other : order.beside()) {
            if (sectors.of(other.symbol()).equals(sector)) {
                others = others.add(other.exposure().worstCase());
            }
        }
        return others;
    }
}
