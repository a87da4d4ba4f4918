package io.colin.server.http;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Pattern;

/** Ids of requests: the sender's where it is usable, else one that is unique for this process. */
final class RequestIds {
    private static final Pattern USABLE = Pattern.compile("[A-Za-z0-9-]{1,64}");

    private final String prefix;
    private final AtomicLong next = new AtomicLong();

    RequestIds(long startedNs) {
        prefix = Long.toHexString(startedNs) + "-";
    }

    String of(Optional<String> sent) {
        return sent.filter(id -> USABLE.matcher(id).matches()).orElseGet(() -> prefix + next.incrementAndGet());
    }
}
