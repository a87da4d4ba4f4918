package io.colin.risk.gate;

import io.colin.api.instrument.Symbol;
import io.colin.api.market.Bar;
import io.colin.api.order.Side;
import io.colin.api.portfolio.Portfolio;
import io.colin.api.risk.RiskContext;
import io.colin.api.risk.RiskFigures;
import io.colin.api.risk.RiskTask;
import io.colin.risk.RiskLimits;
import io.colin.risk.correlation.CorrelationSettings;
import io.colin.risk.exposure.ExposureBook;
import io.colin.risk.exposure.ExposureMirror;
import io.colin.risk.exposure.SymbolExposure;
import io.colin.risk.figures.CorrelationPart;
import io.colin.risk.figures.FigureDesk;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The slow part of risk as the checks see it. Exposures are told to it at their signed worst case, working orders included,
 * and follow what changes: a symbol at a time between two marks of the account, all of them at a mark.
 */
final class Outlook implements RiskOutlook, Correlated {
    private static final Duration CORRELATIONS_EVERY = Duration.ofMinutes(15);

    private final ExposureBook book;
    private final CorrelationPart correlations = CorrelationPart.of(CorrelationSettings.standard(), CORRELATIONS_EVERY);
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
    private @Nullable Portfolio portfolio;
    /** Counts what can change an answer. */
    private long version;

    Outlook(StandardGateBuilder settings, ExposureBook book, Consumer<RiskFigures> listener) {
        limits = settings.limits();
        this.book = book;
        this.listener = listener;
        stress = new StressDesk(limits);
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

    FigureDesk desk() {
        return desk;
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
            double value = signedWorst(book.of(symbol, account));
            version++;
            desk.setExposure(symbol, value);
            stress.set(symbol, value);
        }
    }

    private static double signedWorst(SymbolExposure exposure) {
        BigDecimal longSide = exposure.longSide();
        BigDecimal shortSide = exposure.shortSide();
        return longSide.compareTo(shortSide) >= 0 ? longSide.doubleValue() : -shortSide.doubleValue();
    }

    /** The order's symbol at its signed worst case with so much more on the order's side. */
    private static double with(Candidate order, BigDecimal added) {
        BigDecimal longSide = order.exposure().longSide();
        BigDecimal shortSide = order.exposure().shortSide();
        if (order.order().side() == Side.BUY) {
            longSide = longSide.add(added);
        } else {
            shortSide = shortSide.add(added);
        }
        return longSide.compareTo(shortSide) >= 0 ? longSide.doubleValue() : -shortSide.doubleValue();
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
        Symbol symbol = order.order().symbol();
        double delta = with(order, added) - signedWorst(book.of(symbol, order.portfolio()));
        if (!answer.answers(symbol, delta, version)) {
            answer.take(symbol, delta, version, desk.withOrder(symbol, delta));
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
                : Optional.of("no stress figures of " + order.order().symbol() + " yet");
    }

    @Override
    public double worstStress(Candidate order, BigDecimal added) {
        return stress.worstLoss(order.order().symbol(), with(order, added));
    }

    @Override
    public String worstScenario(Candidate order, BigDecimal added) {
        return stress.worst(order.order().symbol(), with(order, added));
    }

    @Override
    public String stressWarning(Candidate order, double most) {
        return stress.warning(most);
    }

    /** Tells what the mirror has of a symbol; the exact sums are told before the next exact question. */
    void estimate(ExposureMirror.Line line) {
        double value = signedWorst(line);
        version++;
        desk.setExposure(line.symbol(), value);
        stress.set(line.symbol(), value);
    }

    private static double signedWorst(ExposureMirror.Line line) {
        double longSide = line.side(Side.BUY);
        double shortSide = line.side(Side.SELL);
        return longSide >= shortSide ? longSide : -shortSide;
    }

    private static double with(Glance order) {
        ExposureMirror.Line line = order.line();
        boolean buy = order.intent().side() == Side.BUY;
        double longSide = line.side(Side.BUY) + (buy ? order.value() : 0);
        double shortSide = line.side(Side.SELL) + (buy ? 0 : order.value());
        return longSide >= shortSide ? longSide : -shortSide;
    }

    /** Once for an order: what changed since is told as the mirror has it, and the order's own symbol. */
    private void look(Glance order) {
        if (order.number() == lookedAt) {
            return;
        }
        lookedAt = order.number();
        for (int i = 0; i < unseen.size(); i++) {
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
            Symbol symbol = order.intent().symbol();
            double delta = with(order) - signedWorst(order.line());
            atGlance.take(symbol, delta, version, desk.withOrder(symbol, delta));
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
        return stress.worstLoss(order.intent().symbol(), with(order));
    }

    @Override
    public boolean surelyNoWarning(double most) {
        return Surely.lossBelow(stress.worstUnlimited(), most);
    }

    @Override
    public Object source() {
        return source;
    }

    @Override
    public OptionalDouble rho(Symbol one, Symbol other) {
        return correlations.latest().isEmpty()
                ? OptionalDouble.empty()
                : correlations.latest().get().rho(one, other);
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
    }
}
