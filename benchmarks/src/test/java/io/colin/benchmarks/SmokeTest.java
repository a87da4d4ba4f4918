package io.colin.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Collection;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/** Every benchmark runs and measures something. How long anything takes is never asserted: that is for the real runs. */
class SmokeTest {
    private static final TimeValue SHORT = TimeValue.milliseconds(10);

    @BeforeAll
    static void besideOtherRuns() {
        System.setProperty("jmh.ignoreLock", "true");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "RiskGateBenchmark",
                "KillSwitchBenchmark",
                "VarBenchmark",
                "OrderMachineBenchmark",
                "BookBenchmark",
                "RouterBenchmark",
                "FeatureBenchmark",
                "LedgerBenchmark",
                "EngineBenchmark",
                "BarBacktestBenchmark",
                "PanelBenchmark",
                "InferenceBenchmark",
                "ServingBenchmark",
                "NoiseBenchmark"
            })
    void everyBenchmarkRuns(String benchmark) throws RunnerException {
        ChainedOptionsBuilder options = new OptionsBuilder()
                .include("\\." + benchmark + "\\.")
                .forks(0)
                .warmupIterations(0)
                .measurementIterations(1)
                .measurementTime(SHORT)
                .verbosity(VerboseMode.SILENT)
                .shouldFailOnError(true);
        Collection<RunResult> results = new Runner(small(benchmark, options).build()).run();

        assertThat(results).isNotEmpty().allSatisfy(result -> {
            assertThat(result.getPrimaryResult().getSampleCount()).isPositive();
            assertThat(result.getPrimaryResult().getScore()).isPositive().isFinite();
        });
    }

    @Test
    void theHarnessMeasuresEventsIntentsAndOrders(@TempDir Path directory) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        HarnessSettings settings = HarnessSettings.parse(
                "--events",
                "2000",
                "--orders",
                "50",
                "--seconds",
                "1",
                "--warm-up",
                "0.2",
                "--ledger",
                directory.toString());
        LatencyHarness.Measured measured =
                LatencyHarness.measure(settings, new PrintStream(bytes, true, StandardCharsets.UTF_8));

        assertThat(measured.event().getTotalCount()).isEqualTo(2_000);
        assertThat(measured.intent().getTotalCount()).isPositive();
        assertThat(measured.order().getTotalCount()).isEqualTo(50);
        assertThat(measured.event().getMinValue()).isNotNegative();
        assertThat(bytes.toString(StandardCharsets.UTF_8))
                .contains(System.getProperty("java.vm.name"), "processors", "load average", "p99.9", "left out");
    }

    @Test
    void thePeakLoadLosesNothingAndPassesEveryControl() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        PeakLoad.Measured measured = PeakLoad.measure(
                PeakLoad.TWICE_THE_PEAK.with("--events", "500", "--orders", "5", "--seconds", "2", "--warm-up", "0"),
                new PrintStream(bytes, true, StandardCharsets.UTF_8));

        assertThat(measured.eventsTaken()).isEqualTo(measured.eventsSent());
        assertThat(measured.taken()).as(bytes.toString(StandardCharsets.UTF_8)).isEqualTo(10);
        assertThat(measured.refused()).isEmpty();
        assertThat(measured.fills()).isPositive();
        assertThat(measured.gate().getTotalCount()).isPositive();
        assertThat(measured.order().getTotalCount()).isEqualTo(10);
    }

    @Test
    void theFloodIsKilledAndArmedAgain() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        KillFlood.Measured measured = KillFlood.measure(
                KillFlood.FLOOD.with("--events", "500", "--seconds", "1", "--warm-up", "0"),
                new PrintStream(bytes, true, StandardCharsets.UTF_8));

        assertThat(measured.inForce().getTotalCount()).isPositive();
        assertThat(measured.refused().getTotalCount())
                .isEqualTo(measured.inForce().getTotalCount());
        assertThat(measured.eventsPerSecond()).isPositive();
        assertThat(bytes.toString(StandardCharsets.UTF_8)).contains("kills while", "in force", "durable");
    }

    /** Whether memory stays flat is for the real run: two rounds right after the start say nothing about it. */
    @Test
    void theSoakRetrainsServesAndMeasures() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        boolean flat = ServingSoak.run(
                ServingSoak.Load.parse("--rounds", "2", "--warm-up", "0", "--symbols", "2", "--minutes", "3"),
                new PrintStream(bytes, true, StandardCharsets.UTF_8));

        assertThat(bytes.toString(StandardCharsets.UTF_8))
                .containsPattern("    1 +[0-9]+ +[0-9.]+ +[0-9n]")
                .containsPattern("    2 +[0-9]+ +[0-9.]+ +[0-9n]")
                .contains(flat ? "): flat" : "): NOT FLAT");
    }

    @Test
    void growthIsWhatALeakAddsAndNotASingleJump() {
        assertThat(MemoryTrend.growth(new double[] {5, 5, 5, 5})).isZero();
        assertThat(MemoryTrend.growth(new double[] {1, 2, 3, 4})).isCloseTo(3, within(1e-12));
        assertThat(MemoryTrend.growth(new double[] {4, 1, 4, 1, 4})).isCloseTo(0, within(1e-12));
        assertThat(MemoryTrend.growth(new double[] {5, 5, 5, 5, 5, 5, 5, 5, 9})).isZero();
        assertThat(MemoryTrend.growth(new double[] {7})).isZero();
    }

    @Test
    void theHarnessRefusesWhatItDoesNotKnow() {
        assertThatThrownBy(() -> HarnessSettings.parse("--event", "5"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("--event");
        assertThatThrownBy(() -> HarnessSettings.parse("--events", "many"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("--events: must be a number (many)");
        assertThatThrownBy(() -> HarnessSettings.parse("--events"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("--events: must have a value");
        assertThatThrownBy(() -> HarnessSettings.parse("--seconds", "0"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("seconds");
    }

    /** One small value of each parameter; both ledgers, because they are two implementations. */
    private static ChainedOptionsBuilder small(String benchmark, ChainedOptionsBuilder options) {
        return switch (benchmark) {
            case "RiskGateBenchmark" -> options.param("positions", "3");
            case "KillSwitchBenchmark" -> options.param("resting", "10");
            case "BookBenchmark" -> options.param("levels", "20");
            case "RouterBenchmark" -> options.param("venues", "4");
            case "LedgerBenchmark" -> options.param("group", "2");
            case "EngineBenchmark" -> options.param("length", "5000");
            case "BarBacktestBenchmark" -> options.param("length", "500");
            case "PanelBenchmark" ->
                options.param("symbols", "3").param("minutes", "20").param("units", "32");
            case "ServingBenchmark" -> options.param("symbols", "2");
            case "InferenceBenchmark" -> options.param("shape", "demonstration").param("windows", "2");
            default -> options;
        };
    }
}
