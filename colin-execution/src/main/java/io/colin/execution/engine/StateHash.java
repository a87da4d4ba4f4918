package io.colin.execution.engine;

import io.colin.api.event.SignalEmitted;
import io.colin.api.order.ChildOrder;
import io.colin.api.order.OrderIntent;
import io.colin.api.order.OrderProgress;
import io.colin.api.order.ParentOrder;
import io.colin.api.portfolio.Portfolio;
import io.colin.api.signal.Signal;
import io.colin.execution.store.CanonicalJson;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/**
 * The hash of an engine's state: account, orders and signals, without the ids that a run's name is part of and without
 * anything measured by a clock. Equal input, settings and seed give equal hashes.
 */
final class StateHash {
    private final MessageDigest digest;

    private StateHash() {
        try {
            digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    static String of(Portfolio portfolio, OrderStore orders, List<SignalEmitted> signals) {
        StateHash hash = new StateHash();
        hash.put(CanonicalJson.text(portfolio));
        for (ParentOrder parent : orders.parents()) {
            hash.put(parent);
            for (ChildOrder child : orders.childrenOf(parent.orderId())) {
                hash.put(child);
            }
        }
        signals.stream().map(SignalEmitted::signal).forEach(hash::put);
        return HexFormat.of().formatHex(hash.digest.digest());
    }

    private void put(ParentOrder parent) {
        OrderIntent intent = parent.intent();
        put(intent.symbol() + " " + intent.side() + " " + intent.strategy() + " " + parent.createdTimeNs());
        put(CanonicalJson.text(intent.type()));
        put(parent.progress());
    }

    private void put(ChildOrder child) {
        put(child.venue() + " " + child.createdTimeNs());
        put(CanonicalJson.text(child.type()));
        put(child.progress());
    }

    private void put(OrderProgress progress) {
        put(CanonicalJson.text(progress));
    }

    private void put(Signal signal) {
        put(signal.symbol() + " " + signal.dataAsOfNs() + " " + signal.direction() + " " + signal.reason());
        put(CanonicalJson.text(signal.probabilities()));
        put(Double.toString(signal.expectedNetReturn()));
    }

    private void put(String text) {
        digest.update(text.getBytes(StandardCharsets.UTF_8));
        digest.update((byte) '\n');
    }
}
