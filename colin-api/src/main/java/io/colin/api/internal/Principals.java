package io.colin.api.internal;

import java.text.Normalizer;
import java.util.Locale;

/** When two names of principals are one person's. */
public final class Principals {
    private Principals() {}

    /**
     * A name without what people write differently and mean alike.
     *
     * @param principal a name
     * @return it without the case and width of characters and without spaces around it
     */
    public static String folded(String principal) {
        return Normalizer.normalize(principal, Normalizer.Form.NFKC).strip().toLowerCase(Locale.ROOT);
    }

    /**
     * Whether two names are one person's.
     *
     * @param one a principal
     * @param other a principal
     * @return true when they differ at most in case, width of characters and spaces around them
     */
    public static boolean isSamePerson(String one, String other) {
        return folded(one).equals(folded(other));
    }
}
