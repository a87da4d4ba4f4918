package io.colin.risk.compliance;

import io.colin.api.alert.Severity;
import io.colin.api.market.Quote;
import io.colin.risk.Regime;
import io.colin.risk.compliance.RuleOutcome.CannotJudge;
import io.colin.risk.compliance.RuleOutcome.Failed;
import io.colin.risk.compliance.RuleOutcome.Passed;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The rules that regimes add; {@link Compliance} says which. */
final class RegimeRules {
    /** Where a short seller borrows, in the order's metadata. */
    static final String LOCATE = "locate";

    private static final int VENUES = 2;

    private RegimeRules() {}

    static List<ComplianceRule> of(Regime regime) {
        return switch (regime) {
            case NONE -> List.of();
            case SEC_FINRA -> List.of(bestExecution("FINRA_001"), coveredShort("SEC_001"));
            case MIFID_II -> List.of(bestExecution("MIFID_001"));
            case FCA -> List.of(bestExecution("FCA_001"));
            case ASIC -> List.of(bestExecution("ASIC_001"), coveredShort("ASIC_002"));
        };
    }

    private static ComplianceRule bestExecution(String id) {
        return new StandardRules.Rule(id, Severity.HIGH, true, RegimeRules::bestExecution);
    }

    private static ComplianceRule coveredShort(String id) {
        return new StandardRules.Rule(id, Severity.HIGH, true, RegimeRules::coveredShort);
    }

    private static RuleOutcome bestExecution(OrderUnderRule order) {
        SortedSet<String> connected = order.connectedVenues();
        if (connected.isEmpty()) {
            return new CannotJudge("no venue connected");
        }
        long maxAgeNs = order.limits().data().maxQuoteAge().toNanos();
        Map<String, Quote> fresh = new TreeMap<>();
        for (VenueQuote quote : order.quotes()) {
            if (connected.contains(quote.venue()) && quote.isFresh(order.timeNs(), maxAgeNs)) {
                fresh.put(quote.venue(), quote.quote());
            }
        }
        int needed = Math.min(VENUES, connected.size());
        String seen = fresh.entrySet().stream()
                .map(e -> evidence(e.getKey(), e.getValue(), order.timeNs()))
                .collect(Collectors.joining("; "));
        return fresh.size() >= needed
                ? new Passed(seen)
                : new Failed("fresh quotes of " + fresh.size() + " of " + connected.size() + " connected venues, "
                        + needed + " needed" + (seen.isEmpty() ? "" : ": " + seen));
    }

    private static String evidence(String venue, Quote quote, long nowNs) {
        return venue + " " + Texts.shown(quote.bid()) + "/" + Texts.shown(quote.ask()) + " " + (nowNs - quote.timeNs())
                + "ns";
    }

    /** Derivatives are not borrowed, and what stays long after every sale needs no loan. */
    private static RuleOutcome coveredShort(OrderUnderRule order) {
        if (order.intent().symbol().settlement().isPresent()
                || order.intent().side().sign() > 0) {
            return RuleOutcome.passed();
        }
        if (order.lowestPositionAfter().isEmpty()) {
            return new CannotJudge("position unknown");
        }
        String locate = order.intent().metadata().getOrDefault(LOCATE, "");
        if (order.lowestPositionAfter().get().signum() >= 0) {
            return RuleOutcome.passed();
        }
        return locate.isBlank()
                ? new Failed("position could fall to "
                        + Texts.shown(order.lowestPositionAfter().get()) + " and metadata " + LOCATE + " names no loan")
                : new Passed(LOCATE + "=" + locate);
    }
}
