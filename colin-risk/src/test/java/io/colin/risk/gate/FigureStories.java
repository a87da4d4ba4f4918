package io.colin.risk.gate;

import static io.colin.risk.gate.Desk.BTC;
import static io.colin.risk.gate.Desk.ETH;
import static io.colin.risk.gate.Desk.SECOND;
import static io.colin.risk.gate.Desk.dec;
import static io.colin.risk.gate.Desk.wide;

import io.colin.api.instrument.Symbol;
import io.colin.api.market.Quote;
import io.colin.api.signal.Direction;
import io.colin.api.signal.Probabilities;
import io.colin.api.signal.Signal;
import io.colin.api.signal.SignalReason;
import io.colin.risk.AccountKind;
import io.colin.risk.RiskLimits;
import io.colin.risk.RiskLimitsBuilder;
import io.colin.risk.TailLimits;
import io.colin.risk.var.VarSettings;
import io.colin.risk.var.VarSettings.Estimator;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.function.DoubleUnaryOperator;
import java.util.function.Function;

/** What the gate must know: prices, signals, and the figures of the slow task. */
final class FigureStories {
    private static final String MILLION = "1000000";

    private FigureStories() {}

    private static RiskLimitsBuilder armed(Function<TailLimits.Builder, TailLimits.Builder> tail) {
        return wide().margin(m -> m.accountKind(AccountKind.MARGIN))
                .tail(t -> tail.apply(t.armed(true)
                        .maxVar95OneDay(BigDecimal.ONE)
                        .maxVar99OneDay(BigDecimal.ONE)
                        .maxVar95FiveDays(BigDecimal.ONE)
                        .maxVar99FiveDays(BigDecimal.ONE)
                        .maxEs99OneDay(BigDecimal.ONE)));
    }

    /** What is held and what is asked, told by figures that a plain computation gives too. */
    private record Measured(Desk desk, PlainFigures plain, Function<PlainFigures, DoubleUnaryOperator> figure) {
        private double withBtcOf(double value) {
            return figure.apply(plain).applyAsDouble(value);
        }

        /** The most lots of BTC at 100 beside 300 that are held. */
        private String largest(double limit) {
            int good = 0;
            int bad = 5_000_000;
            while (bad - good > 1) {
                int middle = (good + bad) / 2;
                if (withBtcOf(30_000 + middle * 0.1) <= limit) {
                    good = middle;
                } else {
                    bad = middle;
                }
            }
            return BigDecimal.valueOf(good, 3).toPlainString();
        }

        private Story bought(String quantity, String given, String check, String limit) {
            double most = Double.parseDouble(limit);
            return Story.given("300 BTC and 1 000 ETH held, returns of a hundred days and " + given, desk)
                    .when(quantity + " BTC are bought at 100", quantity, desk::buy)
                    .refusedBy(check)
                    .measuring(limit, withBtcOf(30_000), withBtcOf(30_000 + 100 * Double.parseDouble(quantity)))
                    .upTo(largest(most));
        }
    }

    private static Measured measured(RiskLimits limits, Function<PlainFigures, DoubleUnaryOperator> figure) {
        Desk desk = new Desk(limits, MILLION);
        double[][] walk = PlainFigures.walk(new Random(11), 100, 0.5);
        desk.gate = StandardGate.builder()
                .limits(limits)
                .valueAtRisk(
                        VarSettings.builder().estimator(Estimator.EXPONENTIAL).build(), Duration.ofSeconds(60))
                .build();
        desk.hold(BTC, "300");
        desk.hold(ETH, "1000");
        desk.returns(walk[0], walk[1]);
        desk.mark();
        desk.work();
        desk.mark();
        return new Measured(desk, new PlainFigures(walk[0], walk[1]), figure);
    }

    static Story valueAtRisk() {
        RiskLimits limits = armed(t -> t.maxVar95OneDay(dec("0.003"))).build();
        return measured(limits, plain -> btc -> plain.valueAtRisk(0.95, 1, btc, 10_000))
                .bought("5000", "a value at risk of 0.3 % at most", "var-95-1d", "3000");
    }

    static Story expectedShortfall() {
        RiskLimits limits = armed(t -> t.maxVar95OneDay(dec("0.004"))
                        .maxVar99OneDay(dec("0.004"))
                        .maxEs99OneDay(dec("0.004")))
                .build();
        return measured(limits, plain -> btc -> plain.shortfall(btc, 10_000))
                .bought("400", "an expected shortfall of 0.4 % at most", "es-99-1d", "4000");
    }

    static Story stress() {
        RiskLimits limits = armed(t -> t.armed(false))
                .stress(s -> s.armed(true).maxLoss(dec("0.05")))
                .build();
        return measured(limits, plain -> btc -> plain.stress(btc, 10_000))
                .bought("5000", "a stress loss of 5 % at most", "stress", "50000");
    }

    static Story onAnOldPrice() {
        Desk desk = new Desk(wide().build(), MILLION);
        desk.timeNs += 2 * SECOND + 500_000_000L;
        return Story.given("a quote of two and a half seconds ago", desk)
                .when("one is bought", "1", desk::buy)
                .refusedBy("price-age")
                .showing("2000", "2500", "2500")
                .otherwise("with a new one", () -> {
                    desk.price(BTC, "100");
                    return desk.ask(desk.buy("1"));
                });
    }

    static Story withoutFigures() {
        Desk desk = new Desk(armed(t -> t).build(), MILLION);
        desk.bars(BTC, 40, 90, 0.02, -0.021, 0.013, -0.015, 0.004, -0.006, 0.018);
        desk.mark();
        return Story.given("limits of tail risk and no figures yet", desk)
                .when("one is bought", "1", desk::buy)
                .refusedBy("risk-figures")
                .otherwise("once they are measured", () -> {
                    desk.work();
                    return desk.ask(desk.buy("1"));
                });
    }

    private static Signal neutral(Desk desk, SignalReason reason) {
        return Signal.of(BTC, "model", desk.timeNs)
                .probabilities(new Probabilities(0.1, 0.8, 0.1))
                .neutral(reason)
                .band(0.01, dec("100"))
                .horizonNs(60 * SECOND)
                .build();
    }

    private static Signal confident(Desk desk, double confidence) {
        return Signal.of(BTC, "model", desk.timeNs)
                .probabilities(new Probabilities(confidence, 1 - confidence, 0))
                .directed(Direction.LONG, 1)
                .expected(0.01, 0.005)
                .band(0.01, dec("100"))
                .horizonNs(60 * SECOND)
                .build()
                .identified("s1", desk.timeNs, "s1");
    }

    static Story ofAnOldModel() {
        Desk desk = new Desk(wide().build(), MILLION);
        Duration tooOld = desk.limits.data().maxModelAge().plusNanos(1);
        desk.gate = StandardGate.builder()
                .limits(desk.limits)
                .modelCutOff(signal -> OptionalLong.of(signal.dataAsOfNs() - tooOld.toNanos()))
                .build();
        return Story.given("a model whose data end a nanosecond longer ago than it may be old", desk)
                .asking("its signal is followed", "1", size -> desk.ask(desk.buy(size), confident(desk, 0.9)))
                .refusedBy("signal")
                .otherwise("where a person asks", () -> desk.ask(desk.buy("1")));
    }

    static Story ofAnUncertainSignal() {
        Desk desk = new Desk(wide().build(), MILLION);
        return Story.given("signals of 0.65 at least", desk)
                .asking("one of 0.5 is followed", "1", size -> desk.ask(desk.buy(size), confident(desk, 0.5)))
                .refusedBy("signal")
                .showing("0.65", "0.5", "0.5")
                .otherwise("one of 0.65", () -> desk.ask(desk.buy("1"), confident(desk, 0.65)));
    }

    static Story ofASignalOutsideItsTraining() {
        Desk desk = new Desk(wide().build(), MILLION);
        return Story.given("a model that was asked what it was not trained on", desk)
                .asking(
                        "its signal is followed",
                        "1",
                        size -> desk.ask(desk.buy(size), neutral(desk, SignalReason.OUT_OF_DISTRIBUTION)))
                .refusedBy("signal")
                .otherwise("a signal it stands by", () -> desk.ask(desk.buy("1"), confident(desk, 0.9)));
    }

    static Story whenSomethingBelowThrows() {
        boolean[] broken = {true};
        Desk desk = new Desk(wide().build(), MILLION) {
            @Override
            public Optional<Quote> quote(Symbol symbol) {
                if (broken[0]) {
                    throw new IllegalStateException("the feed broke");
                }
                return super.quote(symbol);
            }
        };
        return Story.given("a market view that throws", desk)
                .when("one is bought", "1", desk::buy)
                .refusedBy("gate")
                .otherwise("once it is mended", () -> {
                    broken[0] = false;
                    return desk.ask(desk.buy("1"));
                });
    }
}
