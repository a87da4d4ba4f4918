package io.colin.ml.lifecycle;

import io.colin.api.ColinException;
import io.colin.api.ColinException.Reason;
import io.colin.api.instrument.Symbol;
import io.colin.api.signal.ModelInput;
import io.colin.api.signal.SignalModel;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Roles with the models in them, and which of the line-ups it is. Never changed: a swap makes another. */
record Lineup(long generation, Roles roles, Map<String, SignalModel> models) {
    private static final System.Logger LOG = System.getLogger(Lineup.class.getName());

    static final Lineup EMPTY = new Lineup(0, Roles.NONE, Map.of());

    Lineup {
        models = Map.copyOf(models);
    }

    Optional<SignalModel> champion() {
        return roles.champion().map(this::model);
    }

    Optional<SignalModel> challenger() {
        return roles.challenger().map(this::model);
    }

    /** Those at work, in the order of their roles. */
    List<String> ids() {
        return roles.models();
    }

    SignalModel model(String id) {
        SignalModel model = models.get(id);
        if (model == null) {
            throw new IllegalStateException("no model " + id + " in the line-up");
        }
        return model;
    }

    /**
     * The unfinished bar of a symbol as those that trade see it, champion first. One that fails is left out.
     *
     * @throws ColinException MODEL_FAILED if there is no view because one failed
     */
    Map<String, ModelInput> provisional(Symbol symbol) {
        Map<String, ModelInput> inputs = new LinkedHashMap<>();
        Optional<ColinException> failure = Optional.empty();
        for (String id : Stream.concat(roles.champion().stream(), roles.challenger().stream())
                .toList()) {
            try {
                model(id).provisional(symbol).ifPresent(input -> inputs.put(id, input));
            } catch (RuntimeException e) {
                LOG.log(System.Logger.Level.ERROR, "model " + id + " failed to look at an unfinished bar", e);
                String detail = "model " + id + " failed to look at the unfinished bar: " + e.getMessage();
                failure = Optional.of(new ColinException(Reason.MODEL_FAILED, detail, e));
            }
        }
        if (inputs.isEmpty() && failure.isPresent()) {
            throw failure.orElseThrow();
        }
        return inputs;
    }
}
