package io.colin.risk;

/** Whose rules apply besides the general ones, which apply under every regime. */
public enum Regime {
    /** Nobody's. */
    NONE,
    /** The rules of the SEC and FINRA, United States. */
    SEC_FINRA,
    /** MiFID II with its technical standards, European Union. */
    MIFID_II,
    /** The rules of the FCA, United Kingdom. */
    FCA,
    /** The market integrity rules of ASIC, Australia. */
    ASIC
}
