package io.colin.risk.figures;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.colin.api.instrument.Instrument;
import io.colin.api.instrument.Symbol;
import io.colin.api.order.Fill;
import io.colin.api.order.Liquidity;
import io.colin.api.order.Side;
import io.colin.api.portfolio.CashFlow;
import io.colin.api.portfolio.Portfolio;
import io.colin.api.portfolio.PortfolioBook;
import io.colin.api.risk.RiskContext;
import io.colin.api.risk.RiskFigures;
import io.colin.api.risk.RiskTask;
import io.colin.risk.returns.ReturnHistory;
import io.colin.risk.returns.Returns;
import io.colin.risk.var.GateFigures;
import io.colin.risk.var.PortfolioVar;
import io.colin.risk.var.TailAnswer.Measured;
import io.colin.risk.var.TailMethod;
import io.colin.risk.var.VarModel;
import io.colin.risk.var.VarSettings;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Value at risk of balances, collateral and quotes in other currencies than the account's. */
class BalanceFiguresTest {
    private static final long SECOND = 1_000_000_000L;
    private static final long DAY = 86_400 * SECOND;
    private static final Symbol BTC = Symbol.of("BTC/USD");
    private static final Symbol ETH = Symbol.of("ETH/USD");
    private static final Symbol ETH_BTC = Symbol.of("ETH/BTC");
    private static final Symbol INVERSE = Symbol.of("BTC/USD:BTC");
    private static final Symbol LINEAR = Symbol.of("BTC/USDT:USDT");
    private static final Symbol BTC_USDT = Symbol.of("BTC/USDT");
    private static final Symbol USDT = Symbol.of("USDT/USD");
    private static final List<Symbol> MEASURED = List.of(BTC, ETH, ETH_BTC, INVERSE, BTC_USDT, LINEAR);

    private long nowNs = 252 * DAY;
    private int fills;
    private PortfolioBook account = account("1000000");

    private static PortfolioBook account(String cash) {
        return PortfolioBook.of(
                "main",
                "USD",
                new BigDecimal(cash),
                List.of(
                        Instrument.spot("BTC/USD").build(),
                        Instrument.spot("ETH/USD").build(),
                        Instrument.spot("ETH/BTC").tickSize("0.0001").build(),
                        Instrument.spot("BTC/USDT").build(),
                        Instrument.spot("USDT/USD").tickSize("0.0001").build(),
                        Instrument.perpetual("BTC/USDT:USDT").build(),
                        Instrument.perpetual("BTC/USD:BTC")
                                .inverse()
                                .contractSize("100")
                                .lotSize("1")
                                .build()));
    }

    private void mark(Symbol symbol, String price) {
        account.mark(symbol, new BigDecimal(price), nowNs);
    }

    private void deposit(String currency, String amount) {
        account.apply(new CashFlow(currency, new BigDecimal(amount), nowNs));
    }

    private void fill(Symbol symbol, String signed, String price) {
        BigDecimal quantity = new BigDecimal(signed);
        account.apply(new Fill(
                "f" + ++fills,
                "c",
                "p",
                "paper",
                symbol,
                quantity.signum() > 0 ? Side.BUY : Side.SELL,
                quantity.abs(),
                new BigDecimal(price),
                BigDecimal.ZERO,
                symbol.settlement().orElseGet(symbol::quote),
                Liquidity.TAKER,
                nowNs));
    }

    private static ReturnHistory history(List<Symbol> symbols) {
        List<Symbol> sorted = symbols.stream().sorted().toList();
        long[] times = new long[252];
        for (int t = 0; t < times.length; t++) {
            times[t] = (t + 1) * DAY;
        }
        return ReturnHistory.ofReturns(DAY, sorted, times, Returns.random(5, sorted.size(), 252));
    }

    private static FigureDesk desk(List<Symbol> symbols) {
        FigureDesk desk = FigureDesk.builder().build();
        desk.seed(history(symbols));
        return desk;
    }

    private RiskFigures refresh(FigureDesk desk) {
        RiskTask task = desk.dueTask(new RiskContext(new TimeOnlyMarket(() -> nowNs), account.snapshot()))
                .orElseThrow();
        task.run();
        return task.apply();
    }

    private static PortfolioVar full(List<Symbol> symbols, Map<Symbol, String> exposures) {
        Map<Symbol, BigDecimal> values = new TreeMap<>();
        exposures.forEach((symbol, value) -> values.put(symbol, new BigDecimal(value)));
        return PortfolioVar.of(VarModel.of(history(symbols), VarSettings.defaults()), values);
    }

    private static double gate(PortfolioVar portfolio) {
        return portfolio.gate(0.99, 1).measured().orElseThrow().valueAtRisk();
    }

    private static double published(RiskFigures figures) {
        return figures.valueAtRisk("historical", 0.99, 1).orElseThrow();
    }

    /** Both what is published and what the gate asks must be those of these exposures. */
    private void measuredAs(FigureDesk desk, RiskFigures figures, PortfolioVar expected) {
        assertThat(figures.problem()).isEmpty();
        Measured past = expected.tail(TailMethod.HISTORICAL, 0.99, 1).measured().orElseThrow();
        double equity = account.snapshot().equity().doubleValue();
        assertThat(published(figures)).isCloseTo(past.valueAtRisk() / equity, within(1e-12));
        assertThat(desk.withOrder(ETH, 0).valueAtRisk(0.99, 1)).isCloseTo(gate(expected), within(1e-6));
    }

    @Test
    void aDepositedBitcoinBalanceMovesLikeBitcoin() {
        account = account("0");
        mark(BTC, "100");
        deposit("BTC", "1000");
        FigureDesk desk = desk(MEASURED);
        RiskFigures figures = refresh(desk);
        measuredAs(desk, figures, full(MEASURED, Map.of(BTC, "100000")));
        assertThat(figures.flags()).doesNotContain("flat").noneMatch(f -> f.startsWith("unmeasured_currency"));
        assertThat(desk.withOrder(BTC, -100_000).valueAtRisk(0.99, 1)).isZero();
        assertThat(desk.decomposition().orElseThrow().contributions())
                .singleElement()
                .satisfies(c -> assertThat(c.symbol()).isEqualTo(BTC));
    }

    @Test
    void collateralAndGainsOfAnInverseContractCountBesideItsFace() {
        account = account("0");
        mark(BTC, "100");
        mark(INVERSE, "100");
        deposit("BTC", "1000");
        fill(INVERSE, "1000", "100");
        FigureDesk desk = desk(MEASURED);
        measuredAs(desk, refresh(desk), full(MEASURED, Map.of(BTC, "100000", INVERSE, "100000")));
        mark(BTC, "125");
        mark(INVERSE, "125");
        nowNs += 60 * SECOND;
        // 200 BTC gained are worth 25 000 USD; 1 000 BTC of collateral 125 000.
        measuredAs(desk, refresh(desk), full(MEASURED, Map.of(BTC, "150000", INVERSE, "100000")));
    }

    @Test
    void theExposureIsTheChangeOfEquityToFirstOrder() {
        account = account("0");
        mark(BTC, "100");
        mark(INVERSE, "100");
        mark(ETH_BTC, "0.05");
        mark(USDT, "1");
        mark(BTC_USDT, "100");
        mark(LINEAR, "100");
        deposit("BTC", "1000");
        deposit("USDT", "300000");
        fill(INVERSE, "-700", "80");
        fill(ETH_BTC, "2000", "0.04");
        fill(BTC_USDT, "500", "90");
        fill(LINEAR, "-800", "120");
        Portfolio before = account.snapshot();
        List<Symbol> all = List.of(BTC, ETH, ETH_BTC, INVERSE, BTC_USDT, LINEAR, USDT);
        FigureInputs inputs =
                new FigureInputs(nowNs, history(all), before, () -> VarModel.of(history(all), VarSettings.defaults()));
        Map<Symbol, BigDecimal> carried = inputs.carried().exposures();
        Map<Symbol, String> marks =
                Map.of(BTC, "100", INVERSE, "100", ETH_BTC, "0.05", USDT, "1", BTC_USDT, "100", LINEAR, "100");
        BigDecimal step = new BigDecimal("1.000001");
        for (Symbol symbol : marks.keySet()) {
            mark(symbol, new BigDecimal(marks.get(symbol)).multiply(step).toPlainString());
            double change =
                    account.snapshot().equity().subtract(before.equity()).doubleValue() / 1e-6;
            assertThat(change)
                    .as(symbol.name())
                    .isCloseTo(carried.getOrDefault(symbol, BigDecimal.ZERO).doubleValue(), within(1.0));
            mark(symbol, marks.get(symbol));
        }
        assertThat(carried).containsOnlyKeys(marks.keySet());
    }

    @Test
    void aStablecoinWithoutReturnsCountsAsStillAndIsNamed() {
        account = account("0");
        mark(USDT, "1");
        mark(BTC_USDT, "100");
        deposit("USDT", "500000");
        FigureDesk desk = desk(MEASURED);
        RiskFigures figures = refresh(desk);
        assertThat(figures.problem()).isEmpty();
        assertThat(figures.flags()).contains("flat", "unmeasured_currency:USDT");
        assertThat(desk.withOrder(BTC_USDT, 1_000).valueAtRisk(0.99, 1))
                .isCloseTo(gate(full(MEASURED, Map.of(BTC_USDT, "1000"))), within(1e-9));
        fill(BTC_USDT, "10", "100");
        desk.onFill();
        measuredAs(desk, refresh(desk), full(MEASURED, Map.of(BTC_USDT, "1000")));
    }

    @Test
    void anAccountKeptInACoinHasNoFiguresAndOneKeptInAnyStatesCurrencyHas() {
        for (String currency : List.of("BTC", "PLN")) {
            Symbol symbol = Symbol.of("ETH/" + currency);
            account = PortfolioBook.of(
                    "main",
                    currency,
                    new BigDecimal("100"),
                    List.of(Instrument.spot(symbol.name()).build()));
            mark(symbol, "2");
            fill(symbol, "1", "2");
            FigureDesk desk = desk(List.of(symbol));
            RiskFigures figures = refresh(desk);
            if (currency.equals("BTC")) {
                assertThat(figures.problem()).startsWith("value at risk: the account is kept in BTC");
                assertThat(figures.values()).isEmpty();
                assertThat(desk.withOrder(symbol, 1).problem()).isEqualTo(figures.problem());
            } else {
                assertThat(figures.problem()).isEmpty();
                assertThat(desk.withOrder(symbol, 1).isKnown()).isTrue();
            }
        }
    }

    @Test
    void aStablecoinThatNeverMovedCountsAsStillAndACoinThatNeverDidIsNotMeasured() {
        List<Symbol> all = List.of(BTC, ETH, USDT);
        ReturnHistory moved = history(all);
        double[][] rows = {moved.logReturns(0), new double[252], new double[252]};
        long[] times = new long[252];
        Arrays.setAll(times, t -> moved.timeNs(t));
        account = account("0");
        mark(USDT, "1");
        deposit("USDT", "500000");
        FigureDesk desk = FigureDesk.builder().build();
        desk.seed(ReturnHistory.ofReturns(DAY, moved.symbols(), times, rows));
        RiskFigures figures = refresh(desk);
        assertThat(figures.problem()).isEmpty();
        assertThat(figures.flags()).contains("unmeasured_currency:USDT");
        assertThat(desk.withOrder(BTC, 1_000).valueAtRisk(0.99, 1)).isPositive();
        assertThat(desk.withOrder(ETH, 1_000).problem()).contains("no point of the past holds a loss");
        mark(ETH, "2000");
        deposit("ETH", "1");
        nowNs += 60 * SECOND;
        assertThat(refresh(desk).problem()).contains("no point of the past holds a loss");
    }

    @Test
    void aStablecoinWithReturnsMovesByThem() {
        List<Symbol> all = List.of(BTC, ETH, BTC_USDT, USDT);
        account = account("0");
        mark(USDT, "0.99");
        mark(BTC_USDT, "100");
        deposit("USDT", "500000");
        fill(BTC_USDT, "1000", "100");
        FigureDesk desk = desk(all);
        RiskFigures figures = refresh(desk);
        measuredAs(desk, figures, full(all, Map.of(BTC_USDT, "99000", USDT, "495000")));
        assertThat(figures.flags()).noneMatch(f -> f.startsWith("unmeasured_currency"));
    }

    @Test
    void aCryptoBalanceWithoutReturnsRefusesAndNamesTheSymbolThatWouldPriceIt() {
        mark(ETH, "2000");
        deposit("ETH", "1");
        List<Symbol> without = List.of(BTC, BTC_USDT);
        FigureDesk desk = desk(without);
        assertThat(refresh(desk).problem()).isEqualTo("ETH/USD has no returns");
        account = account("1000000");
        FigureDesk known = desk(without);
        refresh(known);
        assertThat(known.withOrder(BTC, 100).isKnown()).isTrue();
        mark(ETH, "2000");
        deposit("ETH", "1");
        nowNs += SECOND;
        assertThat(known.dueTask(new RiskContext(new TimeOnlyMarket(() -> nowNs), account.snapshot())))
                .isEmpty();
        assertThat(known.withOrder(BTC, 100).problem()).isEqualTo("ETH/USD has no returns");
        assertThat(known.withFills(BTC, 0, 100).problem()).isEqualTo("ETH/USD has no returns");
        deposit("ETH", "-1");
        nowNs += SECOND;
        assertThat(known.dueTask(new RiskContext(new TimeOnlyMarket(() -> nowNs), account.snapshot())))
                .isEmpty();
        assertThat(known.withOrder(BTC, 100).isKnown()).isTrue();
    }

    @Test
    void spotBoughtForACryptoAssetGoesOnMovingWithIt() {
        account = account("0");
        mark(BTC, "100");
        mark(ETH_BTC, "0.05");
        deposit("BTC", "1000");
        FigureDesk desk = desk(MEASURED);
        refresh(desk);
        desk.setExposure(ETH_BTC, 0);
        double ordered = desk.withOrder(ETH_BTC, 40_000).valueAtRisk(0.99, 1);
        assertThat(desk.withFills(ETH_BTC, 0, 40_000).valueAtRisk(0.99, 1)).isGreaterThanOrEqualTo(ordered - 1e-9);
        fill(ETH_BTC, "8000", "0.05");
        desk.setExposure(ETH_BTC, 40_000);
        desk.onFill();
        RiskFigures figures = refresh(desk);
        PortfolioVar after = full(MEASURED, Map.of(BTC, "100000", ETH_BTC, "40000"));
        measuredAs(desk, figures, after);
        assertThat(ordered).isCloseTo(gate(after), within(1e-6));
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3})
    void whatTheGateAsksEqualsAFullMeasurementOverRandomFillsFlowsAndPrices(long seed) {
        Random random = new Random(seed);
        List<Symbol> all = List.of(BTC, ETH, ETH_BTC, INVERSE, BTC_USDT, LINEAR, USDT);
        List<Symbol> used = seed == 1 ? MEASURED : all;
        Map<Symbol, Double> prices = new TreeMap<>(
                Map.of(BTC, 100.0, ETH, 5.0, ETH_BTC, 0.05, INVERSE, 100.0, BTC_USDT, 100.0, LINEAR, 100.0, USDT, 1.0));
        prices.forEach((symbol, price) -> mark(symbol, text(price)));
        FigureDesk desk = desk(used);
        for (int step = 0; step < 60; step++) {
            Symbol symbol = all.get(random.nextInt(all.size()));
            double price = Objects.requireNonNull(prices.get(symbol)) * Math.exp(0.02 * random.nextGaussian());
            prices.put(symbol, price);
            mark(symbol, text(price));
            if (random.nextInt(3) == 0) {
                deposit(random.nextBoolean() ? "BTC" : "USDT", Integer.toString(random.nextInt(200) - 50));
            }
            Symbol traded = MEASURED.get(random.nextInt(MEASURED.size()));
            int quantity = (1 + random.nextInt(50)) * (random.nextBoolean() ? 1 : -1);
            fill(traded, Integer.toString(quantity), text(Objects.requireNonNull(prices.get(traded))));
            nowNs += SECOND;
            desk.onFill();
            Portfolio portfolio = account.snapshot();
            portfolio
                    .positions()
                    .forEach((held, view) -> desk.setExposure(held, view.value().doubleValue()));
            assertThat(refresh(desk).problem()).isEmpty();
            Symbol ordered = MEASURED.get(random.nextInt(MEASURED.size()));
            double delta = random.nextInt(10_000) - 5_000;
            Map<Symbol, BigDecimal> after = new TreeMap<>(new FigureInputs(
                            nowNs, history(used), portfolio, () -> VarModel.of(history(used), VarSettings.defaults()))
                    .carried()
                    .exposures());
            after.merge(ordered, BigDecimal.valueOf(delta), BigDecimal::add);
            PortfolioVar oracle = PortfolioVar.of(VarModel.of(history(used), VarSettings.defaults()), after);
            GateFigures asked = desk.withOrder(ordered, delta);
            double gross = after.values().stream()
                    .mapToDouble(v -> Math.abs(v.doubleValue()))
                    .sum();
            for (int days : new int[] {1, 5}) {
                assertThat(asked.valueAtRisk(0.99, days))
                        .isCloseTo(
                                oracle.gate(0.99, days).measured().orElseThrow().valueAtRisk(), within(1e-9 * gross));
            }
        }
    }

    private static String text(double price) {
        return BigDecimal.valueOf(price).toPlainString();
    }
}
