package io.colin.api.alert;

/** A way to reach people: log, mail, chat, webhook. Called on a thread of its own, one alert at a time. */
public interface AlertChannel {
    /**
     * Its name.
     *
     * @return for example {@code log}
     */
    String id();

    /**
     * Sends an alert, waiting until it is out.
     *
     * @param alert what to say
     * @return what became of it
     */
    Delivery send(Alert alert);

    /** What became of a notice. */
    enum Delivery {
        /** It is out. */
        DELIVERED,
        /** It may work later. */
        RETRY,
        /** It will never work. */
        FAILED
    }
}
