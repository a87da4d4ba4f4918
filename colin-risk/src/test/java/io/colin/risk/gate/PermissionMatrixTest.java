package io.colin.risk.gate;

import static io.colin.risk.gate.Desk.BTC;
import static io.colin.risk.gate.Desk.ETH;
import static io.colin.risk.gate.Desk.codes;
import static io.colin.risk.gate.Desk.dec;
import static io.colin.risk.gate.Desk.wide;
import static org.assertj.core.api.Assertions.assertThat;

import io.colin.api.instrument.Symbol;
import io.colin.api.order.ChildOrder;
import io.colin.api.order.OrderIntent;
import io.colin.api.order.OrderStatus;
import io.colin.api.order.OrderType;
import io.colin.api.order.ParentOrder;
import io.colin.api.order.Side;
import io.colin.api.risk.RiskDecision;
import io.colin.api.risk.RiskRequest;
import io.colin.risk.Permissions;
import io.colin.risk.Permissions.Grant;
import io.colin.risk.Permissions.Verb;
import io.colin.risk.RiskLimits;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Everything that can be asked of a gate, by everybody, of every symbol at every venue, against a table in words. */
class PermissionMatrixTest {
    private static final List<String> PRINCIPALS =
            List.of("everything", "submits", "reduces", "amends", "coins", "at-kraken", "nobody");
    private static final List<String> VENUES = List.of("paper", "kraken", "any");
    private static final List<Symbol> SYMBOLS = List.of(BTC, ETH);

    private static final RiskLimits GRANTED = wide().permissions(Permissions.only(List.of(
                    new Grant("everything", "*", "*"),
                    new Grant("submits", "*", "*", Verb.SUBMIT),
                    new Grant("reduces", "*", "*", Verb.REDUCE),
                    new Grant("amends", "*", "*", Verb.AMEND),
                    new Grant("coins", "ETH/USD", "*"),
                    new Grant("at-kraken", "*", "kraken", Verb.SUBMIT),
                    new Grant("at-kraken", "BTC/USD", "kraken", Verb.AMEND))))
            .build();

    /** What is asked of the gate. */
    enum Way {
        SUBMIT,
        SUBMIT_AT_A_GLANCE,
        SUBMIT_REDUCE_ONLY,
        AMEND,
        AMEND_REDUCE_ONLY,
        CHILD,
        CHILD_REDUCE_ONLY;

        private boolean reduces() {
            return name().endsWith("REDUCE_ONLY");
        }

        private boolean amends() {
            return name().startsWith("AMEND");
        }
    }

    record Case(String principal, Symbol symbol, String venue, Way way) {
        /** The table. */
        private boolean isAllowed() {
            boolean here = venue.equals("kraken") || venue.equals("any");
            return switch (principal) {
                case "everything" -> true;
                case "submits" -> !way.amends();
                case "reduces" -> way.reduces() && !way.amends();
                case "amends" -> way.amends();
                case "coins" -> symbol.equals(ETH);
                case "at-kraken" -> here && (!way.amends() || symbol.equals(BTC));
                default -> false;
            };
        }
    }

    private static Stream<Case> all() {
        List<Case> cases = new ArrayList<>();
        for (String principal : PRINCIPALS) {
            for (Symbol symbol : SYMBOLS) {
                for (String venue : VENUES) {
                    for (Way way : Way.values()) {
                        // A child has been routed.
                        if (!way.name().startsWith("CHILD") || !venue.equals("any")) {
                            cases.add(new Case(principal, symbol, venue, way));
                        }
                    }
                }
            }
        }
        return cases.stream();
    }

    private static Desk desk(RiskLimits limits, String principal) {
        Desk desk = new Desk(limits, "1000000");
        SYMBOLS.forEach(symbol -> desk.hold(symbol, "100"));
        desk.mark();
        desk.principal = principal;
        return desk;
    }

    private static OrderIntent intent(Desk desk, Case its) {
        return desk.intent(its.symbol, Side.SELL, "1")
                .limit(dec(its.symbol.equals(BTC) ? "100" : "10"))
                .venue(its.venue)
                .reduceOnly(its.way.reduces())
                .build();
    }

    /** A working order, sent by somebody who may do everything. */
    private static ParentOrder working(Desk desk, OrderIntent intent) {
        String asks = desk.principal;
        desk.principal = "everything";
        assertThat(desk.ask(intent).passes()).isTrue();
        ParentOrder parent = Desk.with(desk.parent(intent), OrderStatus.ACCEPTED, "0");
        desk.gate.onParent(parent);
        desk.principal = asks;
        return parent;
    }

    private static ChildOrder child(Desk desk, Case its, ParentOrder parent) {
        ChildOrder elsewhere = desk.child(parent, "1");
        return new ChildOrder(
                elsewhere.orderId(),
                parent.orderId(),
                its.venue,
                "",
                elsewhere.symbol(),
                elsewhere.side(),
                elsewhere.type(),
                elsewhere.timeInForce(),
                false,
                false,
                BigDecimal.ZERO,
                desk.timeNs,
                elsewhere.progress());
    }

    private static RiskDecision ask(Desk desk, Case its) {
        OrderIntent intent = intent(desk, its);
        return switch (its.way) {
            case SUBMIT, SUBMIT_REDUCE_ONLY -> desk.ask(intent);
            case AMEND, AMEND_REDUCE_ONLY ->
                desk.ask(new RiskRequest.Amend(
                        working(desk, intent),
                        dec("1.5"),
                        new OrderType.Limit(dec(its.symbol.equals(BTC) ? "100" : "10")),
                        desk.principal));
            case CHILD, CHILD_REDUCE_ONLY -> {
                ParentOrder sent = working(desk, intent);
                ParentOrder parent = new ParentOrder(
                        sent.orderId(),
                        sent.intent(),
                        desk.principal,
                        sent.createdTimeNs(),
                        BigDecimal.ZERO,
                        sent.progress());
                yield desk.ask(child(desk, its, parent), parent);
            }
            case SUBMIT_AT_A_GLANCE -> throw new IllegalStateException();
        };
    }

    @ParameterizedTest
    @MethodSource("all")
    void whatNoGrantAllowsIsRefusedAndNothingElse(Case its) {
        if (its.way == Way.SUBMIT_AT_A_GLANCE) {
            Desk desk = desk(GRANTED, its.principal);
            // The first order of a day is judged exactly.
            working(
                    desk,
                    desk.intent(its.symbol, Side.BUY, "1")
                            .limit(dec(its.symbol.equals(BTC) ? "99" : "9.9"))
                            .build());
            assertThat(AtAGlance.admits(desk, AtAGlance.by(its.principal, intent(desk, its))))
                    .isEqualTo(its.isAllowed());
            return;
        }
        RiskDecision decision = ask(desk(GRANTED, its.principal), its);
        assertThat(codes(decision)).isEqualTo(its.isAllowed() ? List.of() : List.of("RESTRICTED_SYMBOL"));
        RiskLimits restricted = GRANTED.toBuilder()
                .compliance(c -> c.restricted(List.of(its.symbol)))
                .build();
        Desk listed = desk(restricted, its.principal);
        assertThat(codes(listed.ask(intent(listed, its))))
                .as("a restriction beats every grant")
                .contains("RESTRICTED_SYMBOL");
    }

    @Test
    void whereNoGrantsAreConfiguredEverybodyMayDoEverything() {
        all().filter(its -> its.way != Way.SUBMIT_AT_A_GLANCE)
                .forEach(its -> assertThat(codes(ask(desk(wide().build(), its.principal), its)))
                        .as("%s", its)
                        .isEmpty());
    }

    @Test
    void aGateIsNeverAskedWhetherAnOrderMayBeTakenBack() {
        assertThat(Set.of(RiskRequest.class.getPermittedSubclasses()))
                .containsExactlyInAnyOrder(
                        RiskRequest.Parent.class,
                        RiskRequest.Exit.class,
                        RiskRequest.Amend.class,
                        RiskRequest.Child.class);
    }
}
