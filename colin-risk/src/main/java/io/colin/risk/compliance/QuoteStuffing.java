package io.colin.risk.compliance;

import io.colin.risk.compliance.SurveillanceFinding.Evidence;
import java.util.List;
import java.util.Optional;

/**
 * Bursts of messages within a second that bring next to no fills, because orders are cancelled almost as soon as they are
 * entered, or are changed over and over. One finding a burst: the next is looked for a minute later.
 */
final class QuoteStuffing {
    private static final long SECOND_NS = 1_000_000_000L;
    private static final long PAUSE_NS = 60 * SECOND_NS;
    private static final double MOST_FILLS = 0.02;

    private final SurveillanceSettings settings;
    private final Recent<Message> messages =
            new Recent<>(message -> message.evidence().timeNs());
    private long quietUntilNs = Long.MIN_VALUE;
    private int idle;
    private int fills;
    private int sent;

    /**
     * A message or a fill.
     *
     * @param idle how many messages it shows to have served nothing: itself, and of a fleeting order its entry
     * @param sent 1 for a message, 0 for a fill
     */
    private record Message(Evidence evidence, int idle, int sent) {}

    /** What was found. */
    record Found(String detail, List<Evidence> evidence) {}

    QuoteStuffing(SurveillanceSettings settings) {
        this.settings = settings;
    }

    Optional<Found> onOpened(WatchedOrder order) {
        return add(new Message(order.openedEvidence(), 0, 1));
    }

    Optional<Found> onAmended(WatchedOrder order, long timeNs) {
        return add(new Message(new Evidence(timeNs, order.orderId(), "amended"), 1, 1));
    }

    Optional<Found> onCanceled(WatchedOrder order) {
        boolean fleeting =
                order.lifeNs() < settings.stuffingLife().toNanos() && order.filledAtMost(settings.maxFilledShare());
        return add(new Message(order.canceledEvidence(), fleeting ? 2 : 0, 1));
    }

    void onFill(Evidence fill) {
        add(new Message(fill, 0, 0));
    }

    long dropped() {
        return messages.dropped();
    }

    private Optional<Found> add(Message message) {
        long nowNs = message.evidence().timeNs();
        messages.add(message);
        messages.forgetBefore(nowNs - SECOND_NS + 1);
        if (nowNs < quietUntilNs || messages.size() < settings.stuffingMessages()) {
            return Optional.empty();
        }
        count();
        if (sent < settings.stuffingMessages() || fills > MOST_FILLS * sent || idle < settings.stuffingShare() * sent) {
            return Optional.empty();
        }
        quietUntilNs = nowNs + PAUSE_NS;
        List<Evidence> evidence = messages.all().stream().map(Message::evidence).toList();
        return Optional.of(new Found(
                sent + " messages in 1 s, " + idle + " of them for nothing, " + fills + " fills",
                evidence.subList(Math.max(0, evidence.size() - 100), evidence.size())));
    }

    private void count() {
        idle = 0;
        fills = 0;
        sent = 0;
        for (Message message : messages) {
            idle += message.idle();
            sent += message.sent();
            fills += 1 - message.sent();
        }
    }
}
