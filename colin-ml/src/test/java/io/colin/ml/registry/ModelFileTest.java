package io.colin.ml.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.colin.api.ColinException;
import io.colin.ml.BarTraining;
import io.colin.ml.SyntheticMarket;
import io.colin.ml.Trained;
import io.colin.ml.serving.BarSignalModel;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ModelFileTest {
    private final ModelFile file = Trained.model().file();

    @TempDir
    private Path root = Path.of("");

    @Test
    void aSavedModelComesBackWhole() {
        Path directory = ModelDirectory.in(root).save(file);
        ModelFile loaded = ModelFile.load(directory);
        assertThat(loaded.card()).isEqualTo(file.card());
        assertThat(loaded.card().origin().parameters()).isEqualTo(file.weights().length);
        assertThat(loaded.card().expiresAtNs()).isEqualTo(loaded.card().dataToNs() + 30L * 86_400_000_000_000L);
        assertThat(loaded.weights()).isEqualTo(file.weights());
        assertThat(loaded.id()).isEqualTo(file.id());
        assertThat(directory.getFileName()).hasToString("small-" + file.version());
    }

    @Test
    void savingTwiceChangesNothingAndLeavesNothingBehind() throws IOException {
        ModelDirectory models = ModelDirectory.in(root.resolve("models"));
        Path directory = models.save(file);
        byte[] before = Files.readAllBytes(directory.resolve(ModelFile.CARD));
        assertThat(models.save(file)).isEqualTo(directory);
        assertThat(Files.readAllBytes(directory.resolve(ModelFile.CARD))).isEqualTo(before);
        try (Stream<Path> entries = Files.list(root.resolve("models"))) {
            assertThat(entries).containsExactly(directory);
        }
    }

    @Test
    void whatACrashLeftHalfWrittenIsNoModelAndIsWrittenAnew() throws IOException {
        Path part = root.resolve("." + file.id() + ".part");
        Files.createDirectories(part);
        Files.writeString(part.resolve(ModelFile.CARD), "{");
        ModelDirectory models = ModelDirectory.in(root);
        assertThat(models.models()).isEmpty();
        Path directory = models.save(file);
        assertThat(models.models()).containsExactly(directory);
        assertThat(part).doesNotExist();
    }

    @Test
    void savingReplacesADamagedModelOfTheSameContent() throws IOException {
        ModelDirectory models = ModelDirectory.in(root);
        Path directory = models.save(file);
        flip(directory.resolve(ModelFile.WEIGHTS), 5);
        models.save(file);
        assertThat(ModelFile.load(directory).weights()).isEqualTo(file.weights());
    }

    @Test
    void aKnownModelIsHashedOnceAndAgainWhenItsFilesChanged() throws IOException {
        ModelDirectory models = ModelDirectory.in(root);
        Path weights = models.save(file).resolve(ModelFile.WEIGHTS);
        ModelFile known = models.known(file.id());
        assertThat(known.card()).isEqualTo(file.card());
        assertThat(models.known(file.id())).isSameAs(known);
        FileTime before = Files.getLastModifiedTime(weights);
        flip(weights, 5);
        Files.setLastModifiedTime(weights, before);
        assertThat(models.known(file.id())).as("what a look does not read").isSameAs(known);
        assertThatThrownBy(() -> models.load(file.id())).hasMessageContaining("damaged");
        Files.setLastModifiedTime(weights, FileTime.fromMillis(before.toMillis() + 1_000));
        assertThatThrownBy(() -> models.known(file.id())).hasMessageContaining("damaged");
        models.remove(file.id());
        assertThatThrownBy(() -> models.known(file.id())).hasMessageContaining("no model");
    }

    @ParameterizedTest
    @ValueSource(strings = {ModelFile.CARD, ModelFile.WEIGHTS, ModelFile.MANIFEST})
    void oneFlippedBitAnywhereIsNoticed(String name) throws IOException {
        Path directory = ModelDirectory.in(root).save(file);
        long size = Files.size(directory.resolve(name));
        for (long at : new long[] {0, size / 2, size - 1}) {
            flip(directory.resolve(name), (int) at);
            assertThatThrownBy(() -> BarSignalModel.load(directory))
                    .isInstanceOfSatisfying(
                            ColinException.class,
                            e -> assertThat(e.reason()).isEqualTo(ColinException.Reason.MODEL_FAILED))
                    .hasMessageContaining(directory.toString());
            flip(directory.resolve(name), (int) at);
        }
        assertThat(ModelFile.load(directory).id()).isEqualTo(file.id());
    }

    @Test
    void aManifestCutShortIsNamedAtWhateverByte() throws IOException {
        Path directory = ModelDirectory.in(root).save(file);
        Path manifest = directory.resolve(ModelFile.MANIFEST);
        byte[] whole = Files.readAllBytes(manifest);
        for (int length = 0; length < whole.length; length++) {
            Files.write(manifest, Arrays.copyOf(whole, length));
            assertThatThrownBy(() -> ModelFile.load(directory))
                    .as("%d of %d bytes", length, whole.length)
                    .isInstanceOf(ColinException.class)
                    .hasMessageContaining(ModelFile.MANIFEST);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {ModelFile.CARD, ModelFile.WEIGHTS, ModelFile.MANIFEST})
    void aMissingOrEmptyPartIsNamed(String name) throws IOException {
        Path directory = ModelDirectory.in(root).save(file);
        Files.write(directory.resolve(name), new byte[0]);
        assertThatThrownBy(() -> ModelFile.load(directory)).isInstanceOf(ColinException.class);
        Files.delete(directory.resolve(name));
        assertThatThrownBy(() -> ModelFile.load(directory))
                .isInstanceOf(ColinException.class)
                .hasMessageContaining(name);
    }

    @Test
    void aCardOfOtherColumnsIsRefusedEvenUnderCorrectChecksums() throws IOException {
        assertRefused("\"formulaVersion\" : 1,", "\"formulaVersion\" : 2,", "schemaHash");
        assertRefused("\"schemaHash\" : \"", "\"schemaHash\" : \"0", "schemaHash");
    }

    @Test
    void aCardWithoutAPartIsRefusedEvenUnderCorrectChecksums() throws IOException {
        assertRefused("\"kind\" : \"lstm\",", "", "kind");
        assertRefused("\"seed\" : 42", "\"seed\" : null", "seed");
    }

    @Test
    void findsTheModelOfThisDataAndTheseSettingsOnly() {
        ModelDirectory models = ModelDirectory.in(root);
        assertThat(models.find("any", "any")).isEmpty();
        models.save(file);
        BarTraining same = Trained.small().build();
        BarTraining otherSeed = Trained.small().seed(43).build();
        BarTraining otherData = Trained.small()
                .source(SyntheticMarket.source(SyntheticMarket.trends(4, 100)))
                .build();
        assertThat(models.find(same.dataFingerprint(), same.settingsHash()).map(ModelFile::id))
                .contains(file.id());
        assertThat(models.find(otherSeed.dataFingerprint(), otherSeed.settingsHash()))
                .isEmpty();
        assertThat(models.find(otherData.dataFingerprint(), otherData.settingsHash()))
                .isEmpty();
    }

    @Test
    void keepsNamedPartsAndNamesTheOneThatIsCutShortOrChanged() throws IOException {
        ModelFile richer = file.with(ModelFile.ONNX, new byte[] {1, 2, 3, 4}).with("prefix.onnx", new byte[] {5, 6});
        assertThat(richer.id()).isNotEqualTo(file.id());
        assertThat(richer.sha256()).hasSize(64).startsWith(richer.version());
        Path directory = ModelDirectory.in(root).save(richer);
        ModelFile loaded = ModelDirectory.in(root).load(richer.id());
        assertThat(loaded.partNames()).isEqualTo(richer.partNames()).contains(ModelFile.ONNX, "prefix.onnx");
        assertThat(loaded.part("prefix.onnx").orElseThrow()).containsExactly(5, 6);
        assertThat(loaded.part("trees.bin")).isEmpty();
        Files.write(directory.resolve("prefix.onnx"), new byte[] {5});
        assertThatThrownBy(() -> ModelFile.load(directory)).hasMessageContaining("prefix.onnx is damaged");
        Files.write(directory.resolve("prefix.onnx"), new byte[] {5, 7});
        assertThatThrownBy(() -> ModelFile.load(directory)).hasMessageContaining("prefix.onnx is damaged");
        Files.delete(directory.resolve("prefix.onnx"));
        assertThatThrownBy(() -> ModelFile.load(directory)).hasMessageContaining("prefix.onnx cannot be read");
    }

    @Test
    void aManifestThatNamesAFileOutsideIsRefused() throws IOException {
        Path directory = ModelDirectory.in(root).save(file);
        Path manifest = directory.resolve(ModelFile.MANIFEST);
        Files.writeString(manifest, Files.readString(manifest) + Checksums.of(new byte[0]) + "  ../other\n");
        assertThatThrownBy(() -> ModelFile.load(directory)).hasMessageContaining("a part that cannot be");
    }

    @Test
    void aPartMayNotTakeTheNameOfTheCardOrLeaveTheDirectory() {
        for (String name : List.of(ModelFile.CARD, ModelFile.MANIFEST, "../x", "A", "")) {
            assertThatIllegalArgumentException().isThrownBy(() -> file.with(name, new byte[1]));
        }
        assertThatIllegalArgumentException().isThrownBy(() -> ModelFile.of(file.card(), Map.of()));
    }

    @Test
    void aModelUnderTheNameOfAnotherIsRefused() throws IOException {
        ModelDirectory models = ModelDirectory.in(root);
        Path directory = models.save(file);
        Files.move(directory, root.resolve("small-000000000000"));
        assertThatThrownBy(() -> models.load("small-000000000000")).hasMessageContaining("not what its name says");
        assertThatThrownBy(() -> models.load(file.id())).hasMessageContaining("no model " + file.id());
    }

    @Test
    void aRemovedModelIsGone() {
        ModelDirectory models = ModelDirectory.in(root);
        models.save(file);
        models.remove(file.id());
        models.remove(file.id());
        assertThat(models.models()).isEmpty();
        assertThat(root).isEmptyDirectory();
    }

    @Test
    void theCardOfAnEarlierFormatIsPassedOverWhenLookingForAModel() throws IOException {
        ModelDirectory models = ModelDirectory.in(root);
        Path card = models.save(file).resolve(ModelFile.CARD);
        Files.writeString(card, Files.readString(card).replace("\"format\" : 2", "\"format\" : 1"));
        ModelCard known = file.card();
        assertThat(models.find(known.dataFingerprint(), known.settingsHash())).isEmpty();
    }

    private void assertRefused(String from, String to, String named) throws IOException {
        Path directory = ModelDirectory.in(root).save(file);
        Path card = directory.resolve(ModelFile.CARD);
        String text = Files.readString(card);
        String changed = text.replace(from, to);
        assertThat(changed).isNotEqualTo(text);
        Files.writeString(card, changed);
        String manifest = Checksums.of(changed.getBytes(StandardCharsets.UTF_8)) + "  " + ModelFile.CARD + "\n"
                + Checksums.of(Files.readAllBytes(directory.resolve(ModelFile.WEIGHTS))) + "  " + ModelFile.WEIGHTS
                + "\n";
        Files.writeString(directory.resolve(ModelFile.MANIFEST), manifest);
        assertThatThrownBy(() -> ModelFile.load(directory))
                .isInstanceOf(ColinException.class)
                .hasMessageContaining(named);
    }

    private static void flip(Path path, int at) throws IOException {
        byte[] bytes = Files.readAllBytes(path);
        bytes[at] ^= 1;
        Files.write(path, bytes);
    }
}
