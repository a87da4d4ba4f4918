package io.colin.execution.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.colin.api.event.ChildCreated;
import io.colin.api.event.OrderChanged;
import io.colin.api.event.OrderFilled;
import io.colin.api.event.RunResumed;
import io.colin.api.order.AlgoSpec;
import io.colin.api.order.ChildOrder;
import io.colin.api.order.OrderStatus;
import io.colin.api.order.OrderType;
import io.colin.api.order.TimeInForce;
import io.colin.execution.store.LedgerCodec;
import io.colin.execution.store.MemoryEventStore;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** An order that trades at once or not at all must not come back from a kill as one that rests. */
class CutChildTest {
    private static final int TRADES = 800;
    private static final long SETTLED_NS = 1_000_000_000L;

    /** The last record before a kill, the child that was on its way then, and what is known of it. */
    private record Cut(long records, String childId, OrderStatus status, BigDecimal filled) {}

    @ParameterizedTest(name = "{0}")
    @EnumSource(
            value = TimeInForce.Kind.class,
            names = {"IOC", "FOK"})
    void endsAnImmediateChildThatAKillCutOff(TimeInForce.Kind kind) {
        MemoryEventStore whole = MemoryEventStore.empty();
        builder(Rig.recording(), kind, whole).build().run();
        List<Cut> cuts = cuts(whole, kind);
        assertThat(cuts).extracting(Cut::status).contains(OrderStatus.SUBMITTED, OrderStatus.ACCEPTED);
        for (Cut cut : cuts.subList(0, Math.min(24, cuts.size()))) {
            Rig rig = Rig.recording();
            TradingEngine engine = builder(rig, kind, RestartTest.firstRecords(whole, cut.records()))
                    .build();
            engine.run();

            ChildOrder child = engine.view().children(parentId(cut.childId())).stream()
                    .filter(found -> found.orderId().equals(cut.childId()))
                    .findFirst()
                    .orElseThrow();
            assertThat(child.progress().status().isClosed()).as(cut.toString()).isTrue();
            assertThat(child.progress().filledQuantity()).as(cut.toString()).isEqualByComparingTo(cut.filled());
            assertThat(endNs(rig, cut.childId())
                            - rig.of(RunResumed.class).getFirst().header().timeNs())
                    .as(cut.toString())
                    .isBetween(0L, SETTLED_NS);
        }
    }

    private static EngineBuilder builder(Rig rig, TimeInForce.Kind kind, MemoryEventStore store) {
        return rig.swinging(ScriptedSource.walk(17, TRADES), store)
                .signalOrder(new SignalOrderStyle(AlgoSpec.IMMEDIATE, new OrderType.Market(), immediate(kind)));
    }

    private static TimeInForce immediate(TimeInForce.Kind kind) {
        return kind == TimeInForce.Kind.FOK ? TimeInForce.FOK : TimeInForce.IOC;
    }

    /** Every place at which a child that the ledger shows at its venue has no result yet. */
    private static List<Cut> cuts(MemoryEventStore whole, TimeInForce.Kind kind) {
        List<Cut> cuts = new ArrayList<>();
        List<Cut> open = new ArrayList<>();
        whole.read(1, ledgerRecord -> {
            switch (LedgerCodec.decode(ledgerRecord)) {
                case ChildCreated created -> {
                    assertThat(created.order().timeInForce().kind()).isEqualTo(kind);
                    open.add(new Cut(0, created.order().orderId(), OrderStatus.INITIALIZED, BigDecimal.ZERO));
                }
                case OrderChanged changed -> replace(open, changed.event().orderId(), changed.after(), BigDecimal.ZERO);
                case OrderFilled filled ->
                    replace(
                            open,
                            filled.fill().orderId(),
                            filled.childStatus(),
                            filled.fill().quantity());
                default -> {}
            }
            open.removeIf(cut -> cut.status().isClosed());
            open.stream()
                    .filter(cut -> cut.status() != OrderStatus.INITIALIZED)
                    .map(cut -> new Cut(ledgerRecord.sequence(), cut.childId(), cut.status(), cut.filled()))
                    .forEach(cuts::add);
        });
        return cuts;
    }

    private static void replace(List<Cut> open, String childId, OrderStatus status, BigDecimal more) {
        open.replaceAll(cut -> cut.childId().equals(childId)
                ? new Cut(0, childId, status, cut.filled().add(more))
                : cut);
    }

    /** When a child was closed after the restart. */
    private static long endNs(Rig rig, String childId) {
        Optional<OrderChanged> last = rig.of(OrderChanged.class).stream()
                .filter(changed -> changed.event().orderId().equals(childId)
                        && changed.after().isClosed())
                .findFirst();
        return last.orElseThrow(() -> new AssertionError("nothing ended " + childId))
                .header()
                .timeNs();
    }

    private static String parentId(String childId) {
        return childId.substring(0, childId.lastIndexOf('-'));
    }
}
