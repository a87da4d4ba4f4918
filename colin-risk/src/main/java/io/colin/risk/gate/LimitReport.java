package io.colin.risk.gate;

import io.colin.api.Decimals;
import io.colin.api.instrument.Symbol;
import io.colin.api.portfolio.Portfolio;
import io.colin.api.risk.LimitUse;
import io.colin.risk.AccountKind;
import io.colin.risk.RiskLimits;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Every upper limit that has a use by itself, with it. Limits of the account, of symbols and of rates show where they stand,
 * those of value at risk, shortfall and stress where they stood when last measured; of limits of a single order, value, share,
 * collar and age of the price show the use the last order judged made of them, 0 before the first. The others are of an order
 * alone and not shown: quantity caps, the divergence of a venue, and the age and confidence of a signal.
 */
final class LimitReport {
    private static final String PORTFOLIO = "portfolio";
    private static final String ORDER = "order";

    private final Memory memory;
    private final Guards guards;
    private final CapReport caps;
    private RiskLimits limits;
    private final Map<String, BigDecimal> lastUse = new HashMap<>();
    /** Of the last report. */
    private final List<Row> rows = new ArrayList<>(24);

    private List<LimitUse> last = List.of();
    /** Whether a row is another than in {@link #last}, of a report that broke off too. */
    private boolean changed;

    LimitReport(RiskLimits limits, Memory memory, Guards guards, List<FirmShare> firm) {
        this.limits = limits;
        caps = new CapReport(memory.book, firm);
        this.memory = memory;
        this.guards = guards;
    }

    /**
     * A row as it was asked for and as it is shown.
     *
     * @param asked with the share of the limit it warns from in place of the warning
     */
    private record Row(LimitUse asked, LimitUse shown) {}

    /** Where limits and their uses are gathered. A row that says what the one in its place said is shown as that one was. */
    final class Uses {
        private int size;

        void add(String name, String scope, String unit, BigDecimal limit, long used) {
            add(name, scope, unit, limit, BigDecimal.valueOf(used));
        }

        void add(String name, String scope, String unit, BigDecimal limit, BigDecimal used) {
            LimitUse asked = new LimitUse(name, scope, unit, limits.warnFrom(), limit, used);
            if (size == rows.size()) {
                rows.add(new Row(asked, shown(asked)));
                changed = true;
            } else if (!asked.equals(rows.get(size).asked())) {
                rows.set(size, new Row(asked, shown(asked)));
                changed = true;
            }
            size++;
        }

        private List<LimitUse> all() {
            if (changed || size < rows.size()) {
                rows.subList(size, rows.size()).clear();
                last = rows.stream().map(Row::shown).toList();
                changed = false;
            }
            return last;
        }
    }

    void change(RiskLimits newLimits) {
        limits = newLimits;
    }

    /** Whether what a check finds is kept. */
    static boolean keeps(Check check) {
        return check instanceof OrderValueCheck
                || check instanceof OrderShareCheck
                || check instanceof PriceCollarCheck
                || check instanceof PriceAgeCheck;
    }

    /** Keeps what an order used of the limits of single orders. */
    void judged(Evaluation evaluation) {
        caps.judged(evaluation.candidate());
        for (Finding finding : evaluation.findings()) {
            switch (finding.check()) {
                case OrderValueCheck.NAME, OrderShareCheck.NAME, PriceCollarCheck.NAME, PriceAgeCheck.NAME ->
                    lastUse.put(finding.check(), finding.amounts().projected());
                default -> {
                    // Limits of account and symbols are asked of the book itself.
                }
            }
        }
    }

    List<LimitUse> limits(
            @Nullable Portfolio portfolio,
            Outlook outlook,
            Function<Portfolio, Optional<GroupReport.Largest>> largestGroup) {
        long nowNs = guards.nowNs();
        Uses uses = new Uses();
        PaceReport pace = new PaceReport(memory, limits.rate(), nowNs);
        uses.add(
                DrawdownCheck.NAME,
                PORTFOLIO,
                "ratio",
                limits.drawdown().hard(),
                guards.ladder().drawdown());
        uses.add(
                DailyLossCheck.NAME,
                PORTFOLIO,
                "ratio",
                limits.loss().maxDaily(),
                guards.daily().loss());
        pace.addTo(uses);
        new WindowReport(memory, limits, nowNs).addTo(uses);
        new FigureReport(outlook, limits).addTo(uses);
        uses.add(PriceCollarCheck.NAME, ORDER, "ratio", limits.price().collar(), last(PriceCollarCheck.NAME));
        BigDecimal ageMs = BigDecimal.valueOf(limits.data().maxQuoteAge().toNanos(), 6);
        uses.add(PriceAgeCheck.NAME, ORDER, "ms", ageMs, last(PriceAgeCheck.NAME));
        if (portfolio != null) {
            String currency = portfolio.currency();
            uses.add(OrderValueCheck.NAME, ORDER, currency, limits.order().maxValue(), last(OrderValueCheck.NAME));
            pace.addSymbolsTo(uses, currency);
            addBalances(uses, portfolio);
            if (portfolio.isPriced()) {
                addExposures(uses, portfolio);
                addMargin(uses, portfolio);
                caps.addTo(uses, limits, portfolio);
                BigDecimal ofGroup = limits.correlation()
                        .maxGroupShare()
                        .multiply(portfolio.equity().max(BigDecimal.ZERO));
                largestGroup
                        .apply(portfolio)
                        .ifPresent(group ->
                                uses.add(CorrelatedGroupCheck.NAME, group.center(), currency, ofGroup, group.net()));
            }
        }
        return uses.all();
    }

    /** What working buys have committed of the money of each currency that an account which owns what it trades holds. */
    private void addBalances(Uses uses, Portfolio portfolio) {
        if (limits.margin().accountKind() == AccountKind.CASH_SPOT) {
            new TreeMap<>(portfolio.cash())
                    .forEach((currency, held) -> uses.add(
                            FreeBalanceCheck.NAME,
                            currency,
                            currency,
                            held.max(BigDecimal.ZERO),
                            memory.book.committedCash(currency)));
        }
    }

    private void addMargin(Uses uses, Portfolio portfolio) {
        if (limits.margin().accountKind() == AccountKind.MARGIN) {
            BigDecimal usable = BigDecimal.ONE.subtract(limits.margin().minFree());
            uses.add(
                    MarginCheck.NAME,
                    PORTFOLIO,
                    portfolio.currency(),
                    usable.multiply(portfolio.equity().max(BigDecimal.ZERO)),
                    limits.margin().initialRate().multiply(memory.book.worstGross(portfolio)));
        }
    }

    private void addExposures(Uses uses, Portfolio portfolio) {
        String currency = portfolio.currency();
        BigDecimal equity = portfolio.equity().max(BigDecimal.ZERO);
        BigDecimal gross = memory.book.worstGross(portfolio);
        uses.add(
                OrderShareCheck.NAME,
                ORDER,
                currency,
                limits.order().maxShare().multiply(equity),
                last(OrderShareCheck.NAME));
        uses.add(
                GrossExposureCheck.NAME,
                PORTFOLIO,
                currency,
                limits.position().maxGrossShare().multiply(equity),
                gross);
        uses.add(
                LeverageCheck.NAME,
                PORTFOLIO,
                currency,
                limits.position().maxLeverage().multiply(equity),
                gross);
        SortedMap<String, BigDecimal> sectors = new TreeMap<>();
        for (Symbol symbol : exposed(portfolio)) {
            BigDecimal worst = memory.book.of(symbol, portfolio).worstCase();
            uses.add(
                    PositionCheck.NAME,
                    symbol.name(),
                    currency,
                    limits.position().maxValue(),
                    worst);
            BigDecimal share = limits.position().maxSymbolShare().multiply(equity);
            uses.add(ConcentrationCheck.NAME, symbol.name(), currency, share, worst);
            sectors.merge(limits.sectors().of(symbol), worst, BigDecimal::add);
        }
        BigDecimal ofSector = limits.position().maxSectorShare().multiply(equity);
        sectors.forEach((sector, worst) -> uses.add(SectorCheck.NAME, sector, currency, ofSector, worst));
    }

    private SortedSet<Symbol> exposed(Portfolio portfolio) {
        SortedSet<Symbol> symbols = new TreeSet<>(memory.book.working());
        portfolio.positions().forEach((symbol, view) -> {
            if (view.position().quantity().signum() != 0) {
                symbols.add(symbol);
            }
        });
        return symbols;
    }

    private BigDecimal last(String check) {
        return lastUse.getOrDefault(check, BigDecimal.ZERO);
    }

    private static LimitUse shown(LimitUse asked) {
        BigDecimal limit = asked.limit();
        return new LimitUse(
                asked.name(),
                asked.scope(),
                asked.unit(),
                Decimals.normal(asked.warning().multiply(limit)),
                Decimals.normal(limit),
                Decimals.normal(asked.used()));
    }
}
