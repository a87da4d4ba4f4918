package io.colin.risk.gate;

import static io.colin.risk.gate.Desk.BTC;
import static io.colin.risk.gate.Desk.dec;

import io.colin.api.instrument.Symbol;
import io.colin.risk.AccountKind;
import io.colin.risk.ExposureKind;
import io.colin.risk.LimitScope;
import io.colin.risk.Permissions;
import io.colin.risk.RiskLimits;
import io.colin.risk.RiskLimitsBuilder;
import io.colin.risk.ScopeCap;
import io.colin.risk.ScopeLimits;
import io.colin.risk.Sectors;
import io.colin.risk.drawdown.DrawdownLimits;
import io.colin.risk.gate.PlainLimits.Cap;
import io.colin.risk.gate.PlainLimits.Grant;
import io.colin.risk.gate.PlainLimits.Way;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;

/** Random limits, told to the plain gate in its way and to the real one in its own. */
final class OracleSettings {
    /** Every so many sessions one with figures. */
    static final int ARMED_EVERY = 20;

    /** A linear perpetual. */
    static final String PERPETUAL = "ETH/USD:USD";

    static final String INVERSE = "ETH/USD:ETH";
    static final String IN_EURO = "ETH/EUR";
    static final List<String> MARGINED = List.of(PERPETUAL, IN_EURO, "ETH/USD", INVERSE);

    private final long seed;
    private final Random random;

    OracleSettings(long seed, Random random) {
        this.seed = seed;
        this.random = random;
    }

    private long between(long low, long high) {
        return low + random.nextLong(high - low + 1);
    }

    PlainLimits plain() {
        PlainLimits s = new PlainLimits();
        s.margin = seed % 2 == 0;
        if (s.margin) {
            s.second = MARGINED.get((int) (seed / 2 % MARGINED.size()));
        }
        s.minValue = between(0, 300) * 10_000;
        s.maxValue = between(2_000, 5_000) * 10_000;
        s.maxShare = between(400, 2_000);
        s.quantityCap = between(20, 60);
        s.maxPosition = between(4_000, 20_000) * 10_000;
        s.symbolShare = between(1_000, 5_000);
        s.sectorShare = between(1_000, 5_000);
        s.grossShare = between(1_500, 9_000);
        s.leverage = random.nextInt(4) == 0 ? 2_000 : 10_000;
        s.groupShare = between(1_000, 6_000);
        s.minFree = between(7_000, 9_500);
        s.initialRate = between(5_000, 10_000);
        s.staleShare = between(0, 3) * 100;
        s.drift = between(100, 900);
        s.perStrategy = (int) between(2, 6);
        s.perSecond = (int) between(3, 8);
        s.amends = (int) between(2, 20);
        s.trades = (int) between(50, 400);
        s.symbolTrades = (int) between(40, 300);
        s.symbolValue = between(50_000, 1_000_000) * 10_000;
        s.cycles = (int) between(10, 60);
        s.oneSector = random.nextBoolean();
        scopes(s);
        people(s);
        losses(s);
        figures(s);
        return s;
    }

    private void scopes(PlainLimits s) {
        s.strategyCap = cap(4_000, 3_000);
        s.strategyQuantity = between(20, 80);
        if (seed % 3 == 1) {
            s.venueCap = cap(4_000, 3_000);
        }
        if (seed % 3 == 2) {
            s.accountCap = cap(6_000, 4_000);
        }
        if (seed % 4 == 1) {
            s.firmGross = between(8_000, 40_000) * 10_000;
        }
        if (seed % 4 < 2) {
            s.firmWay = new long[] {between(8_000, 40_000) * 10_000, between(8_000, 40_000) * 10_000};
        }
    }

    private Cap cap(long gross, long position) {
        return new Cap(dollars(gross), dollars(position), way(gross, position), way(gross, position));
    }

    /** One way in three is not limited. */
    private Way way(long all, long position) {
        return random.nextInt(3) == 0 ? Way.ANY : new Way(dollars(all), dollars(position));
    }

    private long dollars(long least) {
        return between(least, 20_000) * 10_000;
    }

    private void people(PlainLimits s) {
        if (seed % 5 == 1) {
            s.grants = List.of(new Grant("alice", 0), new Grant("bob", 1), new Grant("engine", -1));
        }
        if (seed % 17 == 4) {
            s.restricted = 1;
        }
    }

    private void losses(PlainLimits s) {
        if (seed % 3 == 0) {
            s.dailyLoss = between(60, 300);
            s.hardDrawdown = between(100, 400);
            s.haltDrawdown = s.hardDrawdown + between(20, 200);
            s.killDrawdown = s.haltDrawdown + between(20, 200);
        }
    }

    private void figures(PlainLimits s) {
        s.armed = seed % ARMED_EVERY == 7;
        if (s.armed) {
            long least = between(20, 150);
            s.tail[0] = least;
            s.tail[1] = least * between(105, 170) / 100;
            s.tail[2] = least * between(150, 260) / 100;
            s.tail[3] = Math.max(s.tail[1], s.tail[2]) * between(101, 150) / 100;
            s.tail[4] = s.tail[1] * between(100, 130) / 100;
            s.stress = between(300, 1_500);
        }
    }

    static BigDecimal share(long tenThousandths) {
        return BigDecimal.valueOf(tenThousandths, 4);
    }

    static List<Symbol> symbols(PlainLimits s) {
        return List.of(BTC, Symbol.of(s.second));
    }

    private static ScopeCap cap(Cap cap, Symbol second, long btcQuantity) {
        ScopeCap.Builder built = ScopeCap.builder()
                .grossValue(share(cap.gross()))
                .positionValue(BTC, share(cap.position()))
                .positionValue(second, share(cap.position()));
        way(built, ExposureKind.LONG, second, cap.longs());
        way(built, ExposureKind.SHORT, second, cap.shorts());
        return btcQuantity == PlainLimits.NONE
                ? built.build()
                : built.orderQuantity(BTC, BigDecimal.valueOf(btcQuantity)).build();
    }

    private static void way(ScopeCap.Builder cap, ExposureKind kind, Symbol second, Way way) {
        if (!way.equals(Way.ANY)) {
            cap.value(kind, share(way.all()))
                    .positionValue(kind, BTC, share(way.position()))
                    .positionValue(kind, second, share(way.position()));
        }
    }

    private static ScopeLimits scopesOf(PlainLimits s) {
        Map<LimitScope, ScopeCap> caps = new HashMap<>();
        Symbol second = symbols(s).get(1);
        caps.put(LimitScope.strategy("alpha"), cap(s.strategyCap, second, s.strategyQuantity));
        caps.put(LimitScope.strategy("beta"), cap(s.strategyCap, second, s.strategyQuantity));
        if (!s.venueCap.equals(Cap.NOTHING)) {
            caps.put(LimitScope.venue("paper"), cap(s.venueCap, second, PlainLimits.NONE));
        }
        if (!s.accountCap.equals(Cap.NOTHING)) {
            caps.put(LimitScope.account("main"), cap(s.accountCap, second, PlainLimits.NONE));
        }
        return ScopeLimits.of(caps);
    }

    private static Permissions permissionsOf(PlainLimits s) {
        return s.grants.isEmpty()
                ? Permissions.UNRESTRICTED
                : Permissions.only(s.grants.stream()
                        .map(grant -> new Permissions.Grant(
                                grant.principal(),
                                grant.symbol() < 0
                                        ? Permissions.ANY
                                        : symbols(s).get(grant.symbol()).name(),
                                Permissions.ANY))
                        .toList());
    }

    /** The same limits for the real gate. */
    static RiskLimits limits(PlainLimits s) {
        return amounts(s)
                .rate(r -> r.ordersPerSecondPerStrategy(s.perStrategy)
                        .ordersPerSecond(s.perSecond)
                        .amendsPerMinute(s.amends)
                        .tradesPerDay(s.trades)
                        .tradesPerSymbolPerDay(s.symbolTrades)
                        .valuePerSymbolPerDay(share(s.symbolValue)))
                .repeat(r -> r.maxCycles(s.cycles))
                .compliance(c -> c.minMessages(1_000_000)
                        .restricted(
                                s.restricted < 0
                                        ? new TreeSet<>()
                                        : new TreeSet<>(Set.of(symbols(s).get(1)))))
                .sectors(Sectors.of(Map.of("BTC", "one", "ETH", s.oneSector ? "one" : "two")))
                .scopes(scopesOf(s))
                .permissions(permissionsOf(s))
                .loss(l -> l.maxDaily(share(s.dailyLoss)))
                .drawdown(new DrawdownLimits(
                        dec("0.006"),
                        dec("0.007"),
                        share(s.hardDrawdown),
                        share(s.haltDrawdown),
                        share(s.killDrawdown),
                        Duration.ofHours(4)))
                .tail(t -> t.armed(s.armed)
                        .maxVar95OneDay(share(s.tail[0]))
                        .maxVar99OneDay(share(s.tail[1]))
                        .maxVar95FiveDays(share(s.tail[2]))
                        .maxVar99FiveDays(share(s.tail[3]))
                        .maxEs99OneDay(share(s.tail[4])))
                .stress(t -> t.armed(s.armed).maxLoss(share(s.stress)))
                .build();
    }

    private static RiskLimitsBuilder amounts(PlainLimits s) {
        BigDecimal quantityCap = BigDecimal.valueOf(s.quantityCap);
        return Desk.wide()
                .margin(m -> m.accountKind(s.margin ? AccountKind.MARGIN : AccountKind.CASH_SPOT)
                        .feeCushion(dec("0.002"))
                        .minFree(share(s.minFree))
                        .initialRate(share(s.initialRate)))
                .order(o -> o.minValue(share(s.minValue))
                        .maxValue(share(s.maxValue))
                        .maxShare(share(s.maxShare))
                        .quantityCaps(Map.of(BTC, quantityCap, symbols(s).get(1), quantityCap)))
                .position(p -> p.maxValue(share(s.maxPosition))
                        .maxSymbolShare(share(s.symbolShare))
                        .maxSectorShare(share(s.sectorShare))
                        .maxGrossShare(share(s.grossShare))
                        .maxLeverage(share(s.leverage)))
                .correlation(c -> c.maxGroupShare(share(s.groupShare)))
                .price(p -> p.maxDrift(share(s.drift)))
                .data(d -> d.maxStaleShare(share(s.staleShare)));
    }
}
