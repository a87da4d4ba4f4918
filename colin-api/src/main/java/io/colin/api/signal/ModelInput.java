package io.colin.api.signal;

import io.colin.api.instrument.Symbol;

/**
 * Everything a model needs to judge one symbol at one moment, copied and immutable, so that it can be judged on another
 * thread. What it holds is the model's own business.
 */
public interface ModelInput {
    /**
     * What it is about.
     *
     * @return the symbol
     */
    Symbol symbol();

    /**
     * The event time of its newest part.
     *
     * @return ns since epoch
     */
    long dataAsOfNs();

    /**
     * Whether its newest part is a bar still under way: what is said of it is for information and never traded.
     *
     * @return false for every decision point
     */
    default boolean provisional() {
        return false;
    }
}
