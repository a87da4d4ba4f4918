package io.colin.execution.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.colin.api.event.ChildCreated;
import io.colin.api.event.SliceRouted;
import io.colin.api.execution.RoutePlan;
import io.colin.api.order.AlgoSpec;
import io.colin.api.order.ChildOrder;
import io.colin.api.order.DenialCode;
import io.colin.api.order.OrderEvent;
import io.colin.api.order.OrderIntent;
import io.colin.api.order.OrderProgress;
import io.colin.api.order.OrderStatus;
import io.colin.api.order.OrderType;
import io.colin.api.order.Side;
import io.colin.api.order.TimeInForce;
import io.colin.api.order.TriggerSource;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Orders that show a part of themselves at a venue that hides nothing. The market is at 800 when each test begins. */
class DisplayTest {
    private final DeskVenue venue = DeskVenue.notChanging().hidingNothing();
    private Bench bench = Bench.at(venue);

    @AfterEach
    void close() {
        bench.close();
    }

    @Test
    void showsOnePartAfterTheOtherAtItsLimitUntilItIsFilled() {
        bench.submit(order("1.2", "0.5").build());
        for (String part : List.of("0.5", "0.5", "0.2")) {
            DeskVenue.Asked shown = venue.only("submit");
            assertThat(shown.quantity()).isEqualByComparingTo(part);
            assertThat(shown.type()).isEqualTo(new OrderType.Limit(new BigDecimal("790")));
            assertThat(shown.child().timeInForce()).isEqualTo(TimeInForce.GTC);
            assertThat(shown.child().displayQuantity()).isZero();
            venue.accept(shown.id());
            bench.advance(600);
            assertThat(venue.taken()).as("it rests as long as it likes").isEmpty();
            venue.fill(shown.child(), part, "790");
            assertThat(venue.taken()).as("not in the same instant").isEmpty();
            bench.advance(1);
        }
        assertThat(venue.taken()).isEmpty();
        assertThat(bench.status("o")).isEqualTo(OrderStatus.FILLED);
        assertThat(bench.held()).isEqualByComparingTo("1.2");
    }

    @Test
    void givenAChangeThatWouldNeedMoreThanAThousandPartsThenItIsRefusedWithTheFigures() {
        bench.submit(order("10", "0.5").build());
        DeskVenue.Asked shown = venue.only("submit");
        venue.accept(shown.id());
        assertThat(bench.amend("o", Amendment.quantity(new BigDecimal("500.001"))))
                .isInstanceOfSatisfying(
                        AmendResult.Refused.class,
                        refused -> assertThat(refused.reasons()).singleElement().satisfies(why -> {
                            assertThat(why.code()).isEqualTo("VALIDATION_FAILED");
                            assertThat(why.message())
                                    .contains("displayQuantity: must be at least 0.500001")
                                    .contains("an order of 500.001 is shown in 1000 parts at most (0.5)");
                        }));
        assertThat(venue.taken()).as("the part stays").isEmpty();
        assertThat(bench.order("o").progress().quantity()).isEqualByComparingTo("10");
        assertThat(bench.amend("o", Amendment.quantity(new BigDecimal("500")))).isInstanceOf(AmendResult.Taken.class);
    }

    @Test
    void givenAnOrderThatAVenueHidesThenItsPartsAreNotCounted() {
        DeskVenue hiding = DeskVenue.changing();
        bench.close();
        bench = Bench.at(hiding);
        bench.submit(order("10", "0.5").build());
        hiding.accept(hiding.only("submit").id());
        assertThat(bench.amend("o", Amendment.quantity(new BigDecimal("800")))).isInstanceOf(AmendResult.Taken.class);
        assertThat(hiding.only("amend").quantity()).isEqualByComparingTo("800");
    }

    @Test
    void saysInTheLedgerThatItDoesSo() {
        bench.submit(order("1.2", "0.5").build());
        assertThat(bench.of(SliceRouted.class).getLast().plan().considered())
                .extracting(RoutePlan.Considered::why)
                .singleElement()
                .asString()
                .endsWith(" emulated=display_quantity asked=0.5");
    }

    @Test
    void givenAPartThatIsFilledInPartsThenTheNextComesOnceItIsFilled() {
        bench.submit(order("1", "0.5").build());
        DeskVenue.Asked shown = accepted();
        venue.fill(shown.child(), "0.3", "790");
        bench.advance(60);
        assertThat(venue.taken()).isEmpty();
        venue.fill(shown.child(), "0.2", "790");
        bench.advance(1);
        assertThat(venue.only("submit").quantity()).isEqualByComparingTo("0.5");
    }

    @Test
    void givenAVenueThatHidesAPartThenItGoesThereWhole() {
        bench.close();
        DeskVenue elsewhere = DeskVenue.notChanging();
        bench = Bench.at(elsewhere);
        bench.submit(order("1.2", "0.5").build());
        DeskVenue.Asked sent = elsewhere.only("submit");
        assertThat(sent.quantity()).isEqualByComparingTo("1.2");
        assertThat(sent.child().displayQuantity()).isEqualByComparingTo("0.5");
    }

    @Test
    void givenAnOrderThatCannotRestThenItIsDenied() {
        bench.submit(order("1", "0.5").timeInForce(TimeInForce.IOC).build());
        assertDenied("UNSUPPORTED_FLAG: display_quantity=0.5");
    }

    @Test
    void givenAMarketOrderThenItIsDenied() {
        bench.submit(order("1", "0.5").type(new OrderType.Market()).build());
        assertDenied("UNSUPPORTED_FLAG: display_quantity=0.5");
    }

    @Test
    void givenAPartBelowTheSmallestOrderThenItIsDenied() {
        bench.submit(order("1", "0.001").build());
        assertDenied("VALIDATION_FAILED: displayQuantity: must be at least the smallest order 0.00632912 (0.001)");
    }

    @Test
    void givenAnAlgorithmThenItsOwnParameterSaysWhatIsShown() {
        bench.submit(order("1", "0.5").algo(AlgoSpec.of("iceberg", Map.of())).build());
        assertThat(bench.status("o")).isEqualTo(OrderStatus.DENIED);
    }

    @Test
    void givenAChangeOfItsPriceThenThePartIsTakenBackAndTheNextRestsAtTheNewOne() {
        bench.submit(order("1", "0.5").build());
        DeskVenue.Asked shown = accepted();
        bench.amend("o", Amendment.price(new BigDecimal("785")));
        venue.only("cancel");
        venue.canceled(shown.id(), "0");
        bench.advance(1);
        DeskVenue.Asked next = venue.only("submit");
        assertThat(next.quantity()).isEqualByComparingTo("0.5");
        assertThat(next.type()).isEqualTo(new OrderType.Limit(new BigDecimal("785")));
    }

    @Test
    void givenAChangeOfItsQuantityThenWhatIsShownStays() {
        bench.submit(order("1", "0.5").build());
        accepted();
        bench.amend("o", Amendment.quantity(new BigDecimal("2")));
        assertThat(venue.taken()).isEmpty();
        assertThat(bench.order("o").progress().quantity()).isEqualByComparingTo("2");
    }

    @Test
    void givenARejectionOfTheFirstPartThenTheOrderIsRejected() {
        bench.submit(order("1", "0.5").build());
        reject(venue.only("submit"));
        assertThat(bench.status("o")).isEqualTo(OrderStatus.REJECTED);
        bench.advance(600);
        assertThat(venue.taken()).isEmpty();
    }

    @Test
    void givenRejectionsOfLaterPartsThenItTriesAgainAndEndsAfterFive() {
        bench.submit(order("1", "0.5").build());
        venue.fill(accepted().child(), "0.5", "790");
        for (int k = 0; k < 5; k++) {
            bench.advance(1);
            assertThat(bench.status("o")).isEqualTo(OrderStatus.PARTIALLY_FILLED);
            reject(venue.only("submit"));
        }
        assertThat(bench.status("o")).isEqualTo(OrderStatus.CANCELED);
        assertThat(bench.order("o").progress().filledQuantity()).isEqualByComparingTo("0.5");
    }

    @Test
    void givenNoVenueThatTakesALaterPartThenItLooksAgain() {
        bench.submit(order("1", "0.5").build());
        DeskVenue.Asked shown = accepted();
        bench.advance(3700);
        venue.fill(shown.child(), "0.5", "790");
        bench.advance(60);
        assertThat(venue.taken()).as("the book is more than an hour old").isEmpty();
        bench.price("800");
        bench.advance(60);
        assertThat(venue.only("submit").quantity()).isEqualByComparingTo("0.5");
    }

    @Test
    void givenNoVenueThatTakesALaterPartForHoursThenItIsAskedForOnceAMinuteAtMost() {
        bench.submit(order("1", "0.5").build());
        DeskVenue.Asked shown = accepted();
        bench.advance(3700);
        venue.fill(shown.child(), "0.5", "790");
        int before = bench.of(SliceRouted.class).size();
        bench.advance(3600);
        assertThat(bench.of(SliceRouted.class).size() - before).isBetween(60, 66);
        assertThat(bench.status("o")).isEqualTo(OrderStatus.PARTIALLY_FILLED);
    }

    @Test
    void givenAVenueThatFillsBeforeItReturnsThenAllPartsAreShown() {
        bench.close();
        DeskVenue fast = DeskVenue.notChanging().hidingNothing().fillingAtOnce();
        bench = Bench.at(fast);
        bench.submit(order("1.2", "0.5").build());
        bench.advance(10);
        assertThat(bench.status("o")).isEqualTo(OrderStatus.FILLED);
        assertThat(fast.taken()).hasSize(3);
    }

    @Test
    void givenMorePartsThanAThousandThenItIsDeniedWithTheFigures() {
        bench.submit(order("100.1", "0.1").build());
        assertDenied(
                "VALIDATION_FAILED: displayQuantity: must be at least 0.1001, so that an order of 100.1 is shown in"
                        + " 1000 parts at most (0.1)");
        bench.submit(Rig.buy("100", "p")
                .type(new OrderType.Limit(new BigDecimal("790")))
                .displayQuantity(new BigDecimal("0.1"))
                .build());
        assertThat(venue.only("submit").quantity()).isEqualByComparingTo("0.1");
    }

    @ParameterizedTest(name = "{0}: goes on {1}")
    @CsvSource({
        "LOCKED, true",
        "RATE_LIMIT_EXCEEDED, true",
        "STALE_MARKET_DATA, true",
        "STALE_RISK_DATA, true",
        "STALE_MODEL, true",
        "POSITION_LIMIT, false"
    })
    void givenDenialsThatPassByThemselvesThenItTriesUntilTheyHave(DenialCode why, boolean goesOn) {
        bench.close();
        PlainGate gate = new PlainGate("1000");
        bench = Bench.at(venue, () -> gate);
        bench.submit(order("1", "0.5").build());
        gate.denyChildren(why);
        venue.fill(accepted().child(), "0.5", "790");
        bench.advance(120);
        assertThat(bench.children("o")).hasSizeGreaterThan(5);
        assertThat(bench.status("o")).isEqualTo(goesOn ? OrderStatus.PARTIALLY_FILLED : OrderStatus.CANCELED);
        gate.passChildren();
        bench.advance(60);
        assertThat(venue.taken()).hasSize(goesOn ? 1 : 0);
    }

    @Test
    void givenAFirstPartThatIsDeniedForWhatPassesThenTheOrderEndsAllTheSame() {
        bench.close();
        PlainGate gate = new PlainGate("1000");
        bench = Bench.at(venue, () -> gate);
        gate.denyChildren(DenialCode.LOCKED);
        bench.submit(order("1", "0.5").build());
        assertThat(bench.status("o").isClosed()).isTrue();
    }

    @Test
    void givenAPositionThatShrinksBetweenTwoPartsThenWhatOnlyReducesIsCutToIt() {
        bench.submit(Rig.buy("1", "entry")
                .type(new OrderType.Limit(new BigDecimal("801")))
                .build());
        venue.fill(accepted().child(), "1", "800");
        bench.submit(sell("1", "o")
                .displayQuantity(new BigDecimal("0.5"))
                .reduceOnly(true)
                .build());
        venue.fill(accepted().child(), "0.5", "810");
        bench.submit(sell("0.3", "other").build());
        venue.fill(accepted().child(), "0.3", "810");
        assertThat(bench.held()).isEqualByComparingTo("0.2");
        assertThat(bench.order("o").progress().quantity()).isEqualByComparingTo("0.7");
        bench.advance(1);
        assertThat(venue.only("submit").quantity()).isEqualByComparingTo("0.2");
    }

    private static OrderIntent.Builder sell(String quantity, String id) {
        return OrderIntent.of(Rig.BTC_USD.symbol(), Side.SELL, new BigDecimal(quantity))
                .clientOrderId(id)
                .type(new OrderType.Limit(new BigDecimal("810")));
    }

    @Test
    void givenACancelThenThePartIsCancelledAndNoneFollows() {
        bench.submit(order("1", "0.5").build());
        DeskVenue.Asked shown = accepted();
        bench.cancel("o");
        venue.only("cancel");
        venue.canceled(shown.id(), "0");
        assertThat(bench.status("o")).isEqualTo(OrderStatus.CANCELED);
        bench.advance(600);
        assertThat(venue.taken()).isEmpty();
    }

    @Test
    void givenAnEndOfItsTimeThatNoVenueKeepsEitherThenItEnds() {
        bench.close();
        DeskVenue bare = DeskVenue.notChanging().hidingNothing().keeping(TimeInForce.Kind.GTC);
        bench = Bench.at(bare);
        bench.submit(order("1", "0.5")
                .timeInForce(TimeInForce.gtd(bench.now() + 60 * Bench.SECOND))
                .acceptsEmulation(true)
                .build());
        DeskVenue.Asked shown = bare.only("submit");
        bare.accept(shown.id());
        bare.fill(shown.child(), "0.5", "790");
        bench.advance(1);
        DeskVenue.Asked next = bare.only("submit");
        bare.accept(next.id());
        bench.advance(59);
        assertThat(bare.only("cancel").id()).isEqualTo(next.id());
        bare.canceled(next.id(), "0");
        assertThat(bench.status("o")).isEqualTo(OrderStatus.CANCELED);
        assertThat(bench.order("o").progress().filledQuantity()).isEqualByComparingTo("0.5");
    }

    @Test
    void givenAStopLimitThatWeWatchThenItShowsPartsOnceItIsTriggered() {
        bench.submit(order("1", "0.5")
                .type(new OrderType.StopLimit(new BigDecimal("810"), new BigDecimal("805"), TriggerSource.LAST))
                .acceptsEmulation(true)
                .build());
        assertThat(bench.status("o")).isEqualTo(OrderStatus.EMULATED);
        bench.price("811");
        assertThat(venue.only("submit").quantity()).isEqualByComparingTo("0.5");
    }

    @Test
    void givenAKilledRunThenTheNextOneGoesOnWithWhatIsLeft() {
        bench.submit(order("1.2", "0.5").build());
        DeskVenue.Asked shown = accepted();
        venue.fill(shown.child(), "0.5", "790");
        DeskVenue found = DeskVenue.notChanging().hidingNothing().after(1);
        bench = bench.restarted(found);
        bench.advance(1);
        assertThat(found.only("submit").quantity()).isEqualByComparingTo("0.5");
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void neverShowsMoreThanItMayAndSumsToTheOrderWhateverHappens(long seed) {
        Random random = new Random(seed);
        BigDecimal whole = BigDecimal.valueOf(100 + random.nextInt(900), 2);
        BigDecimal most = BigDecimal.valueOf(10 + random.nextInt(60), 2);
        bench.submit(order(whole.toPlainString(), most.toPlainString()).build());
        for (int step = 0; step < 2000 && !bench.status("o").isClosed(); step++) {
            List<ChildOrder> open = open();
            assertThat(open).hasSizeLessThan(2);
            assertThat(open)
                    .allSatisfy(child ->
                            assertThat(child.progress().leavesQuantity()).isLessThanOrEqualTo(most));
            step(random, open);
        }
        OrderProgress progress = bench.order("o").progress();
        BigDecimal filled = bench.children("o").stream()
                .map(child -> child.progress().filledQuantity())
                .reduce(BigDecimal.ZERO, BigDecimal::add);
        assertThat(progress.status()).isEqualTo(OrderStatus.FILLED);
        assertThat(filled).isEqualByComparingTo(whole);
        assertThat(bench.held()).isEqualByComparingTo(whole);
    }

    private void step(Random random, List<ChildOrder> open) {
        int what = random.nextInt(10);
        if (open.isEmpty() || what == 0) {
            bench.advance(1 + random.nextInt(5));
            return;
        }
        ChildOrder child = open.getFirst();
        OrderStatus status = child.progress().status();
        if (status == OrderStatus.PENDING_CANCEL) {
            venue.canceled(child.orderId());
        } else if (what == 1 && status != OrderStatus.PENDING_UPDATE) {
            bench.pause("o");
            bench.resume("o");
        } else if (what == 2 && status == OrderStatus.SUBMITTED && hasFilled()) {
            venue.tell(new OrderEvent.Rejected(child.orderId(), bench.now(), DeskVenue.no()));
        } else {
            if (status == OrderStatus.SUBMITTED) {
                venue.accept(child.orderId());
            }
            BigDecimal leaves = child.progress().leavesQuantity();
            BigDecimal part = random.nextBoolean() ? leaves : leaves.min(new BigDecimal("0.01"));
            venue.fill(child, part.toPlainString(), "790");
        }
    }

    private boolean hasFilled() {
        return bench.order("o").progress().filledQuantity().signum() > 0
                && bench.children("o").stream()
                                .filter(child -> child.progress().status() == OrderStatus.REJECTED)
                                .count()
                        < 4;
    }

    private List<ChildOrder> open() {
        return bench.children("o").stream()
                .filter(child -> !child.progress().status().isClosed())
                .toList();
    }

    private void reject(DeskVenue.Asked shown) {
        venue.tell(new OrderEvent.Rejected(shown.id(), bench.now(), DeskVenue.no()));
    }

    private DeskVenue.Asked accepted() {
        DeskVenue.Asked shown = venue.only("submit");
        venue.accept(shown.id());
        return shown;
    }

    private void assertDenied(String message) {
        assertThat(bench.status("o")).isEqualTo(OrderStatus.DENIED);
        assertThat(bench.order("o").progress().refusals().getFirst().message()).isEqualTo(message);
        assertThat(bench.of(ChildCreated.class)).isEmpty();
    }

    private static OrderIntent.Builder order(String quantity, String shown) {
        return Rig.buy(quantity, "o")
                .type(new OrderType.Limit(new BigDecimal("790")))
                .displayQuantity(new BigDecimal(shown));
    }
}
