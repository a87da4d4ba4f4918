package io.colin.ml.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.colin.api.signal.Direction;
import io.colin.api.signal.ModelStage;
import io.colin.api.signal.Probabilities;
import io.colin.ml.book.BookModel;
import io.colin.ml.book.BookModelFile;
import io.colin.ml.book.MirrorScore;
import io.colin.ml.lifecycle.StageChange.Cause;
import io.colin.ml.registry.ModelFile;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelRegistryTest {
    @TempDir
    private Path root = Path.of("");

    private ModelRegistry registry = ModelRegistry.in(Path.of(""));

    @BeforeEach
    void open() {
        registry = ModelRegistry.in(root);
    }

    @Test
    void aSecondClaimTakesNothingFromTheFirst() {
        ModelRegistry registry = ModelRegistry.in(root);
        try (ModelRegistry.Claim claim = registry.claim()) {
            assertThat(claim).isNotNull();
            assertThatThrownBy(() -> ModelRegistry.in(root).claim()).hasMessageContaining("ask it through its API");
            assertThat(StageLogTest.Rival.gets(root.resolve(".claim"))).isFalse();
        }
        assertThat(StageLogTest.Rival.gets(root.resolve(".claim"))).isTrue();
        registry.claim().close();
    }

    @Test
    void keepsTheLastTenAndEveryFormerChampionAndThoseOnTheirWay() {
        String champion = register("champion");
        move(champion, ModelStage.VALIDATED, ModelStage.SHADOW, ModelStage.CHALLENGER, ModelStage.CHAMPION);
        move(champion, ModelStage.RETIRED);
        String shadow = register("shadow");
        move(shadow, ModelStage.VALIDATED, ModelStage.SHADOW);
        List<String> others = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            others.add(register("candidate " + i));
        }
        List<String> expected = new ArrayList<>(List.of(champion, shadow));
        expected.addAll(others.subList(2, 12));
        assertThat(registry.standings()).extracting(Standing::model).containsExactlyElementsOf(expected);
        assertThat(registry.history()).extracting(StageChange::model).containsAll(others);
        assertThat(registry.files().models()).hasSize(12);
    }

    @Test
    void aModelIsRegisteredOnceAndStandsTheSameAfterAReopening() {
        String model = register("one");
        move(model, ModelStage.VALIDATED);
        assertThat(register("one")).isEqualTo(model);
        assertThat(ModelRegistry.in(root).standings())
                .isEqualTo(registry.standings())
                .hasSize(1);
        assertThat(registry.standing(model).stage()).isEqualTo(ModelStage.VALIDATED);
        assertThat(registry.standing(model).line()).isEqualTo("bar-15m-BTC/USD");
    }

    @Test
    void keepsBookModelsBesideTheOthersAndNeverPromotesOne() {
        String bars = register("bars");
        String book = "";
        for (int i = 0; i <= ModelRegistry.KEPT; i++) {
            book = registry.register(book("B" + i + "/USD"), "tester", 2, "fitted")
                    .model();
        }
        assertThat(registry.find(bars)).as("not pushed out by books").isPresent();
        assertThat(registry.standings()).hasSize(ModelRegistry.KEPT + 1);
        assertThat(registry.standing(book).line()).isEqualTo("book-B10/USD");
        assertThat(registry.book(book).orElseThrow().model().symbol()).isEqualTo("B10/USD");
        assertThat(registry.book(bars)).isEmpty();
        assertThat(registry.knownBook(bars)).isEmpty();
        BookModelFile known = registry.knownBook(book).orElseThrow();
        assertThat(known.id()).isEqualTo(book);
        assertThat(registry.knownBook(book)).as("verified once").containsSame(known);
        assertThat(registry.book(book)).as("verified anew").isPresent().isNotEqualTo(Optional.of(known));
        ModelLifecycle lifecycle = ModelLifecycle.of(registry, model -> Optional.empty(), 42);
        Promotion answer = lifecycle.promote(book, new Decision("tester", 3, "try"));
        assertThat(answer)
                .isInstanceOfSatisfying(
                        Promotion.Refused.class,
                        refused -> assertThat(refused.failed())
                                .extracting(Criterion::name)
                                .containsExactly("profile"));
        assertThat(registry.standing(book).stage()).isEqualTo(ModelStage.CANDIDATE);
    }

    /** A book model that was measured on nothing. */
    private static BookModelFile book(String symbol) {
        int columns = BookModel.schema().size();
        MirrorScore score = new MirrorScore(Collections.nCopies(columns, 1.0), Collections.nCopies(columns, 0.5), 0, 1);
        return BookModelFile.of(new BookModel(
                BookModel.FORMAT,
                symbol,
                new BookModel.Settings(100, 0.6, 0.25, 5, 30L * 86_400_000_000_000L, 42),
                BookModel.schema().hash(),
                "recording",
                1,
                2,
                score,
                score,
                new BookModel.Adaptation(100, 1_000),
                1e-4,
                Direction.LONG,
                Direction.NEUTRAL,
                Collections.nCopies(2, new Probabilities(1, 0, 0)),
                List.of()));
    }

    @Test
    void aModelThatWasForgottenComesBackAsTheNewestAtTheStageItHad() {
        String turnedDown = register("turned down");
        registry.record(List.of(new ModelRegistry.Move(
                turnedDown,
                ModelStage.REJECTED,
                0,
                Cause.REJECTION,
                new Decision("tester", Models.CUT_OFF, "no"),
                List.of())));
        String forgotten = register("forgotten");
        for (int i = 0; i < ModelRegistry.KEPT; i++) {
            register("candidate " + i);
        }
        assertThat(registry.find(forgotten)).isEmpty();
        assertThat(registry.find(turnedDown)).isEmpty();

        assertThat(register("forgotten")).isEqualTo(forgotten);
        assertThat(register("turned down")).isEqualTo(turnedDown);
        assertThat(registry.standings())
                .extracting(Standing::model)
                .hasSize(ModelRegistry.KEPT)
                .endsWith(forgotten, turnedDown);
        assertThat(registry.standing(forgotten).stage()).isEqualTo(ModelStage.CANDIDATE);
        assertThat(registry.standing(turnedDown).stage()).isEqualTo(ModelStage.REJECTED);
        assertThat(ModelRegistry.in(root).standings()).isEqualTo(registry.standings());
    }

    @Test
    void thereIsOneChampionALineAndAnImpossibleChangeLeavesNoTrace() {
        String first = register("first");
        String second = register("second");
        move(first, ModelStage.VALIDATED, ModelStage.SHADOW, ModelStage.CHALLENGER, ModelStage.CHAMPION);
        move(second, ModelStage.VALIDATED, ModelStage.SHADOW, ModelStage.CHALLENGER);
        int before = registry.history().size();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> move(second, ModelStage.CHAMPION))
                .withMessageContaining("second champion");
        assertThatIllegalArgumentException().isThrownBy(() -> move(second, ModelStage.RETIRED));
        assertThat(registry.history()).hasSize(before);
    }

    @Test
    void rolesFollowTheRegistryAndKeepTheFormerChampionWarm() {
        String old = register("old");
        move(old, ModelStage.VALIDATED, ModelStage.SHADOW, ModelStage.CHALLENGER, ModelStage.CHAMPION);
        move(old, ModelStage.RETIRED);
        String champion = register("new");
        move(champion, ModelStage.VALIDATED, ModelStage.SHADOW, ModelStage.CHALLENGER, ModelStage.CHAMPION);
        String shadow = register("shadow");
        move(shadow, ModelStage.VALIDATED, ModelStage.SHADOW);
        register("candidate");
        Roles roles = Roles.of(registry, registry.standing(champion).line());
        assertThat(roles.champion()).contains(champion);
        assertThat(roles.challenger()).isEmpty();
        assertThat(roles.shadows()).containsExactly(shadow, old);
        assertThat(Roles.of(registry, "another").models()).isEmpty();
    }

    private String register(String name) {
        ModelFile file = Models.good(name);
        return registry.register(file, "tester", Models.CUT_OFF, "trained").model();
    }

    private void move(String model, ModelStage... stages) {
        for (ModelStage stage : stages) {
            double share = stage == ModelStage.CHALLENGER ? 0.1 : stage == ModelStage.CHAMPION ? 1 : 0;
            registry.record(List.of(new ModelRegistry.Move(
                    model, stage, share, Cause.PROMOTION, new Decision("tester", Models.CUT_OFF, "test"), List.of())));
        }
    }
}
