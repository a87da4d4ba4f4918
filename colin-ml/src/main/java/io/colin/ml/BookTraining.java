package io.colin.ml;

import io.colin.api.ColinException;
import io.colin.api.instrument.Instrument;
import io.colin.api.internal.Require;
import io.colin.api.market.MarketDataSource;
import io.colin.ml.book.BookFitter;
import io.colin.ml.book.BookModel;
import io.colin.ml.dataset.BookDataset;
import java.time.Duration;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Trains a book model on a recorded book: columns and labels at every change of the best quote from 60 s after the
 * snapshot on, a mirror-symmetric logistic score fitted on the first part, and an evaluation on the last part, after an
 * embargo of 30 s, that nothing before it has touched. The same source and settings give the same model, byte for byte.
 */
public final class BookTraining {
    private final MarketDataSource source;
    private final Instrument instrument;
    private final BookModel.Settings settings;
    private final Consumer<String> progress;

    private BookTraining(
            MarketDataSource source, Instrument instrument, BookModel.Settings settings, Consumer<String> progress) {
        this.source = source;
        this.instrument = instrument;
        this.settings = settings;
        this.progress = progress;
    }

    /**
     * Starts a training.
     *
     * @return a builder; source and instrument must be set
     */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * Reads the source to its end, trains and evaluates.
     *
     * @return the model with its evaluations
     * @throws ColinException if the source cannot be read or holds too little
     */
    public TrainedBookModel train() {
        progress.accept("reading " + source.id());
        return train(BookDataset.read(source, instrument));
    }

    /**
     * Trains on data that was read before.
     *
     * @param data of the source and the instrument of this training
     * @return the model with its evaluations
     * @throws ColinException if it holds too little
     */
    public TrainedBookModel train(BookDataset data) {
        Require.that(
                data.instrument().equals(instrument) && data.fingerprint().equals(source.fingerprint()),
                "data",
                "must be of " + source.id() + " and " + instrument.symbol(),
                data.instrument().symbol());
        progress.accept("fitting " + data.size() + " rows");
        BookFitter.Fitted fitted = BookFitter.fit(data, settings);
        progress.accept("judging the last " + Math.round(100 * (1 - settings.trainShare())) + " %");
        BookModel model = fitted.model().withEvaluations(fitted.evaluator().evaluate(data));
        return new TrainedBookModel(model, fitted.evaluator());
    }

    /** Builds a training; every setter checks its own argument. */
    public static final class Builder {
        private static final double RIDGE = 100;
        private static final double TRAIN_SHARE = 0.6;
        private static final double CALIBRATION_SHARE = 0.25;
        private static final double HIGHEST_FEE_BPS = 1_000;

        private @Nullable MarketDataSource source;
        private @Nullable Instrument instrument;
        private double ridge = RIDGE;
        private double trainShare = TRAIN_SHARE;
        private double takerFeeBps = 5;
        private Duration expiry = Duration.ofDays(30);
        private long seed = 42;
        private Consumer<String> progress = step -> {};

        private Builder() {}

        /**
         * Sets the data; required.
         *
         * @param value a recorded book with quotes and trades, not live
         * @return this
         */
        public Builder source(MarketDataSource value) {
            source = value;
            return this;
        }

        /**
         * Sets whose book it is; required.
         *
         * @param value one of the source's
         * @return this
         */
        public Builder instrument(Instrument value) {
            instrument = value;
            return this;
        }

        /**
         * Sets the strength of the penalty on standardised columns; default 100.
         *
         * @param value above 0
         * @return this
         */
        public Builder ridge(double value) {
            ridge = Require.within("ridge", value, Double.MIN_NORMAL, Double.MAX_VALUE);
            return this;
        }

        /**
         * Sets the share of the time to learn from; default 0.6.
         *
         * @param value (0, 1)
         * @return this
         */
        public Builder trainShare(double value) {
            Require.that(value > 0 && value < 1, "trainShare", "must be in (0, 1)", value);
            trainShare = value;
            return this;
        }

        /**
         * Sets the fee a move must be worth, twice; default 5 bp.
         *
         * @param value basis points, 0 or more
         * @return this
         */
        public Builder takerFeeBps(double value) {
            takerFeeBps = Require.within("takerFeeBps", value, 0, HIGHEST_FEE_BPS);
            return this;
        }

        /**
         * Sets how long after its data the model may speak; default 30 days.
         *
         * @param value above 0
         * @return this
         */
        public Builder expiry(Duration value) {
            expiry = Require.positive("expiry", value);
            return this;
        }

        /**
         * Sets the root of everything random, here the bootstrap alone; default 42.
         *
         * @param value any
         * @return this
         */
        public Builder seed(long value) {
            seed = value;
            return this;
        }

        /**
         * Sets who hears how it goes; default nobody.
         *
         * @param value gets a few words at the start of each step, on the training thread
         * @return this
         */
        public Builder progress(Consumer<String> value) {
            progress = value;
            return this;
        }

        /**
         * Builds the training; nothing is read yet.
         *
         * @return the training
         * @throws IllegalArgumentException naming everything that is missing or does not fit
         */
        public BookTraining build() {
            TrainingData data = TrainingData.of(source, instrument);
            BookModel.Settings settings =
                    new BookModel.Settings(ridge, trainShare, CALIBRATION_SHARE, takerFeeBps, expiry.toNanos(), seed);
            return new BookTraining(data.source(), data.instrument(), settings, progress);
        }
    }
}
