package io.colin.server.api;

import io.colin.ml.book.BookModelFile;
import io.colin.ml.drift.DriftReport;
import io.colin.ml.lifecycle.Promotion;
import io.colin.ml.lifecycle.Standing;
import io.colin.ml.registry.ModelFile;
import java.util.List;
import java.util.Optional;

/** What can be asked of the models. Safe for any thread. */
public interface ModelDesk {
    /**
     * The models that are kept.
     *
     * @return in the order they were registered
     * @throws io.colin.api.ColinException MODEL_FAILED if the record of models is damaged
     */
    List<Standing> standings();

    /**
     * A model's content, every byte of it verified when it was first asked for and whenever its files changed since.
     *
     * @param model its id
     * @return the content
     * @throws io.colin.api.ColinException MODEL_FAILED if it is not here or damaged
     */
    ModelFile file(String model);

    /**
     * A book model's content, every byte of it verified.
     *
     * @param model its id
     * @return empty for a model of bars
     * @throws io.colin.api.ColinException MODEL_FAILED if it is damaged
     */
    Optional<BookModelFile> book(String model);

    /**
     * Whether live data still look like those a model was trained on.
     *
     * @param model its id
     * @return empty for a model that is not at work or says nothing of its training data
     * @throws io.colin.api.ColinException MODEL_FAILED if it is not here or damaged
     */
    Optional<DriftReport> drift(String model);

    /**
     * Takes a model one step further, if its gate lets it, and puts it to work.
     *
     * @param model its id
     * @param principal who asks
     * @param reason why
     * @return done or refused
     * @throws io.colin.api.ColinException MODEL_FAILED if it cannot be loaded; nothing has changed then
     */
    Promotion promote(String model, String principal, String reason);

    /**
     * Brings the champion before this one back to work.
     *
     * @param model the champion that is to go
     * @param principal who asks
     * @param reason why
     * @return done or refused
     * @throws io.colin.api.ColinException MODEL_FAILED if the former one cannot be loaded; nothing has changed then
     */
    Promotion rollback(String model, String principal, String reason);
}
