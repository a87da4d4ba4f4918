package io.colin.server.run;

import io.colin.api.instrument.Instrument;
import io.colin.api.instrument.Symbol;
import io.colin.api.market.Bar;
import io.colin.api.market.BookView;
import io.colin.api.market.MarketView;
import io.colin.api.market.Quote;
import io.colin.api.market.Trade;
import io.colin.api.order.OrderIntent;
import io.colin.api.order.Side;
import io.colin.api.portfolio.Portfolio;
import io.colin.api.portfolio.PortfolioBook;
import io.colin.api.risk.RiskContext;
import io.colin.api.risk.RiskDecision;
import io.colin.api.risk.RiskFigures;
import io.colin.api.risk.RiskRequest;
import io.colin.api.risk.RiskTask;
import io.colin.api.signal.Direction;
import io.colin.api.signal.Probabilities;
import io.colin.api.signal.Signal;
import io.colin.api.signal.SizingRequest;
import io.colin.risk.AccountKind;
import io.colin.risk.gate.StandardGate;
import io.colin.server.config.Config;
import io.colin.server.config.ConfigLoader;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A gate as a configuration sets it, with a market of two symbols that stand still at 100 and a million in cash. */
final class GateDesk implements MarketView {
    static final Symbol BTC = Symbol.of("BTC/USD");
    static final Symbol ETH = Symbol.of("ETH/USD");
    private static final long SECOND = 1_000_000_000L;
    private static final long DAY = 86_400 * SECOND;
    private static final BigDecimal HUNDRED = new BigDecimal("100");

    final StandardGate gate;
    final Profile profile;
    private final List<Instrument> instruments = List.of(
            Instrument.spot("BTC/USD").build(), Instrument.spot("ETH/USD").build());
    private final PortfolioBook account;
    private long timeNs = 20_000 * DAY + 10 * 3600 * SECOND;
    private int ids;

    GateDesk(Map<String, String> given) {
        Config config = ConfigLoader.load(new ConfigLoader.Sources(ApproverKeys.neededBy(given), Map.of(), given))
                .forData(false);
        profile = new Profile(config);
        gate = profile.gate(profile.limits(AccountKind.CASH_SPOT), "USD")
                .venues(List.of("paper"))
                .build();
        account = PortfolioBook.of("main", "USD", new BigDecimal("1000000"), instruments);
        instruments.forEach(one -> account.mark(one.symbol(), HUNDRED, timeNs));
    }

    /** Fifty days of returns, measured. The two symbols move alike, but for so much of their own. */
    RiskFigures measured(double apart) {
        double[] moves = {0.02, -0.021, 0.013, -0.015, 0.004, -0.006, 0.018};
        for (int s = 0; s < instruments.size(); s++) {
            double price = 100;
            for (int day = 50; day >= 0; day--) {
                long end = Math.floorDiv(timeNs, DAY) * DAY - day * DAY;
                BigDecimal at = BigDecimal.valueOf(Math.round(price * 1e4), 4);
                gate.onBar(Bar.ofPrices(instruments.get(s).symbol(), end - DAY, end, at, at, at, at, BigDecimal.TEN));
                price *= Math.exp(moves[day % moves.length] + apart * (s == 0 ? 1 : -1) * (day % 2 == 0 ? 1 : -1));
            }
        }
        gate.onPortfolio(account.snapshot());
        RiskTask task = gate.dueTask(context()).orElseThrow();
        task.run();
        timeNs = task.appliesAtNs();
        RiskFigures figures = task.apply();
        gate.onPortfolio(account.snapshot());
        return figures;
    }

    RiskDecision buy(String strategy, String quantity) {
        OrderIntent intent = OrderIntent.of(BTC, Side.BUY, new BigDecimal(quantity))
                .clientOrderId("o" + ++ids)
                .strategy(strategy)
                .limit(HUNDRED)
                .build();
        timeNs += 2 * SECOND;
        return gate.check(
                new RiskRequest.Parent(intent.clientOrderId(), intent, "engine", Optional.empty()), context());
    }

    static List<String> codes(RiskDecision decision) {
        return decision.reasons().stream().map(reason -> reason.code()).toList();
    }

    /** What a signal of full strength asks for, in account currency. */
    double target(double confidence, double band) {
        double rest = (1 - confidence) / 2;
        Signal signal = Signal.of(BTC, "model", timeNs)
                .probabilities(new Probabilities(confidence, rest, rest))
                .directed(Direction.LONG, 1)
                .expected(0.004, 0.003)
                .band(band, HUNDRED)
                .horizonNs(1)
                .build();
        SizingRequest request = new SizingRequest(signal, instruments.getFirst(), account.snapshot(), HUNDRED, 1);
        return profile.sizer(gate).target(request).multiply(HUNDRED).doubleValue();
    }

    Portfolio portfolio() {
        return account.snapshot();
    }

    private RiskContext context() {
        return new RiskContext(this, account.snapshot());
    }

    @Override
    public long timeNs() {
        return timeNs;
    }

    @Override
    public Optional<Instrument> instrument(Symbol symbol) {
        return instruments.stream().filter(one -> one.symbol().equals(symbol)).findFirst();
    }

    @Override
    public Optional<Quote> quote(Symbol symbol) {
        BigDecimal half = new BigDecimal("0.01");
        return Optional.of(
                new Quote(symbol, timeNs, HUNDRED.subtract(half), BigDecimal.ONE, HUNDRED.add(half), BigDecimal.ONE));
    }

    @Override
    public Optional<Trade> lastTrade(Symbol symbol) {
        return Optional.empty();
    }

    @Override
    public Optional<Bar> lastBar(Symbol symbol) {
        return Optional.empty();
    }

    @Override
    public Optional<BookView> book(String venue, Symbol symbol) {
        return Optional.empty();
    }
}
