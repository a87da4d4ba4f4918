package io.colin.risk.gate;

import io.colin.api.instrument.Instrument;
import io.colin.api.order.DenialCode;
import io.colin.api.order.OrderType;
import io.colin.api.risk.CheckResult.CheckOutcome;
import io.colin.api.risk.RiskContext;
import io.colin.api.risk.RiskDecision;
import io.colin.api.risk.RiskDecision.Verdict;
import io.colin.api.risk.SelfMatch;
import io.colin.risk.RiskLimits;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The exact verdict over one order: all checks, then the rules of compliance, then the reservation with book and firm. An
 * account has been observed and time has advanced before it is asked.
 */
final class Judge {
    private static final Logger LOG = System.getLogger(StandardGate.class.getName());

    private final Guards guards;
    private final Memory memory;
    private final RecoveredOrders recovered;
    private final Outlook outlook;
    private final LimitReport report;
    private final Conduct conduct;
    private final List<FirmShare> firm;
    private final List<Check> checks;
    private final Reviews reviews = new Reviews();
    private final StartSettings start;
    private RiskLimits limits;
    private String configHash;

    Judge(
            StandardGateBuilder settings,
            Guards guards,
            Memory memory,
            RecoveredOrders recovered,
            Outlook outlook,
            LimitReport report) {
        this.guards = guards;
        this.memory = memory;
        this.recovered = recovered;
        this.outlook = outlook;
        this.report = report;
        conduct = new Conduct(settings.compliance(), settings.venues(), memory.days);
        firm = settings.firm();
        checks = CheckList.of(guards, memory, recovered, outlook, settings);
        limits = settings.limits();
        start = StartSettings.of(settings);
        configHash = ConfigHash.of(limits, guards.settings(), start);
    }

    List<Check> checks() {
        return checks;
    }

    /** What was refused lately. */
    Reviews reviews() {
        return reviews;
    }

    RiskLimits limits() {
        return limits;
    }

    /** What names the limits in force in every decision. */
    String configHash() {
        return configHash;
    }

    /** Other limits, which the guards have taken already. */
    void change(RiskLimits next) {
        limits = next;
        configHash = ConfigHash.of(next, guards.settings(), start);
    }

    /** Judges an order, and reserves what passes. */
    RiskDecision judge(Order asked, RiskContext context) {
        Order order = onlyLowers(asked) ? asked.ofItsOwnVenue() : asked;
        Optional<Instrument> instrument = context.market().instrument(order.symbol());
        if (instrument.isEmpty()) {
            return notListed(order);
        }
        Candidate candidate = candidate(order, instrument.get(), context);
        if (candidate.prices().freshRate(order.symbol().quote()).isPresent()) {
            candidate
                    .pricing()
                    .ifPresent(worth ->
                            memory.firstPrices.observe(order.symbol(), worth.unitValueAtReference(), guards.nowNs()));
        }
        return ruled(candidate, Ruling.of(checks, conduct, candidate));
    }

    private RiskDecision notListed(Order order) {
        String detail = order.symbol() + " is not in the universe";
        BigDecimal whole = order.quantity().add(order.filled());
        return refused(whole, Finding.failed("instrument", DenialCode.INSTRUMENT_NOT_FOUND, detail));
    }

    /**
     * Whether new terms only make less of what a routed order has at the venue where it is changed: whatever stands against
     * that venue, refusing them would leave the larger order there.
     */
    private boolean onlyLowers(Order order) {
        return order.isRoutedInPlace() && order.makesLessOf(Candidate.heldThere(order, memory.book));
    }

    private Candidate candidate(Order order, Instrument instrument, RiskContext context) {
        memory.reserve(recovered, context);
        memory.shown.look(order.venue(), order.symbol(), context.market());
        outlook.prepare(order.symbol(), context.portfolio());
        return new Candidate(order, instrument, limits, context, memory.book);
    }

    /** What of ours a child would trade with where no other check refuses it. */
    List<SelfMatch> selfMatches(Order order, RiskContext context) {
        Optional<Instrument> instrument = context.market().instrument(order.symbol());
        if (instrument.isEmpty() || isSurelyApart(order)) {
            return List.of();
        }
        Candidate candidate = candidate(order, instrument.get(), context);
        if (candidate.pricing().isEmpty()) {
            return List.of();
        }
        List<SelfMatch> matches =
                candidate.takesUpTo().map(price -> memory.own.allMatching(order, price)).orElse(List.of()).stream()
                        .map(other -> new SelfMatch(other.orderId(), other.parentId(), other.price()))
                        .toList();
        return matches.isEmpty() || !Evaluation.of(checks, candidate).failsOnlyBy(SelfTradeCheck.NAME)
                ? List.of()
                : matches;
    }

    /** Refuses an exit whose terms could never pass, whatever is held by then; reserves nothing. */
    Optional<RiskDecision> vet(Order exit, Optional<BigDecimal> goesAt, RiskContext context) {
        Optional<Instrument> instrument = context.market().instrument(exit.symbol());
        if (instrument.isEmpty()) {
            return Optional.of(notListed(exit));
        }
        Candidate candidate = new Candidate(exit, instrument.get(), limits, context, memory.book);
        List<Finding> findings =
                new ArrayList<>(Evaluation.of(CheckList.ofTerms(), candidate).findings());
        candidate.pricing().ifPresent(worth -> findings.add(PriceCollarCheck.ofExit(candidate, goesAt)));
        List<Finding> breaches =
                findings.stream().filter(finding -> !finding.passes()).toList();
        return breaches.isEmpty() ? Optional.empty() : Optional.of(refused(candidate.whole(), breaches));
    }

    private boolean isSurelyApart(Order order) {
        return order.type() instanceof OrderType.Limit limit
                && memory.own.surelyApart(
                        order.symbol(), order.side(), limit.price().doubleValue());
    }

    private RiskDecision ruled(Candidate candidate, Ruling ruling) {
        Order order = candidate.order();
        RiskDecision decision = ruling.decision(configHash, guards.nowNs());
        report.judged(ruling.asked());
        stop(order, ruling.asked());
        if (!decision.passes()) {
            reviews.refused(order, ruling);
            return decision;
        }
        Optional<FirmShare> full = FirmShare.reserve(firm, candidate.resized(ruling.allowed()));
        if (full.isPresent()) {
            return refused(candidate.whole(), FirmCheck.outrun(full.get()));
        }
        ruling.cleared().ifPresent(conduct::accepted);
        memory.passed(candidate, ruling.allowed(), guards.nowNs());
        outlook.changed(order.symbol());
        return decision;
    }

    /** What a strategy did over a period stops it. A single price off the market is refused by the collar and stops nobody. */
    private void stop(Order order, Evaluation asked) {
        if (asked.fails(RepeatCheck.NAME)) {
            stop(Stops.REPEATED_EXECUTION, order, asked.detail(RepeatCheck.NAME));
        }
        if (asked.fails(PriceDriftCheck.NAME) && !asked.fails(PriceCollarCheck.NAME)) {
            stop(Stops.PRICE_DRIFT, order, asked.detail(PriceDriftCheck.NAME));
        }
    }

    private void stop(String name, Order order, String reason) {
        if (guards.stops().trip(name, order.strategy(), reason, guards.nowNs())) {
            LOG.log(Level.WARNING, "strategy {0} stopped by {1}: {2}", order.strategy(), name, reason);
        }
    }

    /** A refusal for a reason that no check of the list has. */
    RiskDecision refused(BigDecimal quantity, Finding finding) {
        return refused(quantity, List.of(finding));
    }

    private RiskDecision refused(BigDecimal quantity, List<Finding> findings) {
        return new RiskDecision(
                Verdict.REJECTED,
                quantity,
                BigDecimal.ZERO,
                findings.stream()
                        .map(finding -> finding.result(CheckOutcome.FAILED, BigDecimal.ZERO))
                        .toList(),
                findings.stream()
                        .map(finding -> finding.refusal(BigDecimal.ZERO))
                        .toList(),
                List.of(),
                100,
                configHash,
                guards.nowNs(),
                0);
    }
}
