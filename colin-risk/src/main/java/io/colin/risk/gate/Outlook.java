package io.colin.risk.gate;

import io.colin.api.instrument.Symbol;
import io.colin.api.market.Bar;
import io.colin.api.order.Side;
import io.colin.api.portfolio.Portfolio;
import io.colin.api.risk.RiskContext;
import io.colin.api.risk.RiskFigures;
import io.colin.api.risk.RiskTask;
import io.colin.risk.RiskLimits;
import io.colin.risk.exposure.ExposureBook;
import io.colin.risk.exposure.ExposureMirror;
import io.colin.risk.exposure.SymbolExposure;
import io.colin.risk.figures.CorrelationPart;
import io.colin.risk.figures.FigureDesk;
import io.colin.risk.stress.MeasuredStress;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * The slow part of risk as the checks see it. Of every symbol it is told what is held and between which values working
 * orders may leave it, and judges an order at the fills that lose most: a hedge that may be removed counts as removed, one
 * that may not come counts as absent. What it was told follows what changes: a symbol at a time between two marks of the
 * account, all of them at a mark.
 */
final class Outlook implements RiskOutlook, Correlated {
    private final ExposureBook book;
    private final CorrelationPart correlations;
    private final StressDesk stress;
    private final FigureDesk desk;
    private final Consumer<RiskFigures> listener;
    private final Set<Symbol> changed = new HashSet<>();
    private final Set<Symbol> told = new HashSet<>();
    private RiskLimits limits;
    private final TailAnswer asHeld = new TailAnswer();
    private final TailAnswer asAsked = new TailAnswer();
    private final TailAnswer atGlance = new TailAnswer();
    /** Symbols that changed and were not looked at since. */
    private final List<Symbol> unseen = new ArrayList<>();

    private Object source = this;
    private Runnable before = () -> {};
    private long lookedAt = -1;
    private boolean tailIsAsked;
    private boolean backtestFails;
    private @Nullable RiskFigures latest;
    private @Nullable Portfolio portfolio;
    /** Counts what can change an answer. */
    private long version;

    Outlook(StandardGateBuilder settings, Memory memory, Guards guards) {
        limits = settings.limits();
        book = memory.book;
        listener = guards::onFigures;
        correlations = CorrelationPart.of(settings.correlations(), settings.correlationsEvery());
        stress = new StressDesk(
                limits,
                settings.scenarios(),
                memory,
                (symbol, nowNs) -> guards.board().hourlyVolume(symbol, nowNs));
        desk = FigureDesk.builder()
                .settings(settings.valueAtRisk())
                .every(settings.refresh())
                .part(correlations)
                .part(stress.part())
                .build();
    }

    /** What must be done before exposures are told anew as the book has them. */
    void before(Runnable work) {
        before = work;
    }

    void change(RiskLimits newLimits) {
        limits = newLimits;
        stress.change(newLimits);
    }

    /** The newest figures. */
    Optional<RiskFigures> latest() {
        return Optional.ofNullable(latest);
    }

    /** Whether the days that value at risk was tested on find it too small, as of the last figures. */
    boolean backtestFails() {
        return backtestFails;
    }

    FigureDesk desk() {
        return desk;
    }

    Optional<MeasuredStress> stress() {
        return stress.part().latest();
    }

    void onBar(Bar bar) {
        stress.see(bar.symbol());
        desk.onBar(bar);
    }

    void onFill(Symbol symbol) {
        changed(symbol);
        desk.onFill();
    }

    /** Something of a symbol works, works no more or fills. */
    void changed(Symbol symbol) {
        changed.add(symbol);
        if (!unseen.contains(symbol)) {
            unseen.add(symbol);
        }
    }

    /** The account was marked: every exposure is told anew. */
    void onPortfolio(Portfolio account) {
        portfolio = account;
        told.addAll(account.positions().keySet());
        told.addAll(book.working());
        told.forEach(this::tell);
        changed.clear();
    }

    Optional<RiskTask> dueTask(RiskContext context) {
        if (!limits.tail().armed() && !limits.stress().armed()) {
            return Optional.empty();
        }
        return desk.dueTask(context).map(Task::new);
    }

    /** Tells the listener and starts the stress book anew when the work takes effect. */
    private final class Task implements RiskTask {
        private final RiskTask work;

        private Task(RiskTask work) {
            this.work = work;
        }

        @Override
        public long appliesAtNs() {
            return work.appliesAtNs();
        }

        @Override
        public void run() {
            work.run();
        }

        @Override
        public List<Part> parts() {
            return work.parts();
        }

        @Override
        public RiskFigures apply() {
            before.run();
            RiskFigures figures = work.apply();
            version++;
            stress.applied();
            source = correlations.latest().isEmpty()
                    ? Outlook.this
                    : correlations.latest().get();
            told.forEach(Outlook.this::tell);
            listener.accept(figures);
            latest = figures;
            backtestFails = desk.backtest().multiplier() > 1;
            return figures;
        }
    }

    /** Before an order is judged: what changed since is told, at the prices of the account as it is asked about. */
    void prepare(Symbol symbol, Portfolio account) {
        portfolio = account;
        changed.add(symbol);
        told.addAll(changed);
        changed.forEach(this::tell);
        changed.clear();
    }

    private void tell(Symbol symbol) {
        Portfolio account = portfolio;
        if (account != null) {
            SymbolExposure exposure = book.of(symbol, account);
            double value = exposure.positionValue().doubleValue();
            double low = -exposure.shortSide().doubleValue();
            double high = exposure.longSide().doubleValue();
            version++;
            desk.setExposure(symbol, value, low, high);
            stress.set(symbol, value, low, high);
        }
    }

    @Override
    public Optional<String> noTail(Candidate order) {
        if (order.pricing().isEmpty()) {
            return Optional.of("the order has no value");
        }
        long ageNs = desk.ageNs(order.nowNs());
        if (ageNs > order.limits().data().maxRiskAge().toNanos() && ageNs != FigureDesk.NEVER) {
            return Optional.of("figures are " + Duration.ofNanos(ageNs) + " old");
        }
        String problem = figures(order, order.added(), asAsked).problem();
        return problem.isEmpty() ? Optional.empty() : Optional.of(problem);
    }

    private TailAnswer figures(Candidate order, BigDecimal added, TailAnswer answer) {
        if (!answer.answers(order, added, version)) {
            answer.take(
                    order,
                    added,
                    version,
                    desk.withFills(order.order().symbol(), Ends.low(order, added), Ends.high(order, added)));
        }
        return answer;
    }

    @Override
    public double tail(TailMetric metric, Candidate order, BigDecimal added) {
        return figures(order, added, added.signum() == 0 ? asHeld : asAsked).of(metric);
    }

    @Override
    public Optional<String> noStress(Candidate order) {
        if (order.pricing().isEmpty()) {
            return Optional.of("the order has no value");
        }
        if (stress.asOfNs() == Long.MIN_VALUE) {
            return Optional.of("no stress figures yet");
        }
        long ageNs = order.nowNs() - stress.asOfNs();
        if (ageNs > order.limits().data().maxRiskAge().toNanos()) {
            return Optional.of("stress figures are " + Duration.ofNanos(ageNs) + " old");
        }
        return stress.knows(order.order().symbol())
                ? Optional.empty()
                : Optional.of(
                        "no stress figures of " + stress.lacks(order.order().symbol()) + " yet");
    }

    @Override
    public double worstStress(Candidate order, BigDecimal added) {
        return stress.worstLoss(order.order().symbol(), Ends.low(order, added), Ends.high(order, added));
    }

    @Override
    public String worstScenario(Candidate order, BigDecimal added) {
        return stress.worst(order.order().symbol(), Ends.low(order, added), Ends.high(order, added));
    }

    @Override
    public String stressWarning(Candidate order, double most) {
        return stress.warning(most);
    }

    /** Tells what the mirror has of a symbol; the exact sums are told before the next exact question. */
    void estimate(ExposureMirror.Line line) {
        double value = line.value();
        double low = -line.side(Side.SELL);
        double high = line.side(Side.BUY);
        version++;
        desk.setExposure(line.symbol(), value, low, high);
        stress.set(line.symbol(), value, low, high);
    }

    /** Once for an order: what changed since is told as the mirror has it, and the order's own symbol. */
    private void look(Glance order) {
        if (order.number() == lookedAt) {
            return;
        }
        lookedAt = order.number();
        for (int i = 0; i < unseen.size(); i++) {
            told.add(unseen.get(i));
            estimate(order.mirror.line(unseen.get(i)));
        }
        unseen.clear();
        estimate(order.line());
        told.add(order.intent().symbol());
        tailIsAsked = false;
    }

    @Override
    public boolean knowsTail(Glance order) {
        long ageNs = desk.ageNs(order.nowNs());
        if (ageNs > order.limits().exact.data().maxRiskAge().toNanos()) {
            return false;
        }
        look(order);
        if (!tailIsAsked) {
            atGlance.take(
                    order,
                    BigDecimal.ZERO,
                    version,
                    desk.withFills(order.intent().symbol(), Ends.low(order), Ends.high(order)));
            tailIsAsked = true;
        }
        return atGlance.problem().isEmpty();
    }

    @Override
    public double tail(TailMetric metric, Glance order) {
        return atGlance.of(metric);
    }

    @Override
    public boolean knowsStress(Glance order) {
        if (stress.asOfNs() == Long.MIN_VALUE
                || order.nowNs() - stress.asOfNs()
                        > order.limits().exact.data().maxRiskAge().toNanos()) {
            return false;
        }
        look(order);
        return stress.knows(order.intent().symbol());
    }

    @Override
    public double worstStress(Glance order) {
        return stress.worstLoss(order.intent().symbol(), Ends.low(order), Ends.high(order));
    }

    @Override
    public Object source() {
        return source;
    }

    @Override
    public ToDoubleFunction<Symbol> rhosOf(Symbol one) {
        return correlations.latest().isEmpty()
                ? other -> other.equals(one) ? 1 : Double.NaN
                : correlations.latest().get().rhosOf(one);
    }

    @Override
    public boolean isOlder(long nowNs, long ageNs) {
        return correlations.asOfNs() != Long.MIN_VALUE && nowNs - correlations.asOfNs() > ageNs;
    }

    @Override
    public OptionalLong asOfNs() {
        return correlations.asOfNs() == Long.MIN_VALUE ? OptionalLong.empty() : OptionalLong.of(correlations.asOfNs());
    }

    void save(Map<String, String> state) {
        desk.save(state);
    }

    void restore(Map<String, String> state) {
        desk.restore(state);
        backtestFails = desk.backtest().multiplier() > 1;
    }
}
