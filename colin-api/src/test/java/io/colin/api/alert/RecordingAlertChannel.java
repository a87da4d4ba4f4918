package io.colin.api.alert;

import io.colin.api.internal.Require;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Remembers every alert and answers as told. Safe for several threads. */
public final class RecordingAlertChannel implements AlertChannel {
    private final String id;
    private final List<Alert> sent = new CopyOnWriteArrayList<>();
    private volatile Delivery answer = Delivery.DELIVERED;

    private RecordingAlertChannel(String id) {
        this.id = Require.text("id", id);
    }

    /**
     * A channel that delivers.
     *
     * @param id its name
     * @return the channel
     */
    public static RecordingAlertChannel named(String id) {
        return new RecordingAlertChannel(id);
    }

    /**
     * Sets what it answers from now on.
     *
     * @param delivery the answer to every alert
     */
    public void answer(Delivery delivery) {
        answer = delivery;
    }

    @Override
    public String id() {
        return id;
    }

    @Override
    public Delivery send(Alert alert) {
        sent.add(alert);
        return answer;
    }

    /**
     * Every alert it was given, also those it did not deliver.
     *
     * @return alerts in the order they came
     */
    public List<Alert> sent() {
        return List.copyOf(sent);
    }
}
