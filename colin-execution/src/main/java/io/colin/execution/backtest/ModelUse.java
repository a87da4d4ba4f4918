package io.colin.execution.backtest;

import io.colin.api.instrument.Symbol;
import io.colin.api.internal.Require;
import java.util.List;

/**
 * Which models spoke in a run and what became of them.
 *
 * @param spoke one a symbol and model, in the order they first spoke
 * @param notes in order of time
 */
public record ModelUse(List<Spoken> spoke, List<Note> notes) {
    /** Copies. */
    public ModelUse {
        spoke = List.copyOf(spoke);
        notes = List.copyOf(notes);
    }

    /**
     * What one model said of one symbol. Where two shared the capital, each of them spoke.
     *
     * @param symbol it spoke of
     * @param model {@code id@version}
     * @param fromNs data time of its first signal, ns since epoch
     * @param toNs data time of its last signal, ns since epoch
     * @param signals it gave, above 0
     * @param directed those with a direction
     */
    public record Spoken(Symbol symbol, String model, long fromNs, long toNs, long signals, long directed) {
        /** Checks. */
        public Spoken {
            Require.text("model", model);
            Require.that(toNs >= fromNs, "toNs", "must not be before " + fromNs, toNs);
            Require.positive("signals", signals);
        }
    }

    /**
     * What became of a model at a time.
     *
     * @param timeNs event time, ns since epoch
     * @param model {@code id@version}, or a line of models where none came of it
     * @param what happened, a few words
     * @param why for a person
     */
    public record Note(long timeNs, String model, String what, String why) {
        /** Checks. */
        public Note {
            Require.text("model", model);
            Require.text("what", what);
            Require.text("why", why);
        }
    }
}
