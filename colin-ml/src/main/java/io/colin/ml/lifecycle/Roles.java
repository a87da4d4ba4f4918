package io.colin.ml.lifecycle;

import io.colin.api.internal.Require;
import io.colin.api.signal.ModelStage;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;

/**
 * Which model does what.
 *
 * @param champion the one that trades; empty for none
 * @param stage what the registry calls it: CHAMPION, or CANDIDATE in a demonstration
 * @param challenger the one that trades a share of the capital beside it; empty for none
 * @param share of the capital the challenger trades, (0, 1) with one, 0 without
 * @param shadows those that are scored without orders; the champion before this one is kept warm as one of them
 */
public record Roles(
        Optional<String> champion, ModelStage stage, Optional<String> challenger, double share, List<String> shadows) {
    /** Nobody. */
    public static final Roles NONE = new Roles(Optional.empty(), ModelStage.CANDIDATE, Optional.empty(), 0, List.of());

    /** Checks and copies. */
    public Roles {
        shadows = List.copyOf(shadows);
        Require.that(
                challenger.isPresent() ? share > 0 && share < 1 : share == 0,
                "share",
                "must be in (0, 1) with a challenger, 0 without",
                share);
        List<String> all = new ArrayList<>(shadows);
        champion.ifPresent(all::add);
        challenger.ifPresent(all::add);
        Require.that(new HashSet<>(all).size() == all.size(), "roles", "must be given to different models", all);
    }

    /**
     * A champion alone.
     *
     * @param model its id
     * @param stage CHAMPION, or CANDIDATE in a demonstration
     * @return the roles
     */
    public static Roles only(String model, ModelStage stage) {
        return new Roles(Optional.of(model), stage, Optional.empty(), 0, List.of());
    }

    /**
     * What a registry gives the models of a line.
     *
     * @param registry of the models
     * @param line as {@link ModelRegistry#lineOf} gives it
     * @return its champion, its challenger, and as shadows those in SHADOW and the champion before
     */
    public static Roles of(ModelRegistry registry, String line) {
        return of(registry.standings(), line);
    }

    static Roles of(List<Standing> standings, String line) {
        Optional<String> champion = Optional.empty();
        Optional<String> challenger = Optional.empty();
        double share = 0;
        List<String> shadows = new ArrayList<>();
        for (Standing standing : standings) {
            if (!standing.line().equals(line)) {
                continue;
            }
            switch (standing.stage()) {
                case CHAMPION -> champion = Optional.of(standing.model());
                case CHALLENGER -> {
                    // One challenger at a time: a second one waits in the shadow.
                    if (challenger.isEmpty()) {
                        challenger = Optional.of(standing.model());
                        share = standing.capitalShare();
                    } else {
                        shadows.add(standing.model());
                    }
                }
                case SHADOW -> shadows.add(standing.model());
                case CANDIDATE, VALIDATED, RETIRED, REJECTED -> {}
            }
        }
        ModelRegistry.previousChampion(standings, line).map(Standing::model).ifPresent(shadows::add);
        return new Roles(champion, ModelStage.CHAMPION, challenger, share, shadows);
    }

    /**
     * Everyone with a role.
     *
     * @return champion, challenger, shadows
     */
    public List<String> models() {
        List<String> all = new ArrayList<>();
        champion.ifPresent(all::add);
        challenger.ifPresent(all::add);
        all.addAll(shadows);
        return List.copyOf(all);
    }
}
