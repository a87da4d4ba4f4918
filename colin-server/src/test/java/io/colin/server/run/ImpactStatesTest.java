package io.colin.server.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.colin.api.ColinException;
import io.colin.api.event.ExecutionAnalysed;
import io.colin.api.event.PortfolioMarked;
import io.colin.api.execution.Realm;
import io.colin.api.market.MarketDataSource;
import io.colin.api.order.OrderIntent;
import io.colin.api.order.Side;
import io.colin.execution.engine.ExecutionCostView;
import io.colin.execution.engine.Submission;
import io.colin.execution.engine.SubmitResult;
import io.colin.execution.engine.TradingEngine;
import io.colin.execution.impact.ImpactModel;
import io.colin.execution.impact.ImpactSettings;
import io.colin.execution.store.MemoryEventStore;
import io.colin.server.config.Config;
import io.colin.server.config.ConfigException;
import io.colin.server.config.ConfigLoader;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What impact models learn goes from run to run, and a run that is taken up begins as it began. */
class ImpactStatesTest {
    private static final Map<String, String> KEEP = Map.of("execution.impact.keep", "true");

    @TempDir
    private Path directory;

    /** What a run came to. */
    private record Run(ImpactStates states, List<ExecutionAnalysed> analysed, ExecutionCostView costs) {}

    @Test
    void aRunBeginsWithWhatTheLastOneLearntAndKeepsPaperAndLiveApart() throws IOException {
        Run first = run(KEEP);
        assertThat(first.states().begun()).isEmpty();
        assertThat(first.analysed()).hasSizeGreaterThan(5);
        String learnt = first.costs().impactState(Realm.PAPER).orElseThrow();
        assertThat(Files.readString(directory.resolve("impact/paper.txt"))).isEqualTo(learnt);
        String live = Files.readString(directory.resolve("impact/live.txt"));
        assertThat(live).isEqualTo(fresh(Realm.LIVE)).isNotEqualTo(learnt);

        Run second = run(KEEP);
        assertThat(second.states().begun()).containsEntry(Realm.PAPER, learnt).containsEntry(Realm.LIVE, live);
        assertThat(second.states().notes().get("execution.impact.state.paper"))
                .isEqualTo("learnt before from " + first.analysed().size() + " parents, of whatever event times");
        assertThat(second.costs().accuracy(Realm.PAPER).parents())
                .isEqualTo(first.analysed().size() + second.analysed().size());
        assertThat(second.costs().accuracy(Realm.LIVE).parents()).isZero();
    }

    @Test
    void withoutTheSettingEveryRunBeginsAnewAndNothingIsKept() throws IOException {
        run(KEEP);
        String kept = Files.readString(directory.resolve("impact/paper.txt"));
        Run second = run(Map.of());
        assertThat(second.states().begun()).isEmpty();
        assertThat(second.states().notes()).containsEntry("execution.impact.state.paper", "nothing learnt before");
        assertThat(directory.resolve("impact/paper.txt")).hasContent(kept.strip());
    }

    @Test
    void aRunThatIsTakenUpBeginsWithWhatItBeganWithWhateverOthersHaveLearntSince() throws IOException {
        run(KEEP);
        String atStart = Files.readString(directory.resolve("impact/paper.txt"));
        Path path = Files.createDirectories(directory.resolve("runs/r0002"));
        ImpactStates.of(directory, at(path, false), config(KEEP));
        run(KEEP);
        assertThat(Files.readString(directory.resolve("impact/paper.txt"))).isNotEqualTo(atStart);
        assertThat(ImpactStates.of(directory, at(path, true), config(KEEP)).begun())
                .containsEntry(Realm.PAPER, atStart);
        assertThat(ImpactStates.of(directory, at(path, true), config(Map.of())).begun())
                .as("also where it is no longer configured")
                .containsEntry(Realm.PAPER, atStart);
        assertThat(ImpactStates.of(directory, at(path, false), config(Map.of())).begun())
                .isEmpty();
        assertThat(path.resolve("impact-paper.txt")).doesNotExist();
    }

    @Test
    void whatIsDamagedOrOfTheOtherRealmIsNamedAndBelievedInNoPart() throws IOException {
        Path place = Files.createDirectories(directory.resolve("impact"));
        Path path = Files.createDirectories(directory.resolve("r"));
        for (String text :
                List.of("", "rubbish", fresh(Realm.LIVE), fresh(Realm.PAPER).replace("0", "1"))) {
            Files.writeString(place.resolve("paper.txt"), text);
            assertThatThrownBy(() -> ImpactStates.of(directory, at(path, false), config(KEEP)))
                    .isInstanceOf(ColinException.class)
                    .hasMessageStartingWith(
                            place.resolve("paper.txt") + ": must be what an impact model of paper has learnt (");
        }
    }

    @Test
    void theReferenceTakesTheMarketsMoveOffAndMustBeOfTheData() throws IOException {
        assertThat(run(Map.of()).analysed())
                .allSatisfy(one -> assertThat(one.analysis().flags()).contains("no_reference"));
        Map<String, String> given =
                Map.of("execution.impact.reference", "BTC/USDT:USDT", "execution.impact.betas", "BTC/USDT=0.5");
        Run run = run(given);
        assertThat(run.analysed())
                .allSatisfy(one -> assertThat(one.analysis().flags()).doesNotContain("no_reference"));
        assertThat(run.analysed())
                .anySatisfy(
                        one -> assertThat(one.analysis().impact().orElseThrow().drift())
                                .isNotZero());
        assertThatThrownBy(() ->
                        parts(Map.of("execution.impact.reference", "ETH/USDT", "execution.impact.betas", "BTC/EUR=2")))
                .isInstanceOf(ConfigException.class)
                .hasMessage("execution.impact.reference: must be listed at a venue, as are BTC/USDT, BTC/USDT:USDT"
                        + " (ETH/USDT); execution.impact.betas: must be listed at a venue, as are BTC/USDT,"
                        + " BTC/USDT:USDT (BTC/EUR=2)");
        assertThatThrownBy(() -> config(Map.of(
                        "execution.impact.betas",
                        "BTC/USDT=11",
                        "ledger.store",
                        "memory",
                        "execution.impact.keep",
                        "true")))
                .hasMessageContaining("execution.impact.betas: must come with execution.impact.reference")
                .hasMessageContaining("execution.impact.betas: must be in [-10, 10] (BTC/USDT=11)")
                .hasMessageContaining(
                        "execution.impact.keep: must come without ledger.store memory, which keeps nothing (true)");
    }

    private static String fresh(Realm realm) {
        return ImpactModel.of(realm, ImpactSettings.builder().build()).state();
    }

    private RunDirectory at(Path path, boolean resumed) {
        return new RunDirectory("r0002", path, MemoryEventStore.empty(), resumed, OptionalLong.empty());
    }

    private static Config config(Map<String, String> given) {
        Map<String, String> all = new HashMap<>(given);
        all.putAll(Map.of(
                "risk.var.armed", "false",
                "risk.stress.armed", "false",
                "risk.repeat.max_cycles", "1000"));
        return ConfigLoader.load(new ConfigLoader.Sources(Optional.empty(), Map.of(), all))
                .forData(false);
    }

    private static EngineParts parts(Map<String, String> given) {
        return new EngineParts(TwoBooks.instruments(), new Profile(config(given)), 42);
    }

    /** The next run of the data directory: a quarter of an hour of orders, as the server composes and ends it. */
    private Run run(Map<String, String> given) throws IOException {
        Config config = config(given);
        EngineParts parts = parts(given);
        RunDirectory next = RunDirectory.in(directory, "sqlite");
        ImpactStates states = ImpactStates.of(directory, next, config);
        List<ExecutionAnalysed> analysed = new ArrayList<>();
        List<CompletableFuture<SubmitResult>> answers = new ArrayList<>();
        TradingEngine[] running = new TradingEngine[1];
        long[] due = {TwoBooks.START_NS + 400_000_000_000L, 0};
        MarketDataSource source = TwoBooks.source(900, 5);
        try (TradingEngine engine = parts.engine(parts.gate().build(), parts.curves(source, Long.MIN_VALUE))
                .costs(parts.costSettings(states.begun()))
                .source(source)
                .store(next.store())
                .runId(next.id())
                .onEvent(event -> {
                    if (event instanceof ExecutionAnalysed one) {
                        analysed.add(one);
                    } else if (event instanceof PortfolioMarked marked
                            && marked.header().timeNs() >= due[0]) {
                        due[0] = marked.header().timeNs() + 40_000_000_000L;
                        answers.add(running[0].submit(new Submission(order((int) due[1]++), "tester", "", "h")));
                    }
                })
                .build()) {
            running[0] = engine;
            engine.run();
            assertThat(answers).isNotEmpty().allMatch(CompletableFuture::isDone);
            states.keep(engine.view().executionCosts());
            return new Run(states, analysed, engine.view().executionCosts());
        }
    }

    private static OrderIntent order(int number) {
        return OrderIntent.of(TwoBooks.SPOT.symbol(), number % 2 == 0 ? Side.BUY : Side.SELL, new BigDecimal("0.3"))
                .clientOrderId("order-" + number)
                .build();
    }
}
