package io.colin.examples.risk;

import static org.assertj.core.api.Assertions.assertThat;

import io.colin.api.instrument.Symbol;
import io.colin.api.order.Fill;
import io.colin.api.order.Liquidity;
import io.colin.api.order.Side;
import io.colin.api.risk.RiskGate;
import io.colin.risk.gate.StandardGate;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.lang.reflect.Method;
import java.math.BigDecimal;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class GateAloneTest {
    private static final Symbol BTC = Symbol.of("BTC/USD");

    @Test
    void printsWhatTheStandardGateAndTheOwnRuleSay() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        GateAlone.run(new PrintStream(bytes, true, StandardCharsets.UTF_8));
        List<String> lines = bytes.toString(StandardCharsets.UTF_8).lines().toList();
        assertThat(lines.stream().filter(line -> line.startsWith("figures ")))
                .hasSize(2)
                .allMatch(line -> line.contains("14 scenarios"))
                .last()
                .asString()
                .contains("parametric 99 %/1d 0.01");
        assertThat(after(lines, "small")).first().asString().endsWith("APPROVED");
        assertThat(after(lines, "too-large")).first().asString().endsWith("REJECTED");
        assertThat(after(lines, "too-large")).anyMatch(line -> line.contains("POS_001") || line.contains("COMPLIANCE"));
        assertThat(after(lines, "at-once")).first().asString().endsWith("REJECTED");
        assertThat(after(lines, "at-once")).anyMatch(line -> line.contains("LOCKED: rested_s=2 limit_s=300"));
        assertThat(after(lines, "rested")).first().asString().endsWith("APPROVED");
        assertThat(after(lines, "stopped")).first().asString().endsWith("REJECTED");
        assertThat(after(lines, "stopped")).anyMatch(line -> line.contains("TRADING_HALTED"));
    }

    @Test
    void remembersWhatRestsOverARestart() {
        CoolOff before = CoolOff.of(Duration.ofMinutes(5));
        before.onFill(new Fill(
                "t",
                "o-1",
                "o",
                "venue",
                BTC,
                Side.BUY,
                BigDecimal.ONE,
                BigDecimal.TEN,
                BigDecimal.ZERO,
                "USD",
                Liquidity.TAKER,
                7));
        CoolOff after = CoolOff.of(Duration.ofMinutes(5));
        after.restore(before.durableState());
        assertThat(after.durableState()).containsExactly(Map.entry("BTC/USD", "7"));
    }

    /** Runs the program where no other module of Colin can be found. */
    @Test
    void needsNoModuleOfColinButTheApiAndRisk() throws Exception {
        List<URL> path = new ArrayList<>();
        for (Class<?> type : List.of(
                GateAlone.class,
                RiskGate.class,
                StandardGate.class,
                Class.forName("org.hipparchus.util.FastMath"),
                Class.forName("org.hipparchus.stat.descriptive.rank.Percentile"))) {
            path.add(type.getProtectionDomain().getCodeSource().getLocation());
        }
        try (URLClassLoader alone =
                new URLClassLoader(path.toArray(URL[]::new), ClassLoader.getPlatformClassLoader())) {
            for (String other : List.of(
                    "io.colin.execution.engine.TradingEngine",
                    "io.colin.ml.preset.Preset",
                    "io.colin.monitoring.EngineMetrics",
                    "com.google.common.collect.ImmutableList",
                    "org.slf4j.Logger")) {
                assertThat(isThere(alone, other)).as(other).isFalse();
            }
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            Method run = alone.loadClass(GateAlone.class.getName()).getDeclaredMethod("run", PrintStream.class);
            run.setAccessible(true);
            run.invoke(null, new PrintStream(bytes, true, StandardCharsets.UTF_8));
            assertThat(bytes.toString(StandardCharsets.UTF_8)).contains("TRADING_HALTED");
        }
    }

    private static boolean isThere(ClassLoader loader, String name) {
        try {
            loader.loadClass(name);
            return true;
        } catch (ClassNotFoundException e) {
            return false;
        }
    }

    /** The lines of one order. */
    private static List<String> after(List<String> lines, String id) {
        int from = 0;
        while (from < lines.size() && !lines.get(from).startsWith(id + " ")) {
            from++;
        }
        int to = from + 1;
        while (to < lines.size() && lines.get(to).startsWith("  ")) {
            to++;
        }
        return from < lines.size() ? lines.subList(from, to) : List.of();
    }
}
