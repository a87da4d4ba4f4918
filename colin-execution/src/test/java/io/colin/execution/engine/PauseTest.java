package io.colin.execution.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.groups.Tuple.tuple;

import io.colin.api.event.ChildCreated;
import io.colin.api.event.EngineEvent;
import io.colin.api.event.ParentCreated;
import io.colin.api.event.ParentPaused;
import io.colin.api.event.PortfolioMarked;
import io.colin.api.execution.AlgoState;
import io.colin.api.execution.AlgoStep;
import io.colin.api.execution.ExecutionAlgo;
import io.colin.api.instrument.Instrument;
import io.colin.api.order.AlgoSpec;
import io.colin.api.order.OrderIntent;
import io.colin.api.order.OrderStatus;
import io.colin.api.order.ParentOrder;
import io.colin.execution.algo.Iceberg;
import io.colin.execution.algo.Twap;
import io.colin.execution.store.MemoryEventStore;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Pausing an order and going on with it, asked for at event times of a run. */
class PauseTest {
    private static final long SECOND_NS = 1_000_000_000L;

    private final Rig rig = Rig.recording();
    private final List<CompletableFuture<PauseResult>> answers = new ArrayList<>();
    private final List<CompletableFuture<CancelResult>> cancels = new ArrayList<>();
    private final List<CompletableFuture<SubmitResult>> submits = new ArrayList<>();
    private TradingEngine engine;
    private long placedNs = Long.MAX_VALUE;

    PauseTest() {
        engine = build(AlgoSpec.of(Twap.TYPE, Map.of()), order -> {}, MemoryEventStore.empty());
    }

    @Test
    void sendsNothingWhilePausedAndCatchesUpAfterwards() {
        engine = build(
                AlgoSpec.of(Twap.TYPE, Map.of("jitter", "0", "adaptive", "false")),
                at(130, "pause", 310, "resume"),
                MemoryEventStore.empty());
        engine.run();
        ParentOrder order = only();
        List<Long> sent = rig.of(ChildCreated.class).stream()
                .map(child -> (child.header().timeNs() - order.createdTimeNs()) / SECOND_NS)
                .toList();
        assertThat(sent).isNotEmpty().noneMatch(second -> second > 130 && second < 310);
        assertThat(sent).anyMatch(second -> second < 130).anyMatch(second -> second > 310);
        assertThat(rig.of(ChildCreated.class))
                .as("the even plan is 2 a minute")
                .anyMatch(child -> child.order().progress().quantity().compareTo(new BigDecimal("2")) > 0
                        && child.header().timeNs() > order.createdTimeNs() + 310 * SECOND_NS);
        assertThat(rig.of(ParentPaused.class))
                .extracting(ParentPaused::paused, ParentPaused::principal, ParentPaused::reason)
                .containsExactly(tuple(true, "trader", "to look"), tuple(false, "trader", "to look"));
        assertThat(answers)
                .extracting(answer -> ((PauseResult.Applied) answer.join()).changed())
                .containsExactly(true, true);
    }

    @Test
    void takesBackWhatRestsAndShowsItAgainWhenResumed() {
        engine = build(
                AlgoSpec.of(Iceberg.TYPE, Map.of("display", "1", "max_quote_age_ms", "60000", "duration_s", "900")),
                at(100, "pause", 200, "resume"),
                MemoryEventStore.empty());
        engine.run();
        ParentOrder order = only();
        assertThat(engine.view().children(order.orderId()))
                .hasSizeGreaterThan(1)
                .anySatisfy(child -> {
                    assertThat(child.progress().status()).isEqualTo(OrderStatus.CANCELED);
                    assertThat(child.progress().updatedTimeNs() - order.createdTimeNs())
                            .isBetween(100 * SECOND_NS, 110 * SECOND_NS);
                })
                .noneMatch(child -> child.createdTimeNs() > order.createdTimeNs() + 110 * SECOND_NS
                        && child.createdTimeNs() < order.createdTimeNs() + 200 * SECOND_NS)
                .anyMatch(child -> child.createdTimeNs() >= order.createdTimeNs() + 200 * SECOND_NS);
    }

    @Test
    void canBeCancelledWhilePaused() {
        engine = build(AlgoSpec.of(Twap.TYPE, Map.of()), at(130, "pause", 310, "cancel"), MemoryEventStore.empty());
        engine.run();
        assertThat(only().progress().status()).isEqualTo(OrderStatus.CANCELED);
        assertThat(only().progress().filledQuantity()).isPositive();
        assertThat(cancels.getFirst().join()).isInstanceOf(CancelResult.Requested.class);
        assertThat(submits.getFirst().join()).isInstanceOf(SubmitResult.Taken.class);
    }

    @Test
    void holdsAnOrderWhoseAlgorithmAsksForItUntilAPersonResumes() {
        engine = build(AlgoSpec.of("wary", Map.of()), at(200, "resume", 300, "resume"), MemoryEventStore.empty());
        engine.run();
        assertThat(rig.of(ParentPaused.class))
                .extracting(ParentPaused::paused, ParentPaused::principal)
                .containsExactly(tuple(true, "engine"), tuple(false, "trader"));
        assertThat(only().progress().status()).isEqualTo(OrderStatus.DENIED);
        assertThat(only().progress().refusals().getFirst().message()).contains("looked at");
        assertThat(only().progress().updatedTimeNs() - only().createdTimeNs())
                .isBetween(200 * SECOND_NS, 230 * SECOND_NS);
        assertThat(answers.get(1).join()).isInstanceOf(PauseResult.AlreadyEnded.class);
    }

    @Test
    void staysPausedOverARestart() {
        MemoryEventStore whole = MemoryEventStore.empty();
        engine = build(AlgoSpec.of(Twap.TYPE, Map.of()), at(130, "pause", Integer.MAX_VALUE, "resume"), whole);
        engine.run();
        MemoryEventStore cut = upToThePause(whole);
        Rig second = Rig.recording();
        TradingEngine again = second.engine(ScriptedSource.walk(7, 3000), cut)
                .algo(new Wary())
                .algo(Iceberg.builder().build())
                .build();
        again.run();
        assertThat(second.of(ChildCreated.class)).isEmpty();
        assertThat(again.view().orders(order -> true, "", 10))
                .singleElement()
                .satisfies(order ->
                        assertThat(again.view().isPaused(order.orderId())).isTrue());
    }

    @Test
    void answersForWhatIsNotThereAndRefusesBlankTexts() {
        engine = build(AlgoSpec.of(Twap.TYPE, Map.of()), order -> {}, MemoryEventStore.empty());
        engine.start();
        engine.ended().join();
        assertThat(engine.controls().pause("no-such-order", "why", "me").join())
                .isEqualTo(new PauseResult.NotFound("no-such-order"));
        assertThatThrownBy(() -> engine.controls().pause("x", " ", "me")).hasMessageContaining("reason");
        assertThatThrownBy(() -> engine.controls().resume("", "why", "me")).hasMessageContaining("orderId");
        engine.stop();
    }

    /** By those names a restart tells a pause that ends by itself from a person's, and an alert is raised. */
    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"algorithm", " Algorithm", "engine", "ENGINE "})
    void letsNobodyPauseUnderTheNameOfAPartOfTheEngine(String name) {
        engine.start();
        engine.ended().join();
        assertThatThrownBy(() -> engine.controls().pause("x", "why", name))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("principal: must not be the name of a part of the engine (" + name + ")");
        assertThatThrownBy(() -> engine.controls().resume("x", "why", name))
                .isInstanceOf(IllegalArgumentException.class);
        engine.stop();
    }

    /** What a person does at seconds after the order came. */
    private Consumer<PortfolioMarked> at(int first, String what, int second, String then) {
        boolean[] done = new boolean[2];
        return marked -> {
            long gone = (marked.header().timeNs() - placedNs) / SECOND_NS;
            if (gone >= first && !done[0]) {
                done[0] = true;
                act(what);
            }
            if (gone >= second && !done[1]) {
                done[1] = true;
                act(then);
            }
        };
    }

    private void act(String what) {
        String id = only().orderId();
        switch (what) {
            case "pause" -> answers.add(engine.controls().pause(id, "to look", "trader"));
            case "resume" -> answers.add(engine.controls().resume(id, "to look", "trader"));
            default -> cancels.add(engine.cancel(id, "trader"));
        }
    }

    private TradingEngine build(AlgoSpec spec, Consumer<PortfolioMarked> person, MemoryEventStore store) {
        OrderIntent intent = Rig.buy("20", "paused").algo(spec).build();
        boolean[] asked = new boolean[1];
        Consumer<EngineEvent> follow = event -> {
            if (event instanceof ParentCreated created) {
                placedNs = created.order().createdTimeNs();
            }
            if (event instanceof PortfolioMarked marked) {
                if (!asked[0] && engine.view().status().takesOrders()) {
                    asked[0] = true;
                    submits.add(engine.submit(Rig.ask(intent, "", "h")));
                } else if (placedNs != Long.MAX_VALUE) {
                    person.accept(marked);
                }
            }
        };
        return rig.engine(ScriptedSource.walk(7, 3000), store)
                .algo(new Wary())
                .algo(Iceberg.builder().build())
                .onEvent(follow)
                .build();
    }

    private static MemoryEventStore upToThePause(MemoryEventStore whole) {
        MemoryEventStore cut = MemoryEventStore.empty();
        boolean[] seen = new boolean[1];
        whole.read(1, record -> {
            if (!seen[0]) {
                cut.append(List.of(record.entry()));
            }
            seen[0] |= record.entry().type().equals("ParentPaused");
        });
        return cut;
    }

    private ParentOrder only() {
        return engine.view().orders(order -> true, "", 10).getFirst();
    }

    /** Asks to be looked at, and ends once it was. */
    private static final class Wary implements ExecutionAlgo {
        @Override
        public String type() {
            return "wary";
        }

        @Override
        public AlgoSpec defaults() {
            return AlgoSpec.of(type(), Map.of());
        }

        @Override
        public void validate(OrderIntent intent, Instrument instrument) {}

        @Override
        public AlgoStep next(AlgoState state) {
            return state.resumed() ? new AlgoStep.Finish("looked at") : new AlgoStep.Pause("look at this");
        }
    }
}
