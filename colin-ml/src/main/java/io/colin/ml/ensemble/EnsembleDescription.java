package io.colin.ml.ensemble;

import io.colin.api.signal.ModelDescription;
import io.colin.api.signal.ModelStage;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.TreeMap;

/** What an ensemble is, from what its members are. */
final class EnsembleDescription {
    private static final int VERSION_DIGITS = 12;

    private EnsembleDescription() {}

    static ModelDescription of(String name, List<EnsembleMember> members, WeightMode mode) {
        StringBuilder content = new StringBuilder(mode.name());
        StringBuilder schemas = new StringBuilder();
        long fromNs = Long.MAX_VALUE;
        long toNs = Long.MIN_VALUE;
        for (EnsembleMember member : members) {
            ModelDescription one = member.model().description();
            content.append('\n').append(member.name()).append(' ').append(one.version());
            content.append(' ').append(member.weight());
            schemas.append(one.schemaHash()).append('\n');
            fromNs = Math.min(fromNs, one.dataFromNs());
            toNs = Math.max(toNs, one.dataToNs());
        }
        ModelDescription first = members.getFirst().model().description();
        return new ModelDescription(
                name,
                sha256(content.toString()).substring(0, VERSION_DIGITS),
                "ensemble",
                first.profile(),
                first.horizonNs(),
                ModelStage.CANDIDATE,
                sha256(schemas.toString()),
                fromNs,
                toNs,
                new TreeMap<>());
    }

    private static String sha256(String text) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            return HexFormat.of().formatHex(digest.digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
