package io.colin.ml.label;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.colin.ml.label.BookLabels.Answer;
import org.junit.jupiter.api.Test;

final class BookLabelsTest {
    private static final long SECOND_NS = 1_000_000_000L;

    private final BookLabels labels = BookLabels.empty();

    @Test
    void theNextMoveIsTheFirstChangeOfTheMid() {
        mid(0, 100);
        int first = labels.add(0, 0.2);
        mid(SECOND_NS, 100);
        int second = labels.add(SECOND_NS, 0.2);
        mid(2 * SECOND_NS, 99.9);
        mid(3 * SECOND_NS, 101);

        assertThat(labels.next(first)).isEqualTo(Answer.DOWN);
        assertThat(labels.next(second)).isEqualTo(Answer.DOWN);
        assertThat(labels.nextNs(first)).isEqualTo(2 * SECOND_NS);
        assertThat(labels.move(first)).isCloseTo(-0.1, within(1e-9));
    }

    @Test
    void aMoveAfterExactlyTenSecondsCountsAndALaterOneDoesNot() {
        mid(0, 100);
        int early = labels.add(0, 0.2);
        int late = labels.add(1, 0.2);
        mid(BookLabels.NEXT_MOVE_LIMIT_NS + 1, 101);

        assertThat(labels.next(early)).isEqualTo(Answer.NO_MOVE);
        assertThat(labels.next(late)).isEqualTo(Answer.UP);
    }

    @Test
    void theLaterMidIsTheOneInForceFiveSecondsOn() {
        mid(0, 100);
        int row = labels.add(0, 0.2);
        mid(BookLabels.LATER_NS, 100.2);
        mid(BookLabels.LATER_NS + 1, 99);

        assertThat(labels.later(row)).isEqualTo(Answer.UP);
        assertThat(labels.laterMove(row)).isCloseTo(0.2, within(1e-9));
    }

    @Test
    void aChangeOfHalfTheSpreadIsFlat() {
        mid(0, 100);
        int flat = labels.add(0, 0.5);
        int up = labels.add(0, 0.49);
        mid(SECOND_NS, 100.25);
        labels.passTo(6 * SECOND_NS);

        assertThat(labels.later(flat)).isEqualTo(Answer.FLAT);
        assertThat(labels.later(up)).isEqualTo(Answer.UP);
    }

    @Test
    void aLostQuoteLeavesNoAnswer() {
        mid(0, 100);
        int row = labels.add(0, 0.2);
        labels.passTo(SECOND_NS);
        labels.onLost(SECOND_NS);
        mid(2 * SECOND_NS, 101);

        assertThat(labels.next(row)).isEqualTo(Answer.GAP);
        assertThat(labels.later(row)).isEqualTo(Answer.GAP);
    }

    @Test
    void dataThatEndsLeavesRowsOpen() {
        mid(0, 100);
        int row = labels.add(0, 0.2);
        assertThat(labels.next(row)).isEqualTo(Answer.OPEN);
        assertThat(labels.later(row)).isEqualTo(Answer.OPEN);
        assertThat(Answer.OPEN.isClass()).isFalse();
    }

    private void mid(long timeNs, double value) {
        labels.passTo(timeNs);
        labels.onMid(timeNs, value);
    }
}
