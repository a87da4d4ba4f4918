package io.colin.server.run;

/** Where a run tells a waiting person what it does. Results go elsewhere. Safe for any thread. */
public interface Console {
    /**
     * Says one line that stays.
     *
     * @param text for a person
     */
    void line(String text);

    /**
     * Shows how far something is. On a terminal it replaces what was shown before; elsewhere it appears now and then.
     *
     * @param text for a person
     */
    void progress(String text);
}
