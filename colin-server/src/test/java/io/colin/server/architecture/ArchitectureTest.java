package io.colin.server.architecture;

import static com.tngtech.archunit.core.domain.JavaModifier.PUBLIC;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.codeUnits;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.constructors;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaConstructor;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import io.colin.api.time.SteadyClock;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZonedDateTime;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The rules the tree stands by, over every module. A rule that finds nothing to judge fails. */
class ArchitectureTest {
    private static final JavaClasses COLIN = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .withImportOption(location -> !location.contains("-tests.jar"))
            .importPackages("io.colin");

    @Test
    void apiDependsOnTheJdkAndJspecifyAlone() {
        classes()
                .that()
                .resideInAPackage("io.colin.api..")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage("io.colin.api..", "java..", "org.jspecify..")
                .check(COLIN);
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"ml", "risk", "execution", "monitoring"})
    void siblingsSeeTheApiOnly(String module) {
        String[] others = Stream.of("ml", "risk", "execution", "monitoring", "server")
                .filter(other -> !other.equals(module))
                .map(other -> "io.colin." + other + "..")
                .toArray(String[]::new);
        noClasses()
                .that()
                .resideInAPackage("io.colin." + module + "..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(others)
                .check(COLIN);
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"api", "ml", "risk", "execution", "monitoring", "server"})
    void packagesOfAModuleFormNoCycle(String module) {
        slices().matching("io.colin." + module + ".(*)..")
                .should()
                .beFreeOfCycles()
                .check(COLIN);
    }

    @ParameterizedTest(name = "{0} only in {1}")
    @CsvSource({
        "org.deeplearning4j.., io.colin.ml.dl4j",
        "org.nd4j.., io.colin.ml.dl4j",
        "org.bytedeco.., io.colin.ml.dl4j",
        "ai.onnxruntime.., io.colin.ml.onnx",
        "io.github.metarank.., io.colin.ml.trees",
        "com.microsoft.ml.lightgbm.., io.colin.ml.trees",
        "java.sql.., io.colin.execution.store.sqlite",
        "org.sqlite.., io.colin.execution.store.sqlite",
        "io.micrometer.., io.colin.monitoring.micrometer",
        "io.helidon.., io.colin.server",
        "picocli.., io.colin.server"
    })
    void foreignTypesStayInOnePlace(String foreign, String home) {
        noClasses()
                .that()
                .resideOutsideOfPackages(home + "..", "io.colin.server..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(foreign)
                .check(COLIN);
    }

    @Test
    void guavaNeverAppearsInAPublicSignature() {
        codeUnits()
                .that()
                .arePublic()
                .and()
                .areDeclaredInClassesThat()
                .arePublic()
                .should(haveNoTypeFrom("com.google.common"))
                .check(COLIN);
    }

    @Test
    void onlyTheEdgesReadTheClock() {
        noClasses()
                .that()
                .resideOutsideOfPackage("io.colin.server..")
                .should()
                .callMethod(System.class, "currentTimeMillis")
                .orShould()
                .callMethod(Instant.class, "now")
                .orShould()
                .callMethod(LocalDate.class, "now")
                .orShould()
                .callMethod(LocalDateTime.class, "now")
                .orShould()
                .callMethod(OffsetDateTime.class, "now")
                .orShould()
                .callMethod(ZonedDateTime.class, "now")
                .orShould()
                .callMethod(Clock.class, "systemUTC")
                .check(COLIN);
    }

    /** Durations are measured where work is done; a measurement never enters a decision. */
    @Test
    void onlyNamedPlacesMeasureDurations() {
        noClasses()
                .that()
                .resideOutsideOfPackages("io.colin.server..", "io.colin.execution.engine..", "io.colin.ml..")
                .and()
                .doNotHaveFullyQualifiedName(SteadyClock.class.getName())
                .should()
                .callMethod(System.class, "nanoTime")
                .check(COLIN);
    }

    @Test
    void nothingIsDrawnWithoutASeed() {
        noClasses()
                .that()
                .resideOutsideOfPackage("io.colin.server..")
                .should()
                .callMethod(Math.class, "random")
                .orShould()
                .callConstructor(Random.class)
                .orShould()
                .callMethod(ThreadLocalRandom.class, "current")
                .orShould()
                .callMethod(UUID.class, "randomUUID")
                .check(COLIN);
    }

    @Test
    void nobodyWritesToStandardStreamsButTheCommandLine() {
        noClasses()
                .that()
                .resideOutsideOfPackage("io.colin.server.cli..")
                .should()
                .accessField(System.class, "out")
                .orShould()
                .accessField(System.class, "err")
                .check(COLIN);
    }

    @Test
    void nobodySleepsAndThreadsAreMadeInNamedPlaces() {
        noClasses().should().callMethod(Thread.class, "sleep", long.class).check(COLIN);
        noClasses()
                .that()
                .resideOutsideOfPackages(
                        "io.colin.execution.engine..",
                        "io.colin.ml.lifecycle..",
                        "io.colin.ml.serving..",
                        "io.colin.server..")
                .should()
                .callMethod(Thread.class, "ofPlatform")
                .orShould()
                .callMethod(Thread.class, "ofVirtual")
                .check(COLIN);
        noClasses()
                .should()
                .callConstructor(Thread.class)
                .orShould()
                .callConstructor(Thread.class, Runnable.class)
                .orShould()
                .callConstructor(Thread.class, Runnable.class, String.class)
                .check(COLIN);
    }

    @Test
    void buildersAreTheOnlyWayIn() {
        constructors()
                .that(
                        new DescribedPredicate<JavaConstructor>(
                                "are public in public top-level classes of the libraries") {
                            @Override
                            public boolean test(JavaConstructor constructor) {
                                JavaClass owner = constructor.getOwner();
                                return owner.getModifiers().contains(PUBLIC)
                                        && !owner.isRecord()
                                        && !owner.isEnum()
                                        && !owner.isAssignableTo(Throwable.class)
                                        && !owner.getPackageName().startsWith("io.colin.server.cli");
                            }
                        })
                .should(new ArchCondition<JavaConstructor>("not be public") {
                    @Override
                    public void check(JavaConstructor constructor, ConditionEvents events) {
                        boolean isPublic = constructor.getModifiers().contains(JavaModifier.PUBLIC);
                        events.add(new SimpleConditionEvent(
                                constructor, !isPublic, constructor.getFullName() + " is public"));
                    }
                })
                .check(COLIN);
    }

    @Test
    void javaSerializationIsNotUsed() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .haveFullyQualifiedName("java.io.ObjectInputStream")
                .orShould()
                .dependOnClassesThat()
                .haveFullyQualifiedName("java.io.ObjectOutputStream")
                .check(COLIN);
    }

    private static ArchCondition<JavaCodeUnit> haveNoTypeFrom(String foreign) {
        return new ArchCondition<>("have no type of " + foreign + " in their signature") {
            @Override
            public void check(JavaCodeUnit unit, ConditionEvents events) {
                boolean leaks = Stream.concat(unit.getRawParameterTypes().stream(), Stream.of(unit.getRawReturnType()))
                        .anyMatch(type -> type.getPackageName().startsWith(foreign));
                if (leaks) {
                    events.add(SimpleConditionEvent.violated(unit, unit.getFullName() + " shows a type of " + foreign));
                }
            }
        };
    }
}
