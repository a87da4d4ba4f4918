package io.colin.server.run;

import io.colin.api.signal.ModelStage;
import io.colin.execution.backtest.ModelUse;
import io.colin.ml.lifecycle.Criterion;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** What becomes of the models of a line that no ledger keeps: trainings, and what is refused. One thread. */
final class SuccessionLog {
    private final Console console;
    private final List<ModelUse.Note> notes = new ArrayList<>();
    private final Map<Gate, Refusal> refusals = new LinkedHashMap<>();
    private long nowNs;

    SuccessionLog(Console console) {
        this.console = console;
    }

    private record Gate(String model, ModelStage from) {}

    /** The last one, and how often. */
    private record Refusal(long timeNs, int times, List<Criterion> failed) {}

    /** What is added from now on happens at this event time. */
    void at(long timeNs) {
        nowNs = timeNs;
    }

    void add(String model, String what, String why) {
        console.line(model + " " + what + ": " + why);
        notes.add(new ModelUse.Note(nowNs, model, what, why));
    }

    /** One model asks at one gate day after day: the last refusal is kept and counted. */
    void refused(String model, ModelStage from, List<Criterion> failed) {
        refusals.merge(
                new Gate(model, from),
                new Refusal(nowNs, 1, failed),
                (known, one) -> new Refusal(one.timeNs(), known.times() + 1, one.failed()));
    }

    List<ModelUse.Note> notes() {
        List<ModelUse.Note> all = new ArrayList<>(notes);
        refusals.forEach((gate, refusal) -> all.add(new ModelUse.Note(
                refusal.timeNs(),
                gate.model(),
                "refused at the gate from " + gate.from() + (refusal.times() == 1 ? "" : ", time " + refusal.times()),
                refusal.failed().stream().map(Criterion::line).collect(Collectors.joining("; ")))));
        return List.copyOf(all);
    }
}
