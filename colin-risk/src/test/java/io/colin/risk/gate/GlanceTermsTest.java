package io.colin.risk.gate;

import static io.colin.risk.gate.AtAGlance.buy;
import static io.colin.risk.gate.AtAGlance.by;
import static io.colin.risk.gate.AtAGlance.limit;
import static io.colin.risk.gate.AtAGlance.request;
import static io.colin.risk.gate.AtAGlance.warm;
import static io.colin.risk.gate.Desk.BTC;
import static io.colin.risk.gate.Desk.ETH;
import static io.colin.risk.gate.Desk.SECOND;
import static io.colin.risk.gate.Desk.dec;
import static io.colin.risk.gate.Desk.wide;
import static io.colin.risk.gate.GlanceCases.MILLION;
import static io.colin.risk.gate.GlanceCases.NOTHING;

import io.colin.api.instrument.Instrument;
import io.colin.api.instrument.Symbol;
import io.colin.api.order.OrderType;
import io.colin.api.order.Side;
import io.colin.api.order.TimeInForce;
import io.colin.api.order.TriggerSource;
import io.colin.api.portfolio.PortfolioBook;
import io.colin.api.risk.KillSwitch;
import io.colin.api.risk.RiskRequest;
import io.colin.api.signal.Direction;
import io.colin.api.signal.Probabilities;
import io.colin.api.signal.Signal;
import io.colin.risk.AccountKind;
import io.colin.risk.Permissions;
import io.colin.risk.gate.AtAGlance.Expected;
import io.colin.risk.killswitch.Lock;
import io.colin.risk.killswitch.Locks;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.Consumer;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** Every term of an order and every word of a person that a glance must not pass over. */
class GlanceTermsTest {
    private final GlanceCases cases = new GlanceCases();

    @Test
    void theTermsOfTheOrder() {
        cases.bought("a plain order", o -> o, Expected.GOES);
        cases.bought("of the account", o -> o.account("main"), Expected.GOES);
        cases.bought("of another account", o -> o.account("other"), Expected.REFUSED);
        cases.bought("in money", o -> o.quoteQuantity(true), Expected.REFUSED);
        cases.bought("reduces only", o -> o.reduceOnly(true), Expected.REFUSED);
        cases.bought("a way out", o -> o.timeInForce(TimeInForce.gtd(Desk.START + 1)), Expected.GOES);
        cases.bought("ends now", o -> o.timeInForce(TimeInForce.gtd(Desk.START)), Expected.REFUSED);
        cases.bought("ended", o -> o.timeInForce(TimeInForce.gtd(Desk.START - 1)), Expected.REFUSED);
        cases.bought("shown in part", o -> o.displayQuantity(dec("0.5")), Expected.GOES);
        cases.bought("shown off the lot", o -> o.displayQuantity(dec("0.5005")), Expected.REFUSED);
        cases.bought("a trailing stop", o -> o.type(trailing()), Expected.LEFT);
        cases.bought("meant twice", o -> o.metadata(Map.of(StandardGate.DISTINCT, "true")), Expected.GOES);
        cases.asked("off the lot", NOTHING, desk -> buy(desk, "1.0005"), Expected.REFUSED);
        cases.asked(
                "reduces",
                NOTHING,
                desk -> request(desk.intent(BTC, Side.SELL, "1")
                        .limit(dec("100"))
                        .reduceOnly(true)
                        .build()),
                Expected.LEFT);
        cases.asked("unknown", NOTHING, d -> limit(d, Symbol.of("DOGE/USD"), Side.BUY, "1", "1"), Expected.REFUSED);
        cases.holds();
    }

    private static OrderType trailing() {
        return new OrderType.TrailingStop(BigDecimal.ONE, OrderType.OffsetUnit.PRICE, TriggerSource.LAST);
    }

    @Test
    void contractsEnd() {
        Symbol future = Symbol.of("BTC/USD:USD-240102");
        cases.limits = cases.limits.toBuilder()
                .margin(m -> m.accountKind(AccountKind.MARGIN))
                .order(o -> o.quantityCaps(Map.of(future, dec("100"))))
                .build();
        for (long left : new long[] {1, 0}) {
            Consumer<Desk> ends = desk -> {
                Instrument terms = Instrument.future(future.name(), desk.timeNs + left)
                        .lotSize("0.001")
                        .build();
                desk.instruments.put(future, terms);
                desk.account = PortfolioBook.of("main", "USD", dec(MILLION), desk.instruments.values());
                desk.price(future, "100");
                warm(desk, future);
            };
            cases.asked(
                    "ends in " + left + " ns",
                    ends,
                    d -> limit(d, future, Side.BUY, "1", "100"),
                    left > 0 ? Expected.GOES : Expected.REFUSED);
        }
        cases.holds();
    }

    @Test
    void restrictionsAndGrants() {
        cases.limits = wide().compliance(c -> c.restricted(List.of(BTC))).build();
        Function<Desk, RiskRequest.Parent> ether = d -> limit(d, ETH, Side.BUY, "1", "10");
        cases.asked("a restricted symbol", NOTHING, d -> buy(d, "1"), Expected.REFUSED);
        cases.asked("another symbol", NOTHING, ether, Expected.GOES);
        cases.limits = wide().permissions(Permissions.only(List.of(new Permissions.Grant("alice", "BTC/USD", "*"))))
                .build();
        cases.asked("a grant", NOTHING, d -> by("alice", d.buy("1")), Expected.GOES);
        cases.asked("no grant", NOTHING, d -> by("bob", d.buy("1")), Expected.REFUSED);
        cases.asked(
                "no grant of the symbol",
                NOTHING,
                d -> by("alice", ether.apply(d).intent()),
                Expected.REFUSED);
        cases.holds();
    }

    @Test
    void locksAndSwitches() {
        Function<Desk, RiskRequest.Parent> ofAlpha = d -> request(d, "alpha", "1");
        for (KillSwitch.Scope scope : List.of(
                KillSwitch.Scope.SYSTEM,
                KillSwitch.Scope.STRATEGY,
                KillSwitch.Scope.SYMBOL,
                KillSwitch.Scope.ACCOUNT)) {
            String target = switch (scope) {
                case STRATEGY -> "alpha";
                case SYMBOL -> BTC.name();
                case ACCOUNT -> "main";
                default -> "";
            };
            cases.asked(
                    "killed " + scope,
                    d -> d.controls().kill(new KillSwitch(scope, target, "why", "who", 1)),
                    ofAlpha,
                    Expected.REFUSED);
        }
        cases.asked(
                "killed beta",
                d -> d.controls().kill(new KillSwitch(KillSwitch.Scope.STRATEGY, "beta", "why", "who", 1)),
                ofAlpha,
                Expected.GOES);
        Function<Lock, Consumer<Desk>> locked = lock -> d -> {
            Locks locks = Locks.none();
            locks.add(lock);
            d.gate = StandardGate.builder().limits(d.limits).locks(locks).build();
            warm(d, BTC);
        };
        Lock ofBtc = Lock.ofSymbol(BTC, "why", "who", Desk.START);
        cases.asked("locked", locked.apply(ofBtc), ofAlpha, Expected.REFUSED);
        cases.asked("sales locked", locked.apply(ofBtc.only(Side.SELL)), ofAlpha, Expected.GOES);
        cases.asked(
                "strategy locked", locked.apply(Lock.ofStrategy("alpha", "why", "who", 1)), ofAlpha, Expected.REFUSED);
        cases.asked(
                "other strategy locked",
                locked.apply(Lock.ofStrategy("beta", "why", "who", 1)),
                ofAlpha,
                Expected.GOES);
        cases.asked(
                "lock ended",
                locked.apply(ofBtc.until(Desk.START + SECOND)).andThen(d -> d.pass(SECOND)),
                ofAlpha,
                Expected.GOES);
        cases.asked(
                "lock ends later",
                locked.apply(ofBtc.until(Desk.START + SECOND)).andThen(d -> d.pass(SECOND - 1)),
                ofAlpha,
                Expected.REFUSED);
        cases.holds();
    }

    @Test
    void losses() {
        Function<String, Consumer<Desk>> fallenTo = price -> d -> {
            d.hold(BTC, "990");
            d.mark();
            d.price(BTC, price);
            d.mark();
        };
        Function<String, Function<Desk, RiskRequest.Parent>> at = price -> d -> limit(d, BTC, Side.BUY, "1", price);
        cases.limits = wide().loss(l -> l.maxDaily(dec("0.9"))).build();
        cases.asked("a loss of 0.9 %", fallenTo.apply("91"), at.apply("91"), Expected.GOES);
        cases.asked("a loss on a rung that shrinks", fallenTo.apply("50.01"), at.apply("50"), Expected.LEFT);
        cases.asked("a loss that stops", fallenTo.apply("50"), at.apply("50"), Expected.REFUSED);
        cases.limits = wide().loss(l -> l.maxDaily(dec("0.01"))).build();
        cases.asked("a day's loss of 0.9 %", fallenTo.apply("91"), at.apply("91"), Expected.GOES);
        cases.asked("a day's loss of 1 %", fallenTo.apply("90"), at.apply("90"), Expected.REFUSED);
        cases.holds();
    }

    private static Signal signal(Desk desk, Symbol symbol, double confidence, Direction direction) {
        return Signal.of(symbol, "model", desk.timeNs)
                .probabilities(new Probabilities(confidence, 1 - confidence, 0))
                .directed(direction, 1)
                .expected(0.01, 0.005)
                .band(0.01, dec("100"))
                .horizonNs(60 * SECOND)
                .build()
                .identified("s1", desk.timeNs, "s1");
    }

    @Test
    void signals() {
        cases.asked(
                "sure enough", NOTHING, d -> request(d.buy("1"), signal(d, BTC, 0.65, Direction.LONG)), Expected.GOES);
        cases.asked(
                "hardly sure",
                NOTHING,
                d -> request(d.buy("1"), signal(d, BTC, 0.6499, Direction.LONG)),
                Expected.REFUSED);
        cases.asked(
                "of another symbol",
                NOTHING,
                d -> request(d.buy("1"), signal(d, ETH, 0.9, Direction.LONG)),
                Expected.REFUSED);
        Function<Long, Function<Desk, RiskRequest.Parent>> after = ns -> d -> {
            Signal signal = signal(d, BTC, 0.9, Direction.LONG);
            d.pass(signal.expiresAtNs() - d.timeNs + ns);
            return request(d.buy("1"), signal);
        };
        cases.asked("at its end", NOTHING, after.apply(0L), Expected.GOES);
        cases.asked("after its end", NOTHING, after.apply(1L), Expected.REFUSED);
        Consumer<Desk> cutOff = d -> {
            d.gate = StandardGate.builder()
                    .limits(d.limits)
                    .modelCutOff(s -> OptionalLong.of(d.timeNs))
                    .build();
            warm(d, BTC);
        };
        cases.asked(
                "a model of a known age",
                cutOff,
                d -> request(d.buy("1"), signal(d, BTC, 0.9, Direction.LONG)),
                Expected.LEFT);
        cases.asked("no signal", cutOff, d -> buy(d, "1"), Expected.GOES);
        cases.holds();
    }
}
