package io.colin.execution.backtest;

import io.colin.api.event.ModelPromoted;
import io.colin.api.event.SignalEmitted;
import io.colin.api.instrument.Symbol;
import io.colin.api.signal.Direction;
import io.colin.api.signal.MemberVote;
import io.colin.api.signal.Signal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Follows which models speak and what is recorded of them. */
final class ModelRecorder {
    private final Map<Speaker, ModelUse.Spoken> spoke = new LinkedHashMap<>();
    private final List<ModelUse.Note> notes = new ArrayList<>();

    private record Speaker(Symbol symbol, String model) {}

    void on(SignalEmitted emitted) {
        if (emitted.traded()) {
            speakers(emitted.signal()).forEach(model -> said(model, emitted.signal()));
        }
    }

    void on(ModelPromoted promoted) {
        String what = promoted.before() == promoted.after()
                ? "stays " + promoted.after()
                : promoted.before() + " to " + promoted.after();
        String why = promoted.reason() + " (" + promoted.principal() + ")";
        notes.add(new ModelUse.Note(promoted.header().timeNs(), promoted.model(), what, why));
    }

    /** What it came to, with what else is known of the models. */
    ModelUse use(List<ModelUse.Note> more) {
        List<ModelUse.Note> all = new ArrayList<>(notes);
        all.addAll(more);
        all.sort(Comparator.comparingLong(ModelUse.Note::timeNs));
        return new ModelUse(List.copyOf(spoke.values()), all);
    }

    /** The model itself, or all that speak for a share of the capital: then it is one of its own members. */
    private static List<String> speakers(Signal signal) {
        String own = signal.sourceModel() + "@" + signal.modelVersion();
        List<String> members = signal.members().stream().map(MemberVote::name).toList();
        return members.contains(own) ? members : List.of(own);
    }

    private void said(String model, Signal signal) {
        long at = signal.dataAsOfNs();
        long directed = signal.direction() == Direction.NEUTRAL ? 0 : 1;
        spoke.merge(
                new Speaker(signal.symbol(), model),
                new ModelUse.Spoken(signal.symbol(), model, at, at, 1, directed),
                (known, one) -> new ModelUse.Spoken(
                        known.symbol(),
                        model,
                        Math.min(known.fromNs(), at),
                        Math.max(known.toNs(), at),
                        known.signals() + 1,
                        known.directed() + directed));
    }
}
