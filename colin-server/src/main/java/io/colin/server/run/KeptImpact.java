package io.colin.server.run;

import io.colin.api.ColinException;
import io.colin.api.execution.Realm;
import io.colin.execution.impact.ImpactModel;
import io.colin.execution.impact.ImpactSettings;
import io.colin.ml.registry.Checksums;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.Optional;

/**
 * What the impact model of a realm has learnt, with the event time up to which it was: a file of a line with that time and the
 * checksum of the time and all that follows, and the model's own text.
 *
 * @param throughNs the last event time of the runs that taught it, ns since epoch
 * @param state as the model gave it
 */
record KeptImpact(long throughNs, String state) {
    /** The time of files of versions that kept none. */
    private static final long UNKNOWN_NS = Long.MIN_VALUE;

    private static final long SECOND_NS = 1_000_000_000L;

    /** The time for a person and for the file. */
    String through() {
        return throughNs == UNKNOWN_NS ? "a time that is not known" : instant(throughNs);
    }

    static String instant(long timeNs) {
        return Instant.ofEpochSecond(Math.floorDiv(timeNs, SECOND_NS), Math.floorMod(timeNs, SECOND_NS))
                .toString();
    }

    /** From how many parents it was learnt. */
    long parents(Realm realm) {
        return model(realm).accuracy().parents();
    }

    /** The model as it was. */
    ImpactModel model(Realm realm) {
        return ImpactModel.restore(realm, ImpactSettings.builder().build(), state);
    }

    /**
     * What a file holds.
     *
     * @param alsoUntimed whether a file of a version that kept no time will do, as where a run goes on with what it began with; what
     *     another run begins with must tell, for that it is not of later data
     * @return empty where there is none
     * @throws ColinException with STORE_DAMAGED if it is no such file of the realm, STORE_FAILED if it cannot be read
     */
    static Optional<KeptImpact> read(Realm realm, Path file, boolean alsoUntimed) {
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        try {
            KeptImpact kept = parse(realm, Files.readString(file), alsoUntimed);
            kept.model(realm);
            return Optional.of(kept);
        } catch (ColinException e) {
            throw new ColinException(
                    ColinException.Reason.STORE_DAMAGED,
                    file + ": must be what an impact model of "
                            + realm.name().toLowerCase(Locale.ROOT) + " has learnt (" + e.getMessage()
                            + "); without the file a run begins with the start values",
                    e);
        } catch (IOException e) {
            throw new ColinException(ColinException.Reason.STORE_FAILED, file + ": must be readable", e);
        }
    }

    private static KeptImpact parse(Realm realm, String text, boolean alsoUntimed) {
        KeptImpact untimed = new KeptImpact(UNKNOWN_NS, text);
        if (!text.startsWith("through ") && untimed.isWhole(realm)) {
            if (alsoUntimed) {
                return untimed;
            }
            throw damaged("it is of an earlier version, which did not keep up to when it was learnt: move it away");
        }
        int end = text.indexOf('\n');
        String[] head = text.substring(0, Math.max(0, end)).split(" ", -1);
        if (head.length != 4 || !head[0].equals("through") || !head[2].equals("sha256")) {
            throw damaged("the first line must be: through TIME sha256 CHECKSUM");
        }
        String state = text.substring(end + 1);
        if (!head[3].equals(checksum(head[1], state))) {
            throw damaged("the checksum must be of what follows");
        }
        try {
            Instant through = Instant.parse(head[1]);
            return new KeptImpact(
                    Math.addExact(Math.multiplyExact(through.getEpochSecond(), SECOND_NS), through.getNano()), state);
        } catch (DateTimeParseException | ArithmeticException e) {
            throw damaged("through must be a time");
        }
    }

    private boolean isWhole(Realm realm) {
        try {
            model(realm);
            return true;
        } catch (ColinException e) {
            return false;
        }
    }

    private static ColinException damaged(String why) {
        return new ColinException(ColinException.Reason.STORE_DAMAGED, why);
    }

    /** All of it or what was there before. */
    void write(Path file) {
        String text = "through " + through() + " sha256 " + checksum(through(), state) + "\n" + state;
        try {
            Path place = file.toAbsolutePath().getParent();
            if (place != null) {
                Files.createDirectories(place);
            }
            Path whole = file.resolveSibling(file.getFileName() + ".new");
            Files.writeString(whole, text, StandardCharsets.UTF_8);
            Files.move(whole, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new ColinException(ColinException.Reason.STORE_FAILED, file + ": must be writable", e);
        }
    }

    private static String checksum(String through, String state) {
        return Checksums.of(through + "\n" + state);
    }
}
