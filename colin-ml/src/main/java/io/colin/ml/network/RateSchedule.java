package io.colin.ml.network;

/** The learning rate of each epoch. */
public sealed interface RateSchedule {
    /**
     * The rate of an epoch.
     *
     * @param epoch from 1
     * @param stagnations how often so far {@link #plateauEpochs()} epochs in a row gave no better validation loss
     * @return above 0
     */
    double rate(int epoch, int stagnations);

    /**
     * How many epochs without a better validation loss make a stagnation.
     *
     * @return above 0
     */
    int plateauEpochs();

    /**
     * Halved at every stagnation.
     *
     * @param first rate
     * @param plateauEpochs epochs without a better validation loss after which it is halved
     */
    record Plateau(double first, int plateauEpochs) implements RateSchedule {
        private static final double FACTOR = 0.5;

        @Override
        public double rate(int epoch, int stagnations) {
            return first * Math.pow(FACTOR, stagnations);
        }
    }

    /**
     * Linear from peak ÷ warmUpEpochs to peak, then half a cosine from the peak to the last rate, which the last epoch
     * there can be is made with.
     *
     * @param peak largest rate
     * @param last smallest rate after the peak
     * @param warmUpEpochs 0 or more
     * @param maxEpochs above warmUpEpochs
     */
    record WarmUpCosine(double peak, double last, int warmUpEpochs, int maxEpochs) implements RateSchedule {
        @Override
        public double rate(int epoch, int stagnations) {
            if (epoch <= warmUpEpochs) {
                return peak * epoch / warmUpEpochs;
            }
            int span = Math.max(1, maxEpochs - warmUpEpochs - 1);
            double share = Math.min(1, (double) (epoch - warmUpEpochs - 1) / span);
            return last + (peak - last) * (1 + Math.cos(Math.PI * share)) / 2;
        }

        @Override
        public int plateauEpochs() {
            return Integer.MAX_VALUE;
        }
    }
}
