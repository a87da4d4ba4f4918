package io.colin.risk.exposure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.text.MessageFormat;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(60)
class FirmExposureTest {
    private static final int THREADS = 8;
    private static final int ATTEMPTS = 1_000_000;

    private static BigDecimal dec(String text) {
        return new BigDecimal(text);
    }

    /** One without exposure. */
    private static FirmExposure.Member member(FirmExposure firm) {
        FirmExposure.Member member = firm.join();
        member.settle(BigDecimal.ZERO);
        return member;
    }

    @Test
    void nobodyReservesAnythingWhileItIsNotKnownWhatAMemberStandsFor() {
        FirmExposure firm = FirmExposure.of("USD", dec("100"));
        assertThat(firm.isMeasured()).as("nobody is unknown").isTrue();
        FirmExposure.Member one = member(firm);
        FirmExposure.Member two = firm.join();
        FirmExposure.Member three = firm.join();
        assertThat(two.isMeasured()).isFalse();
        assertThat(one.isMeasured()).isTrue();
        assertThat(one.tryReserve(dec("1"))).isFalse();
        two.settle(dec("90"));
        assertThat(firm.isMeasured()).isFalse();
        assertThat(one.tryReserve(dec("1"))).as("of a third nothing is known").isFalse();
        three.leave();
        assertThat(firm.isMeasured()).isTrue();
        assertThat(one.tryReserve(dec("10.000001"))).isFalse();
        assertThat(one.tryReserve(dec("10"))).isTrue();
        three.settle(dec("5"));
        three.settle(dec("5"));
        assertThat(firm.isMeasured()).as("back again, known at once").isTrue();
        assertThat(firm.total()).isEqualByComparingTo("105");
    }

    @Test
    void reservesUpToTheLimitOverAllMembersAndNotAMillionthMore() {
        FirmExposure firm = FirmExposure.of("USD", dec("100"));
        FirmExposure.Member one = member(firm);
        FirmExposure.Member two = member(firm);
        assertThat(one.tryReserve(dec("60"))).isTrue();
        assertThat(two.tryReserve(dec("40.000001"))).isFalse();
        assertThat(two.tryReserve(dec("40"))).isTrue();
        assertThat(one.tryReserve(dec("0.000001"))).isFalse();
        assertThat(one.tryReserve(BigDecimal.ZERO)).isTrue();
        assertThat(firm.total()).isEqualByComparingTo("100");
        assertThat(one.amount()).isEqualByComparingTo("60");

        one.release(dec("60"));
        two.leave();
        assertThat(firm.total()).isEqualByComparingTo("0");
        assertThat(two.amount()).isEqualByComparingTo("0");
    }

    @Test
    void roundsWhatIsAskedUpAndTheLimitDown() {
        FirmExposure firm = FirmExposure.of("USD", dec("0.0000019"));
        FirmExposure.Member member = member(firm);
        assertThat(firm.limit()).isEqualByComparingTo("0.000001");
        assertThat(member.tryReserve(dec("0.00000101"))).isFalse();
        assertThat(member.tryReserve(dec("0.0000001"))).isTrue();
        assertThat(firm.total()).isEqualByComparingTo("0.000001");
        member.release(dec("0.0000001"));
        assertThat(firm.total()).isEqualByComparingTo("0");
    }

    @Test
    void factsArePutInWhateverTheLimitAndOnlyStopWhatIsNew() {
        FirmExposure firm = FirmExposure.of("USD", dec("100"));
        FirmExposure.Member one = member(firm);
        FirmExposure.Member two = member(firm);
        one.settle(dec("150"));
        assertThat(firm.total()).isEqualByComparingTo("150");
        assertThat(two.tryReserve(dec("0.000001"))).isFalse();
        one.settle(dec("90"));
        assertThat(two.tryReserve(dec("10"))).isTrue();
        two.settle(dec("5"));
        assertThat(firm.total()).isEqualByComparingTo("95");
        firm.changeLimit(dec("95"), "alice");
        assertThat(two.tryReserve(dec("0.000001"))).isFalse();
        firm.raiseLimit(dec("95.000001"), "alice", "bob");
        assertThat(two.tryReserve(dec("0.000001"))).isTrue();
        assertThat(firm.currency()).isEqualTo("USD");
    }

    @Test
    void onePersonCutsItsLimitAndRaisesItWithAnotherOnly() {
        FirmExposure firm = FirmExposure.of("USD", dec("100"));
        assertThatThrownBy(() -> firm.changeLimit(dec("100.000001"), "alice"))
                .hasMessageContaining("firm.limit: must not be raised without a second person");
        assertThat(firm.limit()).isEqualByComparingTo("100");
        assertThatThrownBy(() -> firm.changeLimit(dec("90"), " ")).hasMessageContaining("principal");
        assertThat(firm.limit()).isEqualByComparingTo("100");
        firm.changeLimit(dec("90"), "alice");
        assertThat(firm.limit()).isEqualByComparingTo("90");
        assertThatThrownBy(() -> firm.raiseLimit(dec("95"), "alice", " ALICE"))
                .hasMessageContaining("approver: must be another person than alice");
        assertThatThrownBy(() -> firm.raiseLimit(dec("95"), "alice", " ")).hasMessageContaining("approver");
        assertThatThrownBy(() -> firm.raiseLimit(dec("95"), " ", "bob")).hasMessageContaining("principal");
        assertThat(firm.limit()).isEqualByComparingTo("90");
        firm.raiseLimit(dec("95"), "alice", "bob");
        assertThat(firm.limit()).isEqualByComparingTo("95");
    }

    @Test
    void logsWhoCutItsLimitAndWhoRaisedIt() {
        FirmExposure firm = FirmExposure.of("USD", dec("100"));
        List<String> lines = new ArrayList<>();
        Handler handler = new Handler() {
            @Override
            public void publish(LogRecord line) {
                lines.add(line.getLevel() + " " + MessageFormat.format(line.getMessage(), line.getParameters()));
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };
        Logger log = Logger.getLogger(FirmExposure.class.getName());
        log.addHandler(handler);
        try {
            firm.changeLimit(dec("90"), "alice");
            firm.raiseLimit(dec("95"), "alice", "bob");
            assertThatThrownBy(() -> firm.changeLimit(dec("96"), "alice")).hasMessageContaining("firm.limit");
        } finally {
            log.removeHandler(handler);
        }
        assertThat(lines)
                .containsExactly(
                        "WARNING limit of the firm changed by alice: 100.000000 to 90.000000 USD",
                        "WARNING limit of the firm changed by alice with bob: 90.000000 to 95.000000 USD");
    }

    @Test
    void refusesWhatDoesNotFitAndKnowsNothingWhileAFactDoesNot() {
        FirmExposure firm = FirmExposure.of("USD", dec("9000000000000"));
        FirmExposure.Member one = member(firm);
        FirmExposure.Member two = member(firm);
        BigDecimal huge = dec("1e40");
        assertThat(one.tryReserve(huge)).isFalse();
        assertThat(one.tryReserve(dec("9223372036854.775807"))).isFalse();

        one.settle(huge);
        assertThat(two.tryReserve(BigDecimal.ONE)).isFalse();
        one.settle(dec("9000000000000"));
        assertThat(two.tryReserve(BigDecimal.ZERO)).isTrue();
        // Each fits, together they do not.
        two.settle(dec("9000000000000"));
        two.settle(dec("8000000000000"));
        assertThat(one.tryReserve(BigDecimal.ZERO)).isFalse();
        assertThat(firm.total()).isEqualByComparingTo("9000000000000");
        two.leave();
        one.settle(BigDecimal.ONE);
        assertThat(two.tryReserve(BigDecimal.ONE)).isTrue();
        assertThat(firm.total()).isEqualByComparingTo("2");
    }

    @Test
    void namesWhatIsWrongWithAnArgument() {
        FirmExposure firm = FirmExposure.of("USD", dec("100"));
        FirmExposure.Member member = member(firm);
        BigDecimal negative = dec("-1");
        assertThatThrownBy(() -> FirmExposure.of("USD", negative)).hasMessageStartingWith("firm.limit: ");
        assertThatThrownBy(() -> FirmExposure.of("USD", dec("1e13")))
                .hasMessageStartingWith("firm.limit: must be below");
        assertThatThrownBy(() -> FirmExposure.of(" ", negative)).hasMessageStartingWith("currency: ");
        assertThatThrownBy(() -> member.tryReserve(negative)).hasMessageStartingWith("amount: ");
        assertThatThrownBy(() -> member.release(negative)).hasMessageStartingWith("amount: ");
        assertThatThrownBy(() -> member.release(BigDecimal.ONE)).hasMessageStartingWith("amount: must be at most");
        assertThatThrownBy(() -> member.settle(negative)).hasMessageStartingWith("worstGross: ");
        assertThat(firm.total()).isEqualByComparingTo("0");
    }

    @ParameterizedTest(name = "limit {0}, size {1}")
    @CsvSource({"1000000, 7.77, 128700", "100, 0.000003, 33333333", "5, 6, 0", "123456.789, 1, 123456"})
    void exactlyTheWholePartOfLimitOverSizePassesWhateverTheInterleaving(String limit, String size, long passes)
            throws Exception {
        FirmExposure firm = FirmExposure.of("USD", dec(limit));
        AtomicBoolean overshot = new AtomicBoolean();
        AtomicBoolean done = new AtomicBoolean();
        AtomicLong passed = new AtomicLong();
        CountDownLatch start = new CountDownLatch(1);
        List<FirmExposure.Member> members = new ArrayList<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(THREADS + 1)) {
            Future<?> watcher = threads.submit(() -> {
                while (!done.get()) {
                    if (firm.total().compareTo(firm.limit()) > 0) {
                        overshot.set(true);
                    }
                }
            });
            List<Future<?>> submitters = new ArrayList<>();
            for (int t = 0; t < THREADS; t++) {
                FirmExposure.Member member = member(firm);
                members.add(member);
                submitters.add(threads.submit(() -> {
                    start.await();
                    for (int i = 0; i < ATTEMPTS / THREADS; i++) {
                        if (member.tryReserve(dec(size))) {
                            passed.incrementAndGet();
                        }
                    }
                    return null;
                }));
            }
            start.countDown();
            for (Future<?> each : submitters) {
                each.get();
            }
            done.set(true);
            watcher.get();
        }
        assertThat(overshot).isFalse();
        assertThat(passed.get()).isEqualTo(Math.min(passes, ATTEMPTS));
        assertThat(firm.total()).isEqualByComparingTo(dec(size).multiply(BigDecimal.valueOf(passed.get())));
        members.forEach(member -> member.release(member.amount()));
        assertThat(firm.total()).isEqualByComparingTo("0");
    }

    @Test
    void reservingAndReleasingFromEverywhereNeverPassesTheLimitAndEndsAtNothing() throws Exception {
        FirmExposure firm = FirmExposure.of("USD", dec("10"));
        FirmExposure.Member shared = member(firm);
        AtomicLong held = new AtomicLong();
        AtomicLong most = new AtomicLong();
        try (ExecutorService threads = Executors.newFixedThreadPool(THREADS)) {
            List<Future<?>> all = new ArrayList<>();
            for (int t = 0; t < THREADS; t++) {
                all.add(threads.submit(() -> {
                    for (int i = 0; i < 100_000; i++) {
                        if (shared.tryReserve(dec("3"))) {
                            most.accumulateAndGet(held.incrementAndGet(), Math::max);
                            held.decrementAndGet();
                            shared.release(dec("3"));
                        }
                    }
                }));
            }
            for (Future<?> each : all) {
                each.get();
            }
        }
        assertThat(most.get()).isBetween(1L, 3L);
        assertThat(firm.total()).isEqualByComparingTo("0");
        assertThat(shared.amount()).isEqualByComparingTo("0");
    }

    @Test
    void aFactThatDoesNotFitUndoesNothingThatAnotherThreadDidMeanwhile() throws Exception {
        int times = 300_000;
        FirmExposure firm = FirmExposure.of("USD", dec("9000000000000"));
        member(firm).settle(dec("5000000000000"));
        FirmExposure.Member member = member(firm);
        assertThat(member.tryReserve(BigDecimal.valueOf(times))).isTrue();
        AtomicBoolean done = new AtomicBoolean();
        try (ExecutorService pool = Executors.newFixedThreadPool(2)) {
            Future<?> teller = pool.submit(() -> {
                while (!done.get()) {
                    member.settle(dec("9000000000000"));
                }
            });
            Future<?> releaser = pool.submit(() -> {
                for (int i = 0; i < times; i++) {
                    member.release(BigDecimal.ONE);
                }
            });
            try {
                releaser.get();
            } finally {
                done.set(true);
            }
            teller.get();
        }
        assertThat(member.amount()).isEqualByComparingTo("0");
        assertThat(firm.total()).isEqualByComparingTo("5000000000000");
    }
}
