package io.colin.server.config;

import java.util.Collection;
import java.util.Optional;

/** Finds the known name that a mistyped one probably meant. */
public final class Nearest {
    private Nearest() {}

    /**
     * The known name with the fewest edits, if they are few for its length.
     *
     * @param typed what was typed
     * @param known what there is
     * @return empty when nothing is close
     */
    public static Optional<String> of(String typed, Collection<String> known) {
        String best = "";
        int fewest = Math.max(2, typed.length() / 4) + 1;
        for (String name : known) {
            int edits = edits(typed, name);
            if (edits < fewest) {
                fewest = edits;
                best = name;
            }
        }
        return best.isEmpty() ? Optional.empty() : Optional.of(best);
    }

    /** Levenshtein's distance. */
    private static int edits(String a, String b) {
        int[] row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int above = row[j];
                int swap = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                row[j] = Math.min(swap, Math.min(above, row[j - 1]) + 1);
                diagonal = above;
            }
        }
        return row[b.length()];
    }
}
