package io.colin.risk.gate;

import static io.colin.risk.gate.PlainBook.ANY;

import io.colin.api.order.Side;
import io.colin.risk.gate.PlainBook.Passed;
import io.colin.risk.gate.PlainGate.Ask;
import io.colin.risk.gate.PlainLimits.Cap;
import io.colin.risk.gate.PlainLimits.Way;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What an order would add to what the account, its scopes and the firm may hold. */
record PlainExposure(PlainGate gate) {
    private static final long CORRELATION_AGE = 3_600 * PlainPace.SECOND;
    private static final double TOGETHER = 0.70;

    void refuse(Ask ask, long quantity, List<String> codes) {
        @Nullable Passed own = ask.amended;
        long equity = Math.max(0, gate.book.equity());
        long more = ask.isChild() ? 0 : quantity * ask.worst(gate.book);
        long growing = gate.book.side(ask.symbol, ask.side, own) + more;
        long symbolAfter = Math.max(growing, gate.book.worstCase(ask.symbol, own));
        int other = 1 - ask.symbol;
        long grossAfter = symbolAfter + gate.book.worstCase(other, own);
        PlainGate.add(codes, symbolAfter > gate.limits.maxPosition, "POSITION_LIMIT");
        PlainGate.add(codes, symbolAfter * 10_000 > gate.limits.symbolShare * equity, "CONCENTRATION_LIMIT");
        long sectorAfter = gate.limits.oneSector ? grossAfter : symbolAfter;
        PlainGate.add(codes, sectorAfter * 10_000 > gate.limits.sectorShare * equity, "CONCENTRATION_LIMIT");
        PlainGate.add(codes, grossAfter * 10_000 > gate.limits.grossShare * equity, "EXPOSURE_LIMIT");
        PlainGate.add(codes, grossAfter * 10_000 > gate.limits.leverage * equity, "LEVERAGE_LIMIT");
        if (gate.book.isExposed(other)) {
            group(growing, gate.book.side(other, ask.side, own), equity, codes);
        }
        cap(gate.limits.accountCap, symbolAfter, grossAfter, codes);
        long growingOther = gate.book.side(other, ask.side, own);
        way(gate.limits.accountCap.way(ask.side), growing, growingOther, codes);
        boolean pastFirm =
                gate.limits.firmGross != PlainLimits.NONE && grossAfter + gate.firmOthers > gate.limits.firmGross;
        PlainGate.add(codes, !ask.isChild() && pastFirm, "EXPOSURE_LIMIT");
        if (!ask.isChild()) {
            int side = ask.side == Side.BUY ? 0 : 1;
            long most = gate.limits.firmWay[side];
            long room = most == PlainLimits.NONE ? most : most - gate.firmWayOthers[side];
            way(new Way(room, PlainLimits.NONE), growing, growingOther, codes);
        }
    }

    void margin(Ask ask, long quantity, List<String> codes) {
        @Nullable Passed own = ask.amended;
        long more = ask.isChild() ? 0 : quantity * ask.worst(gate.book);
        long growing = gate.book.side(ask.symbol, ask.side, own) + more;
        long grossAfter =
                Math.max(growing, gate.book.worstCase(ask.symbol, own)) + gate.book.worstCase(1 - ask.symbol, own);
        long usable = Math.max(0, gate.book.equity()) * (10_000 - gate.limits.minFree);
        boolean tooMuch = gate.limits.margin && grossAfter * gate.limits.initialRate > usable;
        PlainGate.add(codes, tooMuch, "MARGIN_EXCEEDS_FREE_BALANCE");
    }

    private void group(long growing, long other, long equity, List<String> codes) {
        if (gate.correlationsAsOf == Long.MIN_VALUE || gate.figures == null) {
            // Nothing is known: the pair counts as one, but is not trusted to hedge.
            PlainGate.add(
                    codes,
                    (growing + Math.max(0, other)) * 10_000 > gate.limits.groupShare * equity,
                    "CORRELATION_LIMIT");
        } else if (gate.nowNs - gate.correlationsAsOf > CORRELATION_AGE) {
            codes.add("STALE_RISK_DATA");
        } else if (gate.figures.rho() > TOGETHER) {
            PlainGate.add(codes, (growing + other) * 10_000 > gate.limits.groupShare * equity, "CORRELATION_LIMIT");
        }
    }

    /** What shrinks the account but not the strategy, or not what is held at the venue, is held against their caps. */
    void scopes(Ask ask, long quantity, PlainSpared spared, List<String> codes) {
        @Nullable Passed parent = ask.parent;
        if (quantity > spared.lowerable(ask)
                && quantity > gate.book.shrinkableOfStrategy(ask.strategy, ask.symbol, ask.side, ask.amended, parent)) {
            strategy(ask, quantity, codes);
        }
        if (!ask.venue.equals(ANY)
                && quantity > spared.lowerableThere(ask)
                && quantity > gate.book.shrinkableAtVenue(ask.symbol, ask.side, ask.amended, parent)) {
            venue(ask, quantity, codes);
        }
    }

    private void strategy(Ask ask, long quantity, List<String> codes) {
        int other = 1 - ask.symbol;
        @Nullable Passed own = ask.amended;
        long value = quantity * ask.worst(gate.book);
        long bought = gate.book.ofStrategy(ask.strategy, ask.symbol, Side.BUY, own);
        long sold = gate.book.ofStrategy(ask.strategy, ask.symbol, Side.SELL, own);
        long after = after(bought, sold, ask.side, ask.isChild() ? 0 : value);
        long otherBuys = gate.book.ofStrategy(ask.strategy, other, Side.BUY, own);
        long otherSells = gate.book.ofStrategy(ask.strategy, other, Side.SELL, own);
        cap(gate.limits.strategyCap, after, after + Math.max(otherBuys, otherSells), codes);
        boolean buys = ask.side == Side.BUY;
        way(
                gate.limits.strategyCap.way(ask.side),
                (buys ? bought : sold) + (ask.isChild() ? 0 : value),
                buys ? otherBuys : otherSells,
                codes);
    }

    private void venue(Ask ask, long quantity, List<String> codes) {
        int other = 1 - ask.symbol;
        @Nullable Passed own = ask.amended;
        long value = quantity * ask.worst(gate.book);
        // A child of an order that names the venue is counted there already.
        boolean counted = ask.parent != null && !ask.parent.venue.equals(ANY);
        long there = after(
                gate.book.atVenue(ask.symbol, Side.BUY, own),
                gate.book.atVenue(ask.symbol, Side.SELL, own),
                ask.side,
                counted ? 0 : value);
        long besideThere = Math.max(gate.book.atVenue(other, Side.BUY, own), gate.book.atVenue(other, Side.SELL, own));
        cap(gate.limits.venueCap, there, there + besideThere, codes);
        way(
                gate.limits.venueCap.way(ask.side),
                gate.book.atVenue(ask.symbol, ask.side, own) + (counted ? 0 : value),
                gate.book.atVenue(other, ask.side, own),
                codes);
    }

    private static long after(long buys, long sells, Side side, long more) {
        return Math.max(Math.max(buys, sells), (side == Side.BUY ? buys : sells) + more);
    }

    /** What is held one way if everything of a side fills. An order that can only make less of the other way adds nothing. */
    private static void way(Way way, long symbolAfter, long other, List<String> codes) {
        PlainGate.add(codes, symbolAfter > way.position(), "POSITION_LIMIT");
        boolean adds = symbolAfter > 0;
        PlainGate.add(codes, adds && symbolAfter + Math.max(0, other) > way.all(), "EXPOSURE_LIMIT");
    }

    private static void cap(Cap cap, long position, long gross, List<String> codes) {
        PlainGate.add(codes, position > cap.position(), "POSITION_LIMIT");
        PlainGate.add(codes, gross > cap.gross(), "EXPOSURE_LIMIT");
    }
}
