package io.colin.api.market;

/** How real the depth is that orders are filled against. */
public enum Fidelity {
    /** A live or recorded book. */
    BOOK("book"),
    /** Levels modelled from trades alone. */
    TRADE_SIMULATED("trade-simulated"),
    /** Levels modelled from bars alone. */
    BAR_SIMULATED("bar-simulated");

    private final String label;

    Fidelity(String label) {
        this.label = label;
    }

    /**
     * The label results carry.
     *
     * @return for example {@code trade-simulated}
     */
    public String label() {
        return label;
    }
}
