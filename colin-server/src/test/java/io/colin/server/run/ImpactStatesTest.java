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
import io.colin.execution.source.SourceSpan;
import io.colin.execution.store.MemoryEventStore;
import io.colin.server.config.Config;
import io.colin.server.config.ConfigException;
import io.colin.server.config.ConfigLoader;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
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
    private static final long QUARTER_NS = 900_000_000_000L;
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
        assertThat(kept(Realm.PAPER)).isEqualTo(new KeptImpact(end(0), learnt));
        assertThat(directory.resolve("impact/live.txt")).as("nothing learnt").doesNotExist();

        Run second = run(KEEP, 1);
        assertThat(kept(Realm.PAPER).throughNs()).isEqualTo(end(1));
        assertThat(second.states().begun()).containsOnly(Map.entry(Realm.PAPER, learnt));
        assertThat(second.states().notes().get("execution.impact.state.paper"))
                .isEqualTo("learnt before from " + first.analysed().size() + " parents, up to "
                        + Instant.ofEpochSecond(0, end(0)));
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
        String atStart = kept(Realm.PAPER).state();
        Path path = Files.createDirectories(directory.resolve("runs/r0002"));
        states(at(path, false), KEEP, end(0));
        run(KEEP, 1);
        assertThat(kept(Realm.PAPER).state()).isNotEqualTo(atStart);
        assertThat(states(at(path, true), KEEP, 0).begun())
                .as("whatever the data begin with")
                .containsEntry(Realm.PAPER, atStart);
        assertThat(states(at(path, true), Map.of(), 0).begun())
                .as("also where it is no longer configured")
                .containsEntry(Realm.PAPER, atStart);
        assertThat(states(at(path, false), Map.of(), 0).begun()).isEmpty();
        assertThat(path.resolve("impact-paper.txt")).doesNotExist();
    }

    @Test
    void aRunWhoseDataBeginBeforeWhatWasLearntCameIsRefused() throws IOException {
        run(KEEP);
        Path path = Files.createDirectories(directory.resolve("runs/r0002"));
        assertThatThrownBy(() -> states(at(path, false), KEEP, end(0) - 1))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("execution.impact.keep: must be false where the data begin, at "
                        + Instant.ofEpochSecond(0, end(0) - 1) + ", before the last event that "
                        + directory.resolve("impact/paper.txt") + " was learnt from, at "
                        + Instant.ofEpochSecond(0, end(0)));
        assertThat(path.resolve("impact-paper.txt")).doesNotExist();
        assertThat(states(at(path, false), KEEP, end(0)).begun()).containsKey(Realm.PAPER);
        assertThat(ImpactStates.of(directory, at(path, false), config(KEEP), OptionalLong::empty)
                        .begun())
                .as("live data begin now")
                .containsKey(Realm.PAPER);
        assertThat(states(at(path, false), Map.of(), 0).begun())
                .as("a run that does not learn on")
                .isEmpty();
    }

    @Test
    void whatARunLearntThatWasKilledBeforeItKeptItIsLearntFromItsLedger() throws IOException {
        run(KEEP, 0);
        String first = kept(Realm.PAPER).state();
        Run killed = run(KEEP, 1, false);
        assertThat(kept(Realm.PAPER).state()).isEqualTo(first);
        Run next = run(KEEP, 2, false);
        assertThat(next.states().begun())
                .containsOnly(Map.entry(
                        Realm.PAPER, killed.costs().impactState(Realm.PAPER).orElseThrow()));
        assertThat(kept(Realm.PAPER).throughNs()).isEqualTo(end(1));
        assertThat(killed.analysed()).isNotEmpty();
    }

    @Test
    void whatARunLearntThatDoesNotLearnOnIsNotKeptByTheNext() throws IOException {
        run(KEEP, 0);
        KeptImpact first = kept(Realm.PAPER);
        run(Map.of(), 1, false);
        assertThat(run(KEEP, 2, false).states().begun()).containsEntry(Realm.PAPER, first.state());
    }

    @Test
    void whatAKilledRunLearntIsNotLostWhereOneThatDoesNotLearnOnCameBetween() throws IOException {
        Run killed = run(KEEP, 0, false);
        run(Map.of(), 1);
        assertThat(run(KEEP, 2, false).states().begun())
                .containsEntry(
                        Realm.PAPER, killed.costs().impactState(Realm.PAPER).orElseThrow());
        assertThat(kept(Realm.PAPER).throughNs()).isEqualTo(end(0));
    }

    @Test
    void whetherARunLearnsOnIsSettledWhenItBegins() throws IOException {
        run(KEEP, 1);
        KeptImpact kept = kept(Realm.PAPER);
        Path path = Files.createDirectories(directory.resolve("apart/r0002"));
        states(at(path, false), Map.of(), end(1));
        Run other = run(Map.of(), 0);
        states(at(path, true), KEEP, 0).keep(other.costs(), end(0));
        assertThat(kept(Realm.PAPER)).as("begun without").isEqualTo(kept);

        states(at(path, false), KEEP, end(1));
        Run more = run(KEEP, 2);
        states(at(path, true), Map.of(), 0).keep(more.costs(), end(3));
        assertThat(kept(Realm.PAPER))
                .as("begun with")
                .isEqualTo(new KeptImpact(
                        end(3), more.costs().impactState(Realm.PAPER).orElseThrow()));
    }

    @Test
    void aRealmThatNothingIsLearntOfTellsOfNoLaterTime() throws IOException {
        Path live = directory.resolve("impact/live.txt");
        new KeptImpact(TwoBooks.START_NS, fresh(Realm.LIVE)).write(live);
        run(KEEP, 1);
        assertThat(kept(Realm.LIVE).throughNs()).isEqualTo(TwoBooks.START_NS);
        assertThat(kept(Realm.PAPER).throughNs()).isEqualTo(end(1));
    }

    @Test
    void aFileOfAVersionWithoutTimesIsNamedAndOnlyARunThatBeganWithItGoesOn() throws IOException {
        Path file = Files.createDirectories(directory.resolve("impact")).resolve("paper.txt");
        Path path = Files.createDirectories(directory.resolve("runs/r0002"));
        Files.writeString(file, fresh(Realm.PAPER));
        assertThatThrownBy(() -> states(at(path, false), KEEP, end(9)))
                .hasMessage(
                        file + ": must be what an impact model of paper has learnt (it is of an earlier version, which"
                                + " did not keep up to when it was learnt: move it away); without the file a run begins with the"
                                + " start values");
        Files.writeString(path.resolve("impact-paper.txt"), fresh(Realm.PAPER));
        ImpactStates resumed = states(at(path, true), KEEP, 0);
        assertThat(resumed.begun()).containsEntry(Realm.PAPER, fresh(Realm.PAPER));
        assertThat(resumed.notes().get("execution.impact.state.paper")).endsWith("up to a time that is not known");
    }

    @Test
    void whatIsDamagedOrOfTheOtherRealmIsNamedAndBelievedInNoPart() throws IOException {
        Path place = Files.createDirectories(directory.resolve("impact"));
        Path path = Files.createDirectories(directory.resolve("r"));
        for (String text : List.of(
                "",
                "rubbish",
                fresh(Realm.PAPER),
                written(Realm.LIVE),
                written(Realm.PAPER).replace("0", "1"),
                written(Realm.PAPER).replace("through 2023", "through 2022"))) {
            Files.writeString(place.resolve("paper.txt"), text);
            assertThatThrownBy(() -> states(at(path, false), KEEP, end(9)))
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

    private KeptImpact kept(Realm realm) {
        String name = realm == Realm.PAPER ? "impact/paper.txt" : "impact/live.txt";
        return KeptImpact.read(realm, directory.resolve(name), false).orElseThrow();
    }

    /** When the events of a quarter of an hour end. */
    private static long end(int quarter) {
        return SourceSpan.of(quarter(quarter)).lastTimeNs();
    }

    private static MarketDataSource quarter(int number) {
        return TwoBooks.source(900, 5, TwoBooks.START_NS + number * QUARTER_NS);
    }

    private ImpactStates states(RunDirectory at, Map<String, String> given, long beginNs) {
        return ImpactStates.of(directory, at, config(given), () -> OptionalLong.of(beginNs));
    }

    private String written(Realm realm) throws IOException {
        Path file = directory.resolve("written.txt");
        new KeptImpact(TwoBooks.START_NS, fresh(realm)).write(file);
        return Files.readString(file);
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
        return run(given, 0);
    }

    private Run run(Map<String, String> given, int quarter) throws IOException {
        return run(given, quarter, true);
    }

    private Run run(Map<String, String> given, int quarter, boolean keeps) throws IOException {
        Config config = config(given);
        EngineParts parts = parts(given);
        RunDirectory next = RunDirectory.in(directory, "sqlite");
        MarketDataSource source = quarter(quarter);
        ImpactStates states = ImpactStates.of(directory, next, config, () -> SourceSpan.begin(source));
        List<ExecutionAnalysed> analysed = new ArrayList<>();
        List<CompletableFuture<SubmitResult>> answers = new ArrayList<>();
        TradingEngine[] running = new TradingEngine[1];
        long[] due = {TwoBooks.START_NS + quarter * QUARTER_NS + 400_000_000_000L, 0};
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
            if (keeps) {
                states.keep(
                        engine.view().executionCosts(), engine.view().status().timeNs());
            }
            return new Run(states, analysed, engine.view().executionCosts());
        }
    }

    private static OrderIntent order(int number) {
        return OrderIntent.of(TwoBooks.SPOT.symbol(), number % 2 == 0 ? Side.BUY : Side.SELL, new BigDecimal("0.3"))
                .clientOrderId("order-" + number)
                .build();
    }
}
