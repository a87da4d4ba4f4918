package io.colin.execution.engine;

import io.colin.api.Decimals;
import io.colin.api.event.CashMoved;
import io.colin.api.instrument.Instrument;
import io.colin.api.ledger.UniqueKey;
import io.colin.api.order.DenialCode;
import io.colin.api.order.Refusal;
import io.colin.api.portfolio.CashFlow;
import io.colin.api.portfolio.Portfolio;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/** Books what people say was paid into or out of the account, each movement once. Engine thread only. */
final class CashDesk {
    private static final String SPACE = "cash_movement";

    private final Parts parts;
    private final SortedSet<String> currencies = new TreeSet<>();
    private final Map<String, CashMoved> booked = new HashMap<>();

    CashDesk(Parts parts) {
        this.parts = parts;
        currencies.add(parts.settings().currency());
        for (Instrument instrument : parts.market().universe()) {
            currencies.add(instrument.symbol().quote());
            currencies.add(instrument.settlementCurrency());
        }
    }

    ControlResult book(CashRequest asked) {
        CashMoved before = booked.get(asked.id());
        if (before != null) {
            return isSame(before, asked)
                    ? new ControlResult.Applied(false, List.of())
                    : refused("id: must not name another movement (" + asked.id() + " is "
                            + text(before.flow().amount(), before.flow().currency()) + ")");
        }
        Portfolio portfolio = parts.accounts().value();
        CashFlow flow =
                new CashFlow(asked.currency(), asked.amount(), parts.market().timeNs());
        Optional<String> refusal = against(flow, portfolio);
        if (refusal.isPresent()) {
            return refused(refusal.orElseThrow());
        }
        CashMoved moved = new CashMoved(
                parts.log().header("cash"),
                asked.id(),
                flow,
                portfolio.rate(flow.currency()).orElseThrow(),
                asked.reason(),
                asked.principal(),
                asked.approver());
        booked.put(asked.id(), moved);
        parts.accounts().move(flow, moved.rate());
        parts.log().emit(moved, List.of(new UniqueKey(SPACE, asked.id())));
        return new ControlResult.Applied(true, List.of());
    }

    /** Takes a movement back after a restart. */
    void restore(CashMoved moved) {
        booked.put(moved.id(), moved);
        parts.accounts().restore(moved.flow(), moved.rate());
    }

    private Optional<String> against(CashFlow flow, Portfolio portfolio) {
        if (!currencies.contains(flow.currency())) {
            return Optional.of("currency: must be one of " + currencies + " (" + flow.currency() + ")");
        }
        if (portfolio.rate(flow.currency()).isEmpty()) {
            return Optional.of(
                    "currency: must have a rate into " + portfolio.currency() + " now (" + flow.currency() + ")");
        }
        return flow.amount().signum() > 0
                ? Optional.empty()
                : beyondCash(flow, portfolio)
                        .or(() -> parts.accounts()
                                .gate()
                                .controls()
                                .flatMap(controls -> controls.withdrawal(flow, portfolio)))
                        .map(Refusal::message);
    }

    private static Optional<Refusal> beyondCash(CashFlow flow, Portfolio portfolio) {
        BigDecimal cash = portfolio.cash().getOrDefault(flow.currency(), BigDecimal.ZERO);
        return flow.amount().negate().compareTo(cash) <= 0
                ? Optional.empty()
                : Optional.of(Refusal.of(
                        DenialCode.NOTIONAL_EXCEEDS_FREE_BALANCE,
                        "currency=" + flow.currency() + " withdrawal="
                                + Decimals.text(flow.amount().negate()) + " cash=" + Decimals.text(cash)));
    }

    private static boolean isSame(CashMoved before, CashRequest asked) {
        return before.flow().currency().equals(asked.currency())
                && before.flow().amount().compareTo(asked.amount()) == 0;
    }

    private static String text(BigDecimal amount, String currency) {
        return Decimals.text(amount) + " " + currency;
    }

    private static ControlResult refused(String reason) {
        return new ControlResult.Refused(reason, List.of());
    }
}
