package io.colin.execution.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.colin.api.event.ChildCreated;
import io.colin.api.event.EventHeader;
import io.colin.api.event.LedgerEvent;
import io.colin.api.event.OrderChanged;
import io.colin.api.event.OrderFilled;
import io.colin.api.event.SliceRouted;
import io.colin.api.execution.RoutePlan;
import io.colin.api.execution.Slice;
import io.colin.api.execution.VenueEvidence;
import io.colin.api.order.ChildOrder;
import io.colin.api.order.Fill;
import io.colin.api.order.Liquidity;
import io.colin.api.order.OrderEvent;
import io.colin.api.order.OrderProgress;
import io.colin.api.order.OrderStatus;
import io.colin.api.order.OrderType;
import io.colin.api.order.Refusal;
import io.colin.api.order.Side;
import io.colin.api.order.TimeInForce;
import io.colin.api.venue.VenueReport;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class VenueRecordTest {
    private static final long START = 1_700_000_000_000_000_000L;
    private static final long MS = 1_000_000L;

    private final MarketState market = new MarketState(List.of(Rig.BTC_USD), List.of(), Duration.ofSeconds(2));
    private final VenueRecord record = new VenueRecord(VenueAssumptions.USUAL, market);
    private final List<LedgerEvent> told = new ArrayList<>();
    private int children;
    private long now = START;

    @Test
    void assumesUntilEnoughIsMeasured() {
        assertThat(of(record, "a")).isEqualTo(VenueEvidence.assumed(50 * MS));
        for (int i = 0; i < 19; i++) {
            fill("a", "1", "1", 10);
        }
        assertThat(of(record, "a").latencyAssumed()).isTrue();
        fill("a", "1", "1", 10);
        assertThat(of(record, "a").latencyAssumed()).isFalse();
        assertThat(of(record, "a").p95LatencyNs()).isEqualTo(10 * MS);
        assertThat(of(record, "b").latencyAssumed()).as("each venue for itself").isTrue();
    }

    @Test
    void takesTheNinetyFifthPercentileOfTheLastTwoHundredAnswers() {
        for (int i = 0; i < 100; i++) {
            fill("a", "1", "1", 500);
        }
        for (int i = 1; i <= 200; i++) {
            fill("a", "1", "1", i);
        }
        assertThat(of(record, "a").p95LatencyNs()).isEqualTo(190 * MS);
        // Of 200 answers up to 17 are later than the true quantile by chance.
        assertThat(of(record, "a").p95AtLeastNs()).isEqualTo(183 * MS);
    }

    @Test
    void forgetsFillRatiosSlowlyAndStartsFromItsPrior() {
        fill("a", "2", "2", 10);
        assertThat(of(record, "a").fillRatio()).isCloseTo((18 + 1) / 21.0, within(1e-12));
        fill("a", "2", "0.5", 10);
        assertThat(of(record, "a").fillRatio()).isCloseTo((18 + 0.99 + 0.25) / (20 + 0.99 + 1), within(1e-12));
        reject("a");
        assertThat(of(record, "a").fillRatio())
                .isCloseTo((18 + 0.99 * (0.99 + 0.25)) / (20 + 0.99 * 1.99 + 1), within(1e-12));
    }

    @Test
    void countsNeitherWhatMayRestNorWhatWeTookBackNorWhatWeDeniedAsPoorlyFilled() {
        ChildOrder resting = create("a", "1", TimeInForce.GTC);
        submit(resting);
        change(resting, new OrderEvent.Canceled(resting.orderId(), now, "on request"), OrderStatus.CANCELED);
        ChildOrder taken = create("a", "1", TimeInForce.IOC);
        submit(taken);
        change(taken, new OrderEvent.PendingCancel(taken.orderId(), now), OrderStatus.PENDING_CANCEL);
        change(taken, new OrderEvent.Canceled(taken.orderId(), now, "on request"), OrderStatus.CANCELED);
        ChildOrder denied = create("a", "1", TimeInForce.IOC);
        change(
                denied,
                new OrderEvent.Denied(denied.orderId(), now, List.of(new Refusal("X", "X: y"))),
                OrderStatus.DENIED);
        assertThat(of(record, "a").fillRatio()).isEqualTo(0.9);
    }

    @Test
    void holdsAnAnswerAfterALookupAgainstNobody() {
        for (int i = 0; i < 20; i++) {
            ChildOrder child = create("a", "1", TimeInForce.IOC);
            submit(child);
            change(child, new OrderEvent.Unresolved(child.orderId(), now, "silence"), OrderStatus.SUBMITTED);
            now += 30_000 * MS;
            change(child, new OrderEvent.Accepted(child.orderId(), now, "v"), OrderStatus.ACCEPTED);
        }
        assertThat(of(record, "a").latencyAssumed()).isTrue();
    }

    @Test
    void measuresHowMuchWorseThanPlannedFillsAre() {
        // Planned at 800, filled at 800.8: 10 bp worse, against a prior of 0 worth 20.
        fill("a", "1", "1", 10);
        assertThat(of(record, "a").slippageBps()).isCloseTo(10.0 / 21, within(1e-6));
        assertThat(record.beyondPlan("a").meanBps())
                .as("what the router adds is what is told of the venue")
                .isCloseTo(of(record, "a").slippageBps(), within(1e-6));
        fill("a", "1", "0.5", 10);
        assertThat(of(record, "a").slippageBps()).as("a part says nothing").isCloseTo(10.0 / 21, within(1e-6));
    }

    @Test
    void countsRequestsAgainstTheBudgetOfAMinute() {
        VenueRecord bounded = new VenueRecord(
                new VenueAssumptions(Duration.ofMillis(50), Map.of("a", 3), Duration.ofSeconds(2)), market);
        fill("a", "1", "1", 10);
        fill("a", "1", "1", 10);
        told.forEach(bounded::learn);
        assertThat(of(bounded, "a").requestsLeft()).isEqualTo(1);
        assertThat(of(bounded, "b").requestsLeft()).isEqualTo(VenueEvidence.UNLIMITED);
        now += 60_000 * MS;
        assertThat(of(bounded, "a").requestsLeft()).isEqualTo(3);
    }

    @Test
    void countsChangesAgainstTheBudgetAsOrdersAndCancelsAre() {
        VenueRecord bounded = new VenueRecord(
                new VenueAssumptions(Duration.ofMillis(50), Map.of("a", 3), Duration.ofSeconds(2)), market);
        ChildOrder child = create("a", "1", TimeInForce.GTC);
        submit(child);
        BigDecimal half = new BigDecimal("0.5");
        change(
                child,
                new OrderEvent.PendingUpdate(child.orderId(), now, half, child.type(), Optional.empty()),
                OrderStatus.PENDING_UPDATE);
        told.forEach(bounded::learn);
        assertThat(of(bounded, "a").requestsLeft()).isEqualTo(1);
        change(child, new OrderEvent.PendingCancel(child.orderId(), now), OrderStatus.PENDING_CANCEL);
        bounded.learn(told.getLast());
        assertThat(of(bounded, "a").requestsLeft()).isZero();
    }

    @Test
    void tellsTheLastTimeItDidNotFillFromTheLastAnswer() {
        assertThat(of(record, "a").unfilledNs()).isEqualTo(VenueEvidence.NEVER);
        reject("a");
        long failed = now;
        fill("a", "1", "1", 10);
        now += MS;
        ChildOrder resting = create("a", "1", TimeInForce.GTC);
        submit(resting);
        change(resting, new OrderEvent.Accepted(resting.orderId(), now, "v"), OrderStatus.ACCEPTED);
        assertThat(of(record, "a").measuredNs()).isEqualTo(now);
        assertThat(of(record, "a").unfilledNs()).isEqualTo(failed);
        fill("a", "2", "1", 10);
        assertThat(of(record, "a").unfilledNs()).isEqualTo(now);
    }

    @Test
    void knowsWhatCanBeSpentOnceTheVenueTells() {
        assertThat(of(record, "a").spendable()).isEmpty();
        record.on(new VenueReport.AccountSnapshot(
                "a", now, new TreeMap<>(Map.of("USD", new BigDecimal("10000"))), new TreeMap<>()));
        assertThat(of(record, "a").spendable())
                .hasValueSatisfying(v -> assertThat(v).isEqualByComparingTo("10000"));
        assertThat(record.evidence(List.of("a"), Rig.BTC_USD, Side.SELL).get("a"))
                .satisfies(v -> assertThat(v.spendable()).contains(BigDecimal.ZERO));
        fill("a", "1", "1", 10);
        // 800.8 and a fee of 1.
        assertThat(of(record, "a").spendable())
                .hasValueSatisfying(v -> assertThat(v).isEqualByComparingTo("9198.2"));
        submit(create("a", "2", TimeInForce.IOC));
        // 2 · 801 are reserved.
        assertThat(of(record, "a").spendable())
                .hasValueSatisfying(v -> assertThat(v).isEqualByComparingTo("7596.2"));
    }

    @Test
    void isTheSameAfterARestart() {
        for (int i = 0; i < 30; i++) {
            fill("a", "1", i % 3 == 0 ? "0.5" : "1", 10 + i);
            reject("b");
        }
        VenueRecord again = new VenueRecord(VenueAssumptions.USUAL, market);
        told.forEach(again::learn);
        assertThat(again.evidence(List.of("a", "b"), Rig.BTC_USD, Side.BUY))
                .isEqualTo(record.evidence(List.of("a", "b"), Rig.BTC_USD, Side.BUY));
        assertThat(of(record, "b").fillRatio()).isLessThan(0.5);
    }

    @Test
    void refusesAssumptionsOutOfRange() {
        assertThatThrownBy(() -> new VenueAssumptions(Duration.ofMillis(-1), Map.of(), Duration.ofSeconds(2)))
                .hasMessageContaining("p95Latency: must be 0 or more");
        assertThatThrownBy(() -> new VenueAssumptions(Duration.ZERO, Map.of("a", 0), Duration.ofSeconds(2)))
                .hasMessageContaining("requestsPerMinute.a: must be above 0 (0)");
        assertThatThrownBy(() -> new VenueAssumptions(Duration.ZERO, Map.of(), Duration.ZERO))
                .hasMessageContaining("maxBookAge: must be above 0");
        assertThatThrownBy(() -> new VenueAssumptions(Duration.ZERO, Map.of(), Duration.ofHours(25)))
                .hasMessageContaining("maxBookAge: must be at most 1 d");
    }

    private VenueEvidence of(VenueRecord from, String venue) {
        market.timeNs(now);
        return java.util.Objects.requireNonNull(
                from.evidence(List.of(venue), Rig.BTC_USD, Side.BUY).get(venue));
    }

    private void tell(LedgerEvent event) {
        told.add(event);
        record.learn(event);
    }

    private EventHeader header() {
        return new EventHeader(told.size() + 1, now, 0, "p-1", "test");
    }

    private ChildOrder create(String venue, String quantity, TimeInForce timeInForce) {
        Slice slice = new Slice(new BigDecimal(quantity), new OrderType.Limit(new BigDecimal("801")), TimeInForce.IOC);
        RoutePlan.Considered considered = new RoutePlan.Considered(
                venue,
                slice.quantity(),
                "TAKEN",
                Optional.of(new BigDecimal("800")),
                Optional.empty(),
                Optional.empty());
        tell(new SliceRouted(
                header(),
                "p-1",
                children + 1,
                1,
                slice,
                new RoutePlan(
                        List.of(new RoutePlan.Leg(venue, slice)), List.of(), List.of(considered), Optional.empty())));
        ChildOrder child = new ChildOrder(
                "p-1-" + ++children,
                "p-1",
                venue,
                "",
                Rig.BTC_USD.symbol(),
                Side.BUY,
                slice.type(),
                timeInForce,
                false,
                false,
                BigDecimal.ZERO,
                now,
                OrderProgress.initial(slice.quantity(), now));
        tell(new ChildCreated(header(), child, "immediate/1"));
        return child;
    }

    private void submit(ChildOrder child) {
        change(child, new OrderEvent.Submitted(child.orderId(), now, child.venue()), OrderStatus.SUBMITTED);
    }

    private void change(ChildOrder child, OrderEvent event, OrderStatus after) {
        tell(new OrderChanged(header(), event, child.progress().status(), after));
    }

    /** Sends a child, has it answered after some time and filled in whole or in part. */
    private void fill(String venue, String quantity, String filled, long answerMs) {
        ChildOrder child = create(venue, quantity, TimeInForce.IOC);
        submit(child);
        now += answerMs * MS;
        change(child, new OrderEvent.Accepted(child.orderId(), now, "v"), OrderStatus.ACCEPTED);
        Fill fill = new Fill(
                "t-" + children,
                child.orderId(),
                "p-1",
                venue,
                child.symbol(),
                child.side(),
                new BigDecimal(filled),
                new BigDecimal("800.8"),
                BigDecimal.ONE,
                "USD",
                Liquidity.TAKER,
                now);
        boolean whole = filled.equals(quantity);
        tell(new OrderFilled(
                header(),
                fill,
                whole ? OrderStatus.FILLED : OrderStatus.PARTIALLY_FILLED,
                OrderStatus.PARTIALLY_FILLED));
        if (!whole) {
            change(child, new OrderEvent.Canceled(child.orderId(), now, "ioc"), OrderStatus.CANCELED);
        }
    }

    private void reject(String venue) {
        ChildOrder child = create(venue, "1", TimeInForce.IOC);
        submit(child);
        now += 10 * MS;
        change(
                child,
                new OrderEvent.Rejected(child.orderId(), now, new Refusal("BUSY", "BUSY: x")),
                OrderStatus.REJECTED);
    }
}
