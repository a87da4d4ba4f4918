package io.colin.server.rest;

import io.colin.api.time.TimeSource;
import io.colin.server.http.Answer;
import io.colin.server.http.Request;
import io.colin.server.problem.Problem;
import io.colin.server.problem.ProblemCode;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/**
 * Answers a repeated write with the answer of the first, for each identity, for 24 hours or until 10,000 newer ones.
 * A repeat that comes while the first is still worked on waits for it. Beyond this process the ledger keeps the keys of
 * orders. Safe for any thread.
 */
final class Idempotency {
    private static final long KEPT_NS = Duration.ofHours(24).toNanos();
    private static final int MAX = 10_000;
    private static final long WAIT_S = 30;

    private final TimeSource time;
    private final Map<String, Entry> entries = new LinkedHashMap<>();

    Idempotency(TimeSource time) {
        this.time = time;
    }

    /** The hash of a text that identifies the content of a request. */
    static String hash(String content) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            return HexFormat.of().formatHex(digest.digest(content.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /** Answers a request that may carry a key; one without a key is simply worked on. */
    Answer perhaps(Request request, String content, Supplier<Answer> work) {
        String all = request.route().method() + " " + request.path() + "?" + request.query() + "\n" + content;
        return request.idempotencyKey()
                .map(key -> once(request.principal().id(), key, hash(all), work))
                .orElseGet(work);
    }

    /** Works once for each identity and key. */
    Answer once(String principal, String key, String hash, Supplier<Answer> work) {
        String scope = principal + ":" + key;
        Entry mine = new Entry(hash, new CompletableFuture<>(), time.nowNs());
        Optional<Entry> first = claim(scope, mine);
        if (first.isPresent()) {
            return repeat(first.get(), hash);
        }
        boolean kept = false;
        try {
            Answer answer = work.get();
            kept = answer.status() < 500;
            mine.answer().complete(answer);
            return answer;
        } catch (RuntimeException e) {
            mine.answer().completeExceptionally(e);
            throw e;
        } finally {
            if (!kept) {
                release(scope, mine); // a repeat tries again
            }
        }
    }

    /** Takes the key, or gives who has it. */
    private synchronized Optional<Entry> claim(String scope, Entry mine) {
        Iterator<Entry> oldest = entries.values().iterator();
        while (oldest.hasNext()) {
            if (oldest.next().sinceNs() > mine.sinceNs() - KEPT_NS && entries.size() < MAX) {
                break;
            }
            oldest.remove();
        }
        return Optional.ofNullable(entries.putIfAbsent(scope, mine));
    }

    private synchronized void release(String scope, Entry mine) {
        entries.remove(scope, mine);
    }

    private static Answer repeat(Entry first, String hash) {
        if (!first.hash().equals(hash)) {
            throw Problem.of(ProblemCode.IDEMPOTENCY_KEY_REUSED, "The key stands for a request with other content.")
                    .raised();
        }
        try {
            return first.answer().get(WAIT_S, TimeUnit.SECONDS).header("Idempotent-Replayed", "true");
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException failure) {
                throw failure;
            }
            throw new IllegalStateException("the first request failed", e.getCause());
        } catch (TimeoutException e) {
            throw running();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw running();
        }
    }

    private static RuntimeException running() {
        return Problem.of(ProblemCode.REQUEST_RUNNING, "Ask again later.")
                .header("Retry-After", "5")
                .raised();
    }

    /** The first request of a key. */
    private record Entry(String hash, CompletableFuture<Answer> answer, long sinceNs) {}
}
