package io.colin.execution.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.colin.api.event.ChildCreated;
import io.colin.api.event.LedgerEvent;
import io.colin.api.event.ParentCreated;
import io.colin.api.ledger.LedgerEntry;
import io.colin.api.ledger.LedgerRecord;
import io.colin.api.order.AlgoSpec;
import io.colin.api.order.ChildOrder;
import io.colin.api.order.OrderIntent;
import io.colin.api.order.OrderType;
import io.colin.api.order.ParentOrder;
import io.colin.api.order.Side;
import io.colin.execution.store.LedgerCodec;
import io.colin.execution.venue.paper.Faults;
import io.colin.execution.venue.paper.PaperVenue;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whoever asks for an order by its correlation gets all of it, and sees who asked for it and what worked it in which version. */
class OrderChainTest {
    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void theChainOfARandomOrderIsWhole(long seed) {
        Bench bench = Bench.at(PaperVenue.builder()
                .instruments(Rig.BTC_USD)
                .faults(Faults.builder().rejectRate(0.1).build())
                .seed(seed)
                .build());
        try {
            trade(bench, new Random(seed));
        } finally {
            bench.close();
        }
        List<LedgerRecord> records = new ArrayList<>();
        bench.store().read(1, records::add);
        OrderStore orders = bench.parts().orders();
        List<ParentOrder> parents = List.copyOf(orders.parents());
        assertThat(parents).hasSizeGreaterThan(10);
        for (ParentOrder parent : parents) {
            assertChain(parent, orders.childrenOf(parent.orderId()), records);
        }
    }

    private static void trade(Bench bench, Random random) {
        double price = 800;
        for (int i = 0; i < 120; i++) {
            if (random.nextInt(4) == 0) {
                bench.submit(order("o" + i, random, price));
            } else if (random.nextInt(10) == 0) {
                bench.parts().orders().open().stream()
                        .findFirst()
                        .ifPresent(open -> bench.cancel(open.intent().clientOrderId()));
            }
            price += random.nextInt(5) * 0.1 - 0.2;
            bench.price(BigDecimal.valueOf(Math.round(price * 10), 1).toPlainString());
        }
    }

    private static OrderIntent order(String id, Random random, double price) {
        String algo = List.of("immediate", "twap", "iceberg", "nobody").get(random.nextInt(4));
        OrderIntent.Builder intent = OrderIntent.of(
                        Rig.BTC_USD.symbol(),
                        random.nextBoolean() ? Side.BUY : Side.SELL,
                        BigDecimal.valueOf(1L + random.nextInt(9)))
                .clientOrderId(id)
                .strategy("s" + random.nextInt(3))
                .correlationId(random.nextBoolean() ? "asked-" + id : "")
                .algo(AlgoSpec.of(algo, Map.of()));
        if (!algo.equals("twap")) {
            intent.type(new OrderType.Limit(BigDecimal.valueOf(Math.round(price * 10) + random.nextInt(9) - 4, 1)));
        }
        return intent.build();
    }

    /** By its correlation come exactly the records that name the order or a child of it, and each says why it is there. */
    private static void assertChain(ParentOrder parent, List<ChildOrder> children, List<LedgerRecord> records) {
        Set<String> ids = new HashSet<>(Set.of(parent.orderId()));
        children.forEach(child -> ids.add(child.orderId()));
        List<LedgerEntry> named = records.stream()
                .map(LedgerRecord::entry)
                .filter(entry -> ids.stream().anyMatch(id -> entry.body().contains("\"" + id + "\"")))
                .toList();
        List<LedgerEntry> chain = records.stream()
                .map(LedgerRecord::entry)
                .filter(entry -> entry.correlationId().equals(OrderDesk.correlation(parent)))
                .toList();
        assertThat(chain).containsExactlyElementsOf(named).hasSizeGreaterThanOrEqualTo(3);
        assertThat(chain).allSatisfy(entry -> {
            assertThat(entry.principal()).isNotBlank();
            assertThat(entry.causationId()).isNotBlank();
        });
        List<LedgerEvent> events = records.stream()
                .filter(record -> chain.contains(record.entry()))
                .map(LedgerCodec::decode)
                .toList();
        String algo = parent.intent().algo().type();
        String version = algo.equals("nobody") ? "unknown" : "1";
        assertThat(events.getFirst()).isInstanceOfSatisfying(ParentCreated.class, created -> {
            assertThat(created.order().algoVersion()).isEqualTo(version);
            assertThat(created.order().intent().algo().type()).isEqualTo(algo);
            assertThat(created.order().intent().strategy()).startsWith("s");
            assertThat(created.order().intent().account()).isEqualTo("main");
            assertThat(created.order().principal()).isEqualTo("tester");
        });
        assertThat(events)
                .filteredOn(ChildCreated.class::isInstance)
                .hasSize(children.size())
                .allSatisfy(event -> assertThat(((ChildCreated) event).algo()).isEqualTo(algo + "/" + version));
        assertThat(parent.algoVersion()).isEqualTo(version);
    }

    @Test
    void aChildOfAnOrderShownPartByPartSaysThatTheIcebergWorksIt() {
        DeskVenue venue = DeskVenue.changing().hidingNothing();
        try (Bench bench = Bench.at(venue)) {
            bench.submit(OrderIntent.of(Rig.BTC_USD.symbol(), Side.BUY, BigDecimal.TEN)
                    .clientOrderId("o")
                    .algo(AlgoSpec.of("immediate", Map.of()))
                    .limit(new BigDecimal("790"))
                    .displayQuantity(BigDecimal.ONE)
                    .build());
            assertThat(bench.of(ChildCreated.class).getFirst().algo()).isEqualTo("iceberg/1");
            assertThat(bench.order("o").algoVersion()).isEqualTo("1");
        }
    }
}
