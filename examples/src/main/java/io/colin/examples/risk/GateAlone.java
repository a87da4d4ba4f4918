package io.colin.examples.risk;

import io.colin.api.instrument.Instrument;
import io.colin.api.market.Bar;
import io.colin.api.order.Fill;
import io.colin.api.order.Liquidity;
import io.colin.api.order.OrderIntent;
import io.colin.api.order.OrderProgress;
import io.colin.api.order.OrderStatus;
import io.colin.api.order.Outcome;
import io.colin.api.order.ParentOrder;
import io.colin.api.order.Side;
import io.colin.api.portfolio.PortfolioBook;
import io.colin.api.risk.KillSwitch;
import io.colin.api.risk.RiskContext;
import io.colin.api.risk.RiskDecision;
import io.colin.api.risk.RiskFigures;
import io.colin.api.risk.RiskGate;
import io.colin.api.risk.RiskRequest;
import io.colin.api.risk.RiskTask;
import io.colin.risk.RiskLimits;
import io.colin.risk.gate.ChainedGate;
import io.colin.risk.gate.StandardGate;
import java.io.PrintStream;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeMap;

/**
 * Colin's risk control inside a plain Java program: no engine, no server, only colin-api and colin-risk. The program keeps
 * its account and its orders itself; it tells the gate what happens and asks before it sends.
 */
public final class GateAlone {
    private static final Instrument BTC = Instrument.spot("BTC/USD").build();
    private static final int HOURS = 24 * 30;

    private final PrintStream out;
    private final Board market =
            new Board(BTC, Instant.parse("2026-01-01T00:00:00Z").getEpochSecond() * 1_000_000_000L);
    private final PortfolioBook book = PortfolioBook.of("main", "USD", new BigDecimal("1000000"), List.of(BTC));
    private final RiskGate gate;

    private GateAlone(PrintStream out) {
        this.out = out;
        RiskLimits limits = RiskLimits.builder()
                .order(order -> order.maxShare(new BigDecimal("0.02")))
                .tail(tail -> tail.hourlyReturns(true).minReturns(48))
                .build();
        StandardGate standard = StandardGate.builder().limits(limits).build();
        // The own rule comes second: what the standard gate refuses never reaches it.
        this.gate = ChainedGate.of(List.of(standard, CoolOff.of(Duration.ofMinutes(5))));
    }

    /**
     * Asks for some orders.
     *
     * @param args none
     */
    public static void main(String[] args) {
        run(System.out);
    }

    static void run(PrintStream out) {
        GateAlone program = new GateAlone(out);
        program.learnReturns();
        program.measureRisk();
        program.ask("small", "5");
        program.ask("too-large", "50");
        program.execute("small", "5");
        program.ask("at-once", "1");
        program.later(Duration.ofMinutes(6));
        program.measureRisk();
        program.ask("rested", "1");
        program.later(Duration.ofSeconds(2));
        program.stop();
        program.ask("stopped", "1");
    }

    /** A month of hourly closes; a real program reads its own. */
    private void learnReturns() {
        SplittableRandom random = new SplittableRandom(7);
        BigDecimal close = new BigDecimal("1000");
        for (int i = 0; i < HOURS; i++) {
            market.pass(Duration.ofHours(1));
            BigDecimal open = close;
            BigDecimal change = BigDecimal.valueOf(random.nextDouble(-0.004, 0.004));
            close = open.add(open.multiply(change)).setScale(2, RoundingMode.HALF_EVEN);
            Bar bar = market.hour(open, close);
            gate.onBar(bar);
        }
        later(Duration.ZERO);
    }

    /** The slow part; a real program runs it on another thread and applies it when its time has come. */
    private void measureRisk() {
        Optional<RiskTask> due = gate.dueTask(context());
        due.ifPresent(task -> {
            task.run();
            market.pass(Duration.ofNanos(task.appliesAtNs() - market.timeNs()));
            RiskFigures figures = task.apply();
            out.printf(Locale.ROOT, "figures   %s%n", tell(figures));
        });
        later(Duration.ZERO);
    }

    private static String tell(RiskFigures figures) {
        if (!figures.problem().isEmpty()) {
            return figures.problem();
        }
        StringBuilder text = new StringBuilder(figures.stress().size() + " scenarios");
        figures.values().stream()
                .filter(tail -> tail.confidence() == 0.99 && tail.horizonDays() == 1)
                .forEach(tail -> text.append(String.format(
                        Locale.ROOT, ", %s 99 %%/1d %.4f %%", tail.method(), 100 * tail.valueAtRiskRatio())));
        return text.toString();
    }

    /** Prices stay near 1000; the account is valued and the gate told. */
    private void later(Duration time) {
        market.pass(time);
        market.mid("1000");
        gate.onMarket(BTC.symbol(), market);
        book.mark(BTC.symbol(), new BigDecimal("1000"), market.timeNs());
        gate.onPortfolio(book.snapshot());
    }

    private RiskContext context() {
        return new RiskContext(market, book.snapshot());
    }

    private void ask(String id, String quantity) {
        OrderIntent intent = intent(id, quantity);
        RiskDecision decision = gate.check(new RiskRequest.Parent(id, intent, "trader", Optional.empty()), context());
        out.printf(Locale.ROOT, "%-9s %s %s", id, quantity, decision.verdict());
        decision.reasons().forEach(reason -> out.printf(Locale.ROOT, "%n          %s", reason.message()));
        out.println();
        if (decision.passes() && !id.equals("small")) {
            // Not sent after all: what was reserved for it is given back.
            gate.onParent(parent(id, intent, OrderStatus.CANCELED, BigDecimal.ZERO));
        }
    }

    /** The venue has executed it: the account first, then the gate. */
    private void execute(String id, String quantity) {
        BigDecimal filled = new BigDecimal(quantity);
        Fill fill = new Fill(
                "trade-1",
                id + "-1",
                id,
                "venue",
                BTC.symbol(),
                Side.BUY,
                filled,
                new BigDecimal("1000.1"),
                new BigDecimal("5"),
                "USD",
                Liquidity.TAKER,
                market.timeNs());
        book.apply(fill);
        gate.onParent(parent(id, intent(id, quantity), OrderStatus.FILLED, filled));
        gate.onFill(fill);
        later(Duration.ofSeconds(2));
    }

    private void stop() {
        gate.controls()
                .ifPresent(controls -> controls.kill(
                        new KillSwitch(KillSwitch.Scope.SYSTEM, "", "end of the example", "me", market.timeNs())));
    }

    private static OrderIntent intent(String id, String quantity) {
        return OrderIntent.of(BTC.symbol(), Side.BUY, new BigDecimal(quantity))
                .clientOrderId(id)
                .limit(new BigDecimal("1000.1"))
                .build();
    }

    private ParentOrder parent(String id, OrderIntent intent, OrderStatus status, BigDecimal filled) {
        OrderProgress progress = new OrderProgress(
                status,
                status,
                Outcome.KNOWN,
                intent.quantity(),
                filled,
                filled.multiply(new BigDecimal("1000.1")),
                new TreeMap<>(),
                List.of(),
                market.timeNs(),
                1);
        return new ParentOrder(id, intent, "trader", market.timeNs(), new BigDecimal("1000"), progress);
    }
}
