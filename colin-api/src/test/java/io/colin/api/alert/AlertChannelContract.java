package io.colin.api.alert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.colin.api.alert.AlertChannel.Delivery;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/**
 * What every {@link AlertChannel} does. Extend it, say how a channel is made whose far end listens and, where it has one,
 * how a channel is made whose far end is down, and run it.
 */
public abstract class AlertChannelContract {
    /** Gives a channel that can deliver, another one for each test. */
    protected abstract AlertChannel channel();

    /** Gives a channel whose far end cannot be reached; empty where there is no far end. */
    protected Optional<AlertChannel> brokenChannel() {
        return Optional.empty();
    }

    /** Whether an alert with this title arrived at the far end of the channel last made; true where that cannot be known. */
    protected boolean arrived(String title) {
        return true;
    }

    @Test
    void hasAStableName() {
        AlertChannel channel = channel();

        assertThat(channel.id()).isNotBlank();
        assertThat(channel().id()).isEqualTo(channel.id());
    }

    @Test
    void deliversAlertsOfEverySeverityAndState() {
        AlertChannel channel = channel();
        for (Severity severity : Severity.values()) {
            for (Alert.State state : Alert.State.values()) {
                String title = "Drawdown " + severity + " " + state;

                assertThat(channel.send(alert(title, "5 % lost", severity, state, 0.05)))
                        .as(title)
                        .isEqualTo(Delivery.DELIVERED);
                assertThat(arrived(title)).as(title).isTrue();
            }
        }
    }

    @Test
    void answersForAnyTextAndNumber() {
        AlertChannel channel = channel();
        String[] texts = {
            "",
            "line\r\nbreak",
            "\"quoted\" <b>&amp;</b>",
            "\u4e2d\ud83d\ude00",
            "{{template}} %s ${x}",
            "x".repeat(20_000)
        };
        for (String text : texts) {
            for (double value : new double[] {0, Double.NaN, Double.NEGATIVE_INFINITY}) {
                assertThatCode(() -> assertThat(
                                        channel.send(alert(text, text, Severity.HIGH, Alert.State.FIRING, value)))
                                .isNotNull())
                        .doesNotThrowAnyException();
            }
        }
    }

    @Test
    void saysSoWhenItsFarEndIsDownAndDoesNotThrow() {
        Optional<AlertChannel> broken = brokenChannel();
        Assumptions.assumeTrue(broken.isPresent(), "this channel has no far end");

        assertThat(broken.get().send(alert("Down", "nobody hears", Severity.CRITICAL, Alert.State.FIRING, 1)))
                .isIn(Delivery.RETRY, Delivery.FAILED);
    }

    private static Alert alert(String title, String message, Severity severity, Alert.State state, double value) {
        return new Alert(
                "alert-1",
                "drawdown",
                severity,
                state,
                title,
                message,
                new TreeMap<>(Map.of("account", "main", "note", title)),
                value,
                0.04,
                1_700_000_000_000_000_000L,
                1_700_000_001_000_000_000L,
                2);
    }
}
