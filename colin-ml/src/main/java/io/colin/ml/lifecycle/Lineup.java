package io.colin.ml.lifecycle;

import io.colin.api.signal.SignalModel;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Roles with the models in them, and which of the line-ups it is. Never changed: a swap makes another. */
record Lineup(long generation, Roles roles, Map<String, SignalModel> models) {
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
}
