package io.colin.execution.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.colin.api.ColinException;
import io.colin.api.event.ChildCreated;
import io.colin.api.event.DecisionMade;
import io.colin.api.event.EventHeader;
import io.colin.api.event.LedgerEvent;
import io.colin.api.event.OrderChanged;
import io.colin.api.event.OrderFilled;
import io.colin.api.event.ParentCreated;
import io.colin.api.event.PerformanceMeasured;
import io.colin.api.event.SignalEmitted;
import io.colin.api.instrument.Symbol;
import io.colin.api.ledger.LedgerEntry;
import io.colin.api.ledger.LedgerRecord;
import io.colin.api.ledger.UniqueKey;
import io.colin.api.order.Fill;
import io.colin.api.order.Liquidity;
import io.colin.api.order.OrderEvent;
import io.colin.api.order.OrderStatus;
import io.colin.api.order.OrderType;
import io.colin.api.order.Side;
import io.colin.api.order.TriggerSource;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

final class LedgerCodecTest {
    private static final EventHeader HEADER =
            new EventHeader(12, 1_385_337_600_000_000_000L, 345, "order-1", "event:11");
    private static final Fill FILL = new Fill(
            "t-1",
            "child-1",
            "order-1",
            "paper",
            Symbol.of("BTC/USD"),
            Side.BUY,
            new BigDecimal("0.10"),
            new BigDecimal("8E+2"),
            new BigDecimal("-0.080"),
            "USD",
            Liquidity.TAKER,
            1_385_337_600_000_000_000L);

    static LongStream seeds() {
        return LongStream.range(0, 50);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void givesBackEveryKindOfEvent(long seed) {
        for (LedgerEvent event : new LedgerSamples(seed).oneOfEach()) {
            assertThat(LedgerCodec.decode(ledgerRecord(encoded(event)))).isEqualTo(event);
        }
    }

    @Test
    void readsOrdersOfBeforeTheVersionsOfAlgorithmsWereRecorded() {
        for (LedgerEvent event : new LedgerSamples(3).oneOfEach()) {
            if (event instanceof ParentCreated created) {
                ParentCreated read = (ParentCreated)
                        LedgerCodec.decode(ledgerRecord(without(encoded(event), "\"algoVersion\":\"[^\"]*\",")));
                assertThat(read.order().algoVersion()).isEqualTo("unknown");
                assertThat(read.order().intent()).isEqualTo(created.order().intent());
            } else if (event instanceof ChildCreated created) {
                ChildCreated read = (ChildCreated)
                        LedgerCodec.decode(ledgerRecord(without(encoded(event), "\"algo\":\"[^\"]*\",")));
                assertThat(read).isEqualTo(new ChildCreated(created.header(), created.order(), "unknown"));
            }
        }
    }

    @Test
    void readsOrderEventsOfBeforeTheyToldWhatIsOwedAndWhatAChangeFallsBackTo() {
        String pending = "{\"@type\":\"PendingUpdate\",\"orderId\":\"o-1\",\"quantity\":\"3\",\"timeNs\":5,"
                + "\"type\":{\"@type\":\"Limit\",\"price\":\"790\"}}";
        assertThat(changed(pending))
                .isEqualTo(new OrderEvent.PendingUpdate(
                        "o-1", 5, new BigDecimal("3"), new OrderType.Limit(new BigDecimal("790")), Optional.empty()));
        String unresolved = "{\"@type\":\"Unresolved\",\"orderId\":\"o-1\",\"reason\":\"no answer\",\"timeNs\":5}";
        assertThat(changed(unresolved))
                .isEqualTo(new OrderEvent.Unresolved("o-1", 5, "no answer", OrderEvent.Unresolved.Owed.ANSWER));
    }

    @Test
    void readsMeasurementsOfBeforeTheyToldOfAClockThatWasSetBack() {
        String body = "{\"endToEndNs\":[7],\"lagNs\":5,\"sequence\":12}";
        assertThat(LedgerCodec.decode(ledgerRecord(entry("PerformanceMeasured", body))))
                .isInstanceOfSatisfying(PerformanceMeasured.class, read -> {
                    assertThat(read.endToEndNs()).containsExactly(7L);
                    assertThat(read.clockAheadNs()).isZero();
                });
    }

    private static OrderEvent changed(String event) {
        String body = "{\"after\":\"ACCEPTED\",\"before\":\"ACCEPTED\",\"event\":" + event + ",\"sequence\":12}";
        LedgerEvent read = LedgerCodec.decode(ledgerRecord(entry("OrderChanged", body)));
        return ((OrderChanged) read).event();
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void readsSignalsOfBeforeAnyWasProvisional(long seed) {
        List<SignalEmitted> signals = new LedgerSamples(seed)
                .oneOfEach().stream()
                        .filter(SignalEmitted.class::isInstance)
                        .map(SignalEmitted.class::cast)
                        .filter(emitted -> !emitted.signal().provisional())
                        .toList();
        for (SignalEmitted emitted : signals) {
            LedgerEntry before = without(encoded(emitted), "\"provisional\":false,");
            assertThat(LedgerCodec.decode(ledgerRecord(before))).isEqualTo(emitted);
        }
    }

    /** Word for word what stood in ledgers before signals told whether they are provisional. */
    @Test
    void readsTheTextOfASignalAsLedgersHoldIt() {
        String body = "{\"sequence\":12,\"signal\":{\"@type\":\"Signal\",\"band\":0.004,"
                + "\"conformalSet\":[\"LONG\"],\"confidence\":0.7,"
                + "\"correlationId\":\"c-1\",\"dataAsOfNs\":1385337600000000000,\"direction\":\"LONG\","
                + "\"expectedNetReturn\":0.001,"
                + "\"expectedReturn\":0.002,\"expiresAtNs\":1385337660000000000,\"generatedAtNs\":1385337600000000000,"
                + "\"horizonNs\":60000000000,\"id\":\"s-1\",\"members\":[],\"missingInputs\":[],\"modelVersion\":\"1\","
                + "\"probabilities\":{\"down\":0.1,\"flat\":0.2,\"up\":0.7},\"profile\":\"BAR\",\"reason\":\"NONE\","
                + "\"referencePrice\":\"800\",\"schemaHash\":\"h\",\"sourceModel\":\"swing\",\"strength\":0.5,"
                + "\"symbol\":\"BTC/USD\",\"wouldAbstain\":false},\"traded\":true}";

        LedgerEvent read = LedgerCodec.decode(ledgerRecord(entry("SignalEmitted", body)));

        assertThat(read).isInstanceOfSatisfying(SignalEmitted.class, emitted -> {
            assertThat(emitted.traded()).isTrue();
            assertThat(emitted.signal().provisional()).isFalse();
            assertThat(emitted.signal().symbol()).isEqualTo(Symbol.of("BTC/USD"));
        });
    }

    private static LedgerEntry without(LedgerEntry entry, String key) {
        String body = entry.body().replaceFirst(key, "");
        assertThat(body).isNotEqualTo(entry.body());
        return new LedgerEntry(
                entry.type(),
                entry.timeNs(),
                entry.sourcePosition(),
                entry.principal(),
                entry.correlationId(),
                entry.causationId(),
                entry.configHash(),
                body,
                entry.keys());
    }

    @Test
    void samplesHoldEveryKindThereIs() {
        assertThat(new LedgerSamples(1)
                        .oneOfEach().stream().map(Object::getClass).collect(Collectors.toSet()))
                .containsExactlyInAnyOrder(LedgerEvent.class.getPermittedSubclasses());
        assertThat(new LedgerSamples(1)
                        .oneOfEach().stream()
                                .flatMap(e ->
                                        e instanceof OrderChanged changed ? Stream.of(changed.event()) : Stream.of())
                                .map(Object::getClass)
                                .collect(Collectors.toSet()))
                .containsExactlyInAnyOrder(OrderEvent.class.getPermittedSubclasses());
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void equalEventsGiveEqualText(long seed) {
        List<LedgerEvent> once = new LedgerSamples(seed).oneOfEach();
        List<LedgerEvent> again = new LedgerSamples(seed).oneOfEach();
        for (int i = 0; i < once.size(); i++) {
            String body = encoded(once.get(i)).body();
            assertThat(encoded(again.get(i)).body()).isEqualTo(body);
            assertThat(body).isPrintable().matches("\\p{ASCII}+");
        }
    }

    /** The text is part of every hash in every ledger: a change of it breaks ledgers that exist. */
    @Test
    void writesTheTextThatLedgersHold() {
        LedgerEntry entry = LedgerCodec.encode(
                new OrderFilled(HEADER, FILL, OrderStatus.FILLED, OrderStatus.PARTIALLY_FILLED),
                "engine",
                "abc",
                List.of(new UniqueKey("trade", "paper/t-1")));

        assertThat(entry)
                .isEqualTo(new LedgerEntry(
                        "OrderFilled",
                        1_385_337_600_000_000_000L,
                        345,
                        "engine",
                        "order-1",
                        "event:11",
                        "abc",
                        "{\"childStatus\":\"FILLED\",\"fill\":{\"fee\":\"-0.08\",\"feeCurrency\":\"USD\","
                                + "\"liquidity\":\"TAKER\",\"orderId\":\"child-1\",\"parentId\":\"order-1\",\"price\":\"800\","
                                + "\"quantity\":\"0.1\",\"side\":\"BUY\",\"symbol\":\"BTC/USD\","
                                + "\"timeNs\":1385337600000000000,\"tradeId\":\"t-1\",\"venue\":\"paper\"},"
                                + "\"parentStatus\":\"PARTIALLY_FILLED\",\"sequence\":12}",
                        List.of(new UniqueKey("trade", "paper/t-1"))));
    }

    @Test
    void namesMembersOfSealedFamiliesBesideComponentsCalledType() {
        OrderEvent event = new OrderEvent.Updated(
                "o", 5, BigDecimal.TEN, new OrderType.StopMarket(new BigDecimal("7.50"), TriggerSource.MARK));

        assertThat(encoded(new OrderChanged(HEADER, event, OrderStatus.ACCEPTED, OrderStatus.ACCEPTED))
                        .body())
                .isEqualTo("{\"after\":\"ACCEPTED\",\"before\":\"ACCEPTED\",\"event\":{\"@type\":\"Updated\","
                        + "\"orderId\":\"o\",\"quantity\":\"10\",\"timeNs\":5,\"type\":{\"@type\":\"StopMarket\","
                        + "\"stopPrice\":\"7.5\",\"trigger\":\"MARK\"}},\"sequence\":12}");
    }

    @Test
    void leavesOutHowLongADecisionTook() {
        DecisionMade plain = new DecisionMade(HEADER, "o", new LedgerSamples(3).decision());
        DecisionMade measured = new DecisionMade(HEADER, "o", plain.decision().measured(123_456));

        assertThat(encoded(measured)).isEqualTo(encoded(plain));
        assertThat(encoded(measured).body()).doesNotContain("validationTimeNs");
        assertThat(LedgerCodec.decode(ledgerRecord(encoded(measured)))).isEqualTo(plain);
    }

    @Test
    void everyLedgerEventHasAHeaderFirst() {
        assertThat(Arrays.stream(LedgerEvent.class.getPermittedSubclasses()))
                .allSatisfy(type ->
                        assertThat(type.getRecordComponents()[0].getName()).isEqualTo("header"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    not JSON               | oops
                    an array               | []
                    cut off                | {"after":
                    two objects            | {"sequence":1}{"sequence":1}
                    no sequence            | {"runId":"r","stateHash":"h"}
                    a broken sequence      | {"runId":"r","sequence":1.5,"stateHash":"h"}
                    a missing key          | {"runId":"r","sequence":1}
                    an unknown key         | {"more":1,"runId":"r","sequence":1,"stateHash":"h"}
                    a doubled key          | {"runId":"r","runId":"r","sequence":1,"stateHash":"h"}
                    a number for a text    | {"runId":5,"sequence":1,"stateHash":"h"}
                    null for a text        | {"runId":null,"sequence":1,"stateHash":"h"}
                    """)
    void refusesABodyItDidNotWriteAndNamesTheRecord(String what, String body) {
        LedgerRecord damaged = new LedgerRecord(77, entry("RunEnded", body), LedgerRecord.GENESIS, "");

        assertDamaged(damaged, "record 77");
    }

    @ParameterizedTest
    @CsvSource({"0.1,0.1x", "FILLED,DONE", "BUY,buy", "BTC/USD,BTCUSD", "1385337600000000000,99999999999999999999"})
    void refusesAChangedValue(String written, String changed) {
        LedgerEntry sound = encoded(new OrderFilled(HEADER, FILL, OrderStatus.FILLED, OrderStatus.FILLED));
        String body = sound.body().replace(written, changed);
        assertThat(body).isNotEqualTo(sound.body());

        assertDamaged(new LedgerRecord(5, entry("OrderFilled", body), LedgerRecord.GENESIS, ""), "record 5");
    }

    @Test
    void refusesAValueThatItsRecordRefuses() {
        String body = encoded(new OrderFilled(HEADER, FILL, OrderStatus.FILLED, OrderStatus.FILLED))
                .body()
                .replace("\"quantity\":\"0.1\"", "\"quantity\":\"-1\"");

        assertDamaged(new LedgerRecord(5, entry("OrderFilled", body), LedgerRecord.GENESIS, ""), "quantity");
    }

    @Test
    void refusesATypeItDoesNotKnow() {
        assertDamaged(new LedgerRecord(9, entry("Invented", "{}"), LedgerRecord.GENESIS, ""), "Invented");
    }

    private static void assertDamaged(LedgerRecord damaged, String named) {
        assertThatThrownBy(() -> LedgerCodec.decode(damaged))
                .isInstanceOfSatisfying(
                        ColinException.class,
                        e -> assertThat(e.reason()).isEqualTo(ColinException.Reason.STORE_DAMAGED))
                .hasMessageContaining(named);
    }

    private static LedgerEntry encoded(LedgerEvent event) {
        return LedgerCodec.encode(event, "engine", "config", List.of());
    }

    private static LedgerRecord ledgerRecord(LedgerEntry entry) {
        return LedgerRecord.chained(3, LedgerRecord.GENESIS, entry);
    }

    private static LedgerEntry entry(String type, String body) {
        return new LedgerEntry(type, 1, 1, "engine", "", "", "", body, List.of());
    }
}
