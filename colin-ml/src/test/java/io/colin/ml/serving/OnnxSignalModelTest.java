package io.colin.ml.serving;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.colin.api.ColinException;
import io.colin.api.ColinException.Reason;
import io.colin.api.market.Bar;
import io.colin.api.signal.Direction;
import io.colin.api.signal.ModelDescription;
import io.colin.api.signal.NoSignal;
import io.colin.api.signal.Signal;
import io.colin.api.signal.SignalOutcome;
import io.colin.api.signal.SignalReason;
import io.colin.ml.SyntheticMarket;
import io.colin.ml.Trained;
import io.colin.ml.dataset.Scaler;
import io.colin.ml.registry.Checksums;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OnnxSignalModelTest {
    @TempDir
    private Path directory;

    private Path file = Path.of("");

    @BeforeEach
    void write() throws IOException {
        file = HandMadeModel.write(directory);
    }

    /** The network's only opinion is momentum, so each answer can be computed by hand. */
    @Test
    void judgesWithTheGraphItWasGiven() {
        try (OnnxSignalModel model = HandMadeModel.of(file).build()) {
            List<Signal> signals = signals(model);
            assertThat(signals).anyMatch(s -> s.direction() == Direction.LONG);
            assertThat(signals).anyMatch(s -> s.direction() == Direction.SHORT);
            for (Signal signal : signals) {
                int last = (int) ((signal.dataAsOfNs() - SyntheticMarket.START_NS) / SyntheticMarket.MINUTE_NS) - 1;
                double move = Math.log(close(last) / close(last - 15));
                double norm = Math.exp(300 * move) + 1 + Math.exp(-300 * move);
                assertThat(signal.probabilities().up()).isCloseTo(Math.exp(300 * move) / norm, within(1e-4));
                assertThat(signal.probabilities().down()).isCloseTo(Math.exp(-300 * move) / norm, within(1e-4));
            }
        }
    }

    @Test
    void saysWhatItIs() throws IOException {
        try (OnnxSignalModel model = HandMadeModel.of(file).build()) {
            ModelDescription description = model.description();
            assertThat(description.id()).isEqualTo("by-hand");
            assertThat(description.kind()).isEqualTo("onnx");
            assertThat(description.version())
                    .isEqualTo(Checksums.of(Files.readAllBytes(file)).substring(0, 12));
            assertThat(description.schemaHash()).isEqualTo(HandMadeModel.COLUMNS.hash());
            assertThat(description.dataToNs()).isEqualTo(SyntheticMarket.START_NS);
            assertThat(description.horizonNs()).isEqualTo(15 * SyntheticMarket.MINUTE_NS);
        }
    }

    @Test
    void seesColumnsAsTheScalerLeavesThem() {
        List<Double> zeros = Collections.nCopies(HandMadeModel.COLUMNS.size(), 0.0);
        List<Double> huge = Collections.nCopies(HandMadeModel.COLUMNS.size(), 1e9);
        try (OnnxSignalModel model =
                HandMadeModel.of(file).scaler(new Scaler(zeros, huge, zeros)).build()) {
            assertThat(signals(model))
                    .allSatisfy(
                            signal -> assertThat(signal.probabilities().up()).isCloseTo(1 / 3.0, within(1e-4)));
        }
        assertThatIllegalArgumentException()
                .isThrownBy(() -> HandMadeModel.of(file)
                        .scaler(new Scaler(List.of(0.0), List.of(1.0), List.of(0.0)))
                        .build())
                .withMessageContaining("scaler: must have an entry for each of the 24 columns (1)");
    }

    @Test
    void isSilentWhenItIsTooOld() {
        try (OnnxSignalModel model = HandMadeModel.of(file)
                .trainedOn(HandMadeModel.FROM.minusSeconds(60), HandMadeModel.FROM, Duration.ofMinutes(5))
                .build()) {
            SignalOutcome last = outcomes(model).getLast();
            assertThat(last)
                    .isInstanceOfSatisfying(
                            NoSignal.class,
                            silent -> assertThat(silent.reason()).isEqualTo(SignalReason.STALE_MODEL));
        }
    }

    @Test
    void refusesAChangedByteAndAFileCutShort() throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        String checksum = Checksums.of(bytes);
        HandMadeModel.of(file).sha256(checksum).build().close();
        bytes[bytes.length / 2] ^= 1;
        Files.write(file, bytes);
        refused(
                HandMadeModel.of(file).sha256(checksum),
                "must have the SHA-256 " + checksum + ", found " + Checksums.of(bytes));
        Files.write(file, Arrays.copyOf(bytes, bytes.length / 2));
        refused(HandMadeModel.of(file), "is no graph that ONNX Runtime can run");
        Files.delete(file);
        refused(HandMadeModel.of(file), "cannot be read");
    }

    @Test
    void refusesAnotherShape() throws IOException {
        refused(HandMadeModel.of(HandMadeModel.write(directory, 9, 24, 3)), "[any × 10 × 24], found [any × 9 × 24]");
        refused(HandMadeModel.of(HandMadeModel.write(directory, 10, 23, 3)), "[any × 10 × 24], found [any × 10 × 23]");
        refused(HandMadeModel.of(HandMadeModel.write(directory, 10, 24, 2)), "[any × 3], found [any × 2]");
    }

    @Test
    void namesEverythingThatIsMissing() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> OnnxSignalModel.builder().build())
                .withMessageContaining("name, file, symbols, columns, trainedOn");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> OnnxSignalModel.builder().sha256("abc"))
                .withMessageContaining("64 hex digits");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> OnnxSignalModel.builder().name("Big"));
    }

    private void refused(OnnxSignalModel.Builder builder, String message) {
        assertThatExceptionOfType(ColinException.class)
                .isThrownBy(builder::build)
                .withMessageContaining(file.toString())
                .withMessageContaining(message)
                .satisfies(e -> assertThat(e.reason()).isEqualTo(Reason.MODEL_FAILED));
    }

    private static List<SignalOutcome> outcomes(OnnxSignalModel model) {
        List<BarInput> inputs = new ArrayList<>();
        for (Bar bar : Trained.BARS.subList(0, 400)) {
            inputs.add(model.observe(bar).orElseThrow());
        }
        return model.evaluate(inputs);
    }

    private static List<Signal> signals(OnnxSignalModel model) {
        List<Signal> signals = outcomes(model).stream()
                .filter(Signal.class::isInstance)
                .map(Signal.class::cast)
                .toList();
        assertThat(signals).hasSizeGreaterThan(200);
        return signals;
    }

    private static double close(int bar) {
        return Trained.BARS.get(bar).close().doubleValue();
    }
}
