package io.colin.risk.gate;

import io.colin.api.order.Side;
import java.util.List;

/** The limits of a session of {@link PlainGate}; shares are in ten-thousandths, money in points of 0.0001. */
final class PlainLimits {
    static final long NONE = Long.MAX_VALUE;

    /** Who may trade what; without any everybody may everything. */
    record Grant(String principal, int symbol) {}

    /** What a scope may hold one way; NONE where it has no cap. */
    record Way(long all, long position) {
        static final Way ANY = new Way(NONE, NONE);
    }

    /** What a scope may hold, and long and short apart; NONE where it has no cap. */
    record Cap(long gross, long position, Way longs, Way shorts) {
        static final Cap NOTHING = new Cap(NONE, NONE, Way.ANY, Way.ANY);

        Way way(Side side) {
            return side == Side.BUY ? longs : shorts;
        }
    }

    /** The second symbol. */
    String second = "ETH/USD";

    boolean margin;
    long minValue;
    long maxValue;
    long maxShare;
    long quantityCap;
    long strategyQuantity = NONE;
    long maxPosition;
    long symbolShare;
    long sectorShare;
    long grossShare;
    long leverage;
    long groupShare;
    long minFree;
    /** What may be held at too old a price. */
    long staleShare = 10;

    long initialRate;
    Cap strategyCap = Cap.NOTHING;
    Cap venueCap = Cap.NOTHING;
    Cap accountCap = Cap.NOTHING;
    long firmGross = NONE;
    /** Of all accounts together, long and short. */
    long[] firmWay = {NONE, NONE};

    long collar = 500;
    long drift;
    int perStrategy;
    int perSecond;
    int amends;
    int trades;
    int symbolTrades;
    long symbolValue;
    int cycles;
    boolean oneSector;
    int restricted = -1;
    List<Grant> grants = List.of();
    long dailyLoss = 9_900;
    long hardDrawdown = 9_200;
    long haltDrawdown = 9_300;
    long killDrawdown = 9_400;
    boolean armed;
    long[] tail = {10_000, 10_000, 10_000, 10_000, 10_000};
    long stress = 10_000;

    boolean grants(String principal, int symbol) {
        return grants.isEmpty()
                || grants.stream()
                        .anyMatch(grant -> (grant.principal().equals("*")
                                        || grant.principal().equals(principal))
                                && (grant.symbol() < 0 || grant.symbol() == symbol));
    }

    /** A lock of a person, who leaves open what it does not concern. */
    record Lock(int symbol, boolean buys, boolean sells, String venue, String strategy, long untilNs) {
        boolean covers(int its, Side side, String itsVenue, String itsStrategy) {
            return (symbol < 0 || symbol == its)
                    && (side == Side.BUY ? buys : sells)
                    && (venue.isEmpty() || venue.equals(itsVenue))
                    && (strategy.isEmpty() || strategy.equals(itsStrategy));
        }
    }
}
