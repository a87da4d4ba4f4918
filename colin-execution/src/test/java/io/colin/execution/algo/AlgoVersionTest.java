package io.colin.execution.algo;

import static org.assertj.core.api.Assertions.assertThat;

import io.colin.api.execution.ExecutionAlgo;
import io.colin.api.instrument.Instrument;
import io.colin.api.order.OrderIntent;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * An algorithm that answers otherwise has another version. Where this fails because an algorithm was changed on purpose, raise
 * its version and put the new one here with what its answers come to.
 */
class AlgoVersionTest {
    @ParameterizedTest(name = "{0} {1}")
    @CsvSource({
        "immediate, 1, fc1f8182a4211f0c",
        "iceberg, 1, 2bfd94e0e5c9b8db",
        "twap, 1, b631deee0be61df1",
        "vwap, 1, 629141dca1a7f76b",
        "pov, 1, 2c815c4c613c1106",
        "is, 1, 5fb91346c2adf38e"
    })
    void answersAsItsVersionDoes(String type, String version, String answers) {
        ExecutionAlgo algo = algo(type);
        assertThat(algo.type()).isEqualTo(type);
        assertThat(algo.version()).isEqualTo(version).matches("[A-Za-z0-9._-]{1,40}");
        assertThat(answers(algo)).isEqualTo(answers);
    }

    private static ExecutionAlgo algo(String type) {
        Duration window = Duration.ofMinutes(10);
        return switch (type) {
            case "immediate" -> Immediate.builder().build();
            case "iceberg" ->
                Iceberg.builder().duration(window).priceControlBps(200).build();
            case "twap" -> Twap.builder().duration(window).priceControlBps(200).build();
            case "vwap" -> Vwap.builder().duration(window).priceControlBps(200).build();
            case "pov" -> Pov.builder().duration(window).priceControlBps(200).build();
            case "is" -> ImplementationShortfall.builder().duration(window).build();
            default -> throw new IllegalArgumentException(type);
        };
    }

    /** What it sends in a dozen rough markets, shortened. */
    private static String answers(ExecutionAlgo algo) {
        StringBuilder text = new StringBuilder();
        for (long seed = 1; seed <= 12; seed++) {
            Instrument instrument = Instrument.spot("BTC/USD")
                    .tickSize("0.01")
                    .lotSize("0.01")
                    .minNotional("5")
                    .build();
            OrderIntent intent = RoughDesk.intent(instrument, seed, BigDecimal.valueOf(20 + seed))
                    .algo(algo.defaults())
                    .build();
            RoughDesk desk = new RoughDesk(
                            algo, instrument, intent, seed, new RoughDesk.Roughness(0.1, 0.1, 0.1, 0.0001))
                    .work();
            text.append(desk.log).append(desk.residual()).append('\n');
        }
        try {
            byte[] digest =
                    MessageDigest.getInstance("SHA-256").digest(text.toString().getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, 8);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
