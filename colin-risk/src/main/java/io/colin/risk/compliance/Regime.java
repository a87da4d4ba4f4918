package io.colin.risk.compliance;

/**
 * Which rules are added to the general ones. The general rules (POS_001, POS_002, ORD_001, ORD_002, FREQ_001, SYM_001,
 * GEN_001, OTR_001) run under every regime; a regime takes none away and loosens none.
 *
 * <p>A rule bears the name of the rulebook that suggested it. It is a control of ours, much narrower than that rulebook:
 * choosing a regime does not make anybody compliant with it.
 *
 * <table>
 * <caption>Rules added</caption>
 * <tr><th>Rule</th><th>Test</th></tr>
 * <tr><td>MIFID_001, FCA_001, FINRA_001, ASIC_001</td><td>best execution: when the order is decided, fresh quotes of two
 * venues, or of all connected ones when there is one, are at hand and recorded with it (MiFID II article 27, COBS 11.2A,
 * FINRA rule 5310, ASIC market integrity rules part 3.8)</td></tr>
 * <tr><td>SEC_001, ASIC_002</td><td>covered short sale: a sale that could leave a short position of a spot symbol names in its
 * metadata {@code locate} where the lent asset comes from (Regulation SHO rule 203(b)(1), Corporations Act 2001 section
 * 1020B)</td></tr>
 * </table>
 */
public enum Regime {
    /** The general rules alone. */
    NONE,
    /** United States: adds FINRA_001 and SEC_001. */
    SEC_FINRA,
    /** European Union: adds MIFID_001. */
    MIFID_II,
    /** United Kingdom: adds FCA_001. */
    FCA,
    /** Australia: adds ASIC_001 and ASIC_002. */
    ASIC
}
