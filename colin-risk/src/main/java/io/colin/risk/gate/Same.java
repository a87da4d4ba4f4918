package io.colin.risk.gate;

import org.jspecify.annotations.Nullable;

/** Whether something that never changes is the very object seen last: what was worked out of it then still holds. */
final class Same {
    private Same() {}

    @SuppressWarnings("ReferenceEquality") // which is the question
    static boolean object(@Nullable Object now, @Nullable Object before) {
        return now == before;
    }
}
