package io.colin.risk.gate;

import java.util.Arrays;
import java.util.Random;

/**
 * Tail risk, stress and correlation of two assets written down once more from their definitions: every figure from the two
 * series of daily log returns and the two exposures alone, nothing kept. The covariance is exponentially weighted with
 * 0.94, the account holds dollars and spot of BTC and ETH.
 */
final class PlainFigures {
    private static final double Z95 = 1.6448536269514722;
    private static final double Z99 = 2.3263478740408408;
    private static final int HISTORICAL_FROM = 250;
    private static final int LAST_DAYS = 60;
    private static final int LOOK_BACK = 252;

    private final double[] btc;
    private final double[] eth;
    private final double betaOfEth;
    private final double rho;
    private final double[] halfSpread = {0.0001, 0.001};

    PlainFigures(double[] btc, double[] eth) {
        this.btc = btc.clone();
        this.eth = eth.clone();
        double[] x = last(btc);
        double[] y = last(eth);
        betaOfEth = Math.max(0.5, Math.min(2.5, comoment(x, y) / comoment(x, x)));
        rho = comoment(x, y) / Math.sqrt(comoment(x, x) * comoment(y, y));
    }

    /** Two series that move together as much as asked, with a fat tail now and then. */
    static double[][] walk(Random random, int days, double together) {
        double[][] walk = new double[2][days];
        for (int t = 0; t < days; t++) {
            double common = random.nextGaussian();
            double own = together * common + Math.sqrt(1 - together * together) * random.nextGaussian();
            double size = random.nextInt(20) == 0 ? 2.5 : 1;
            walk[0][t] = 0.02 * size * common;
            walk[1][t] = 0.025 * size * own;
        }
        return walk;
    }

    private static double[] last(double[] all) {
        return Arrays.copyOfRange(all, Math.max(0, all.length - LAST_DAYS), all.length);
    }

    private static double comoment(double[] x, double[] y) {
        double meanX = Arrays.stream(x).average().orElseThrow();
        double meanY = Arrays.stream(y).average().orElseThrow();
        double sum = 0;
        for (int t = 0; t < x.length; t++) {
            sum += (x[t] - meanX) * (y[t] - meanY);
        }
        return sum;
    }

    /** The same so many days without a bar later: what is older than the look-back counts no more. */
    PlainFigures after(int days) {
        int gone = Math.max(0, btc.length + days - LOOK_BACK);
        return new PlainFigures(Arrays.copyOfRange(btc, gone, btc.length), Arrays.copyOfRange(eth, gone, eth.length));
    }

    double rho() {
        return rho;
    }

    /** Value at risk, 0 where the quantile is a profit. */
    double valueAtRisk(double confidence, int days, double ofBtc, double ofEth) {
        if (ofBtc == 0 && ofEth == 0) {
            return 0;
        }
        double z = confidence == 0.95 ? Z95 : Z99;
        double spread = sigma(ofBtc, ofEth) * Math.sqrt(days);
        double drift = days * mean(ofBtc, ofEth);
        double figure =
                btc.length >= HISTORICAL_FROM ? sorted(days, ofBtc, ofEth)[at(days, confidence)] : z * spread - drift;
        double[] losses = sorted(1, ofBtc, ofEth);
        double s = moment(losses, 3) / Math.pow(moment(losses, 2), 1.5) / Math.sqrt(days);
        double k = (moment(losses, 4) / Math.pow(moment(losses, 2), 2) - 3) / days;
        if (rises(s, k)) {
            double quantile = z
                    + (z * z - 1) * s / 6
                    + (Math.pow(z, 3) - 3 * z) * k / 24
                    - (2 * Math.pow(z, 3) - 5 * z) * s * s / 36;
            figure = Math.max(figure, quantile * spread - drift);
        }
        return Math.max(0, figure);
    }

    /** Expected shortfall at 99 % over a day. */
    double shortfall(double ofBtc, double ofEth) {
        if (ofBtc == 0 && ofEth == 0) {
            return 0;
        }
        double[] losses = sorted(1, ofBtc, ofEth);
        double spread = sigma(ofBtc, ofEth);
        double drift = mean(ofBtc, ofEth);
        double hazard = Math.exp(-Z99 * Z99 / 2) / Math.sqrt(2 * Math.PI) / 0.01;
        double figure = btc.length >= HISTORICAL_FROM
                ? Arrays.stream(losses).skip(at(1, 0.99)).average().orElseThrow()
                : hazard * spread - drift;
        double s = moment(losses, 3) / Math.pow(moment(losses, 2), 1.5);
        double k = moment(losses, 4) / Math.pow(moment(losses, 2), 2) - 3;
        if (rises(s, k)) {
            // The mean of the quantile polynomial beyond z: z·φ, (z² − 1)·φ and (2z² − 1)·φ over the tail.
            double mean = 1 + Z99 * s / 6 + (Z99 * Z99 - 1) * k / 24 - (2 * Z99 * Z99 - 1) * s * s / 36;
            figure = Math.max(figure, hazard * mean * spread - drift);
        }
        return Math.max(valueAtRisk(0.99, 1, ofBtc, ofEth), figure);
    }

    /** Whether the Cornish–Fisher quantile rises everywhere: its slope is a parabola above zero. */
    private static boolean rises(double s, double k) {
        double a = k / 8 - s * s / 6;
        double b = s / 3;
        double c = 1 - k / 8 + 5 * s * s / 36;
        return a > 0 && c - b * b / (4 * a) >= 0;
    }

    private int at(int days, double confidence) {
        return (int) Math.ceil((btc.length - days + 1) * confidence - 1e-9) - 1;
    }

    /** Losses of all windows of so many days, the largest last. */
    private double[] sorted(int days, double ofBtc, double ofEth) {
        double[] losses = new double[btc.length - days + 1];
        for (int t = 0; t < losses.length; t++) {
            double x = 0;
            double y = 0;
            for (int d = 0; d < days; d++) {
                x += btc[t + d];
                y += eth[t + d];
            }
            losses[t] = -ofBtc * Math.expm1(x) - ofEth * Math.expm1(y);
        }
        Arrays.sort(losses);
        return losses;
    }

    private static double moment(double[] values, int power) {
        double mean = Arrays.stream(values).average().orElseThrow();
        return Arrays.stream(values)
                .map(value -> Math.pow(value - mean, power))
                .average()
                .orElseThrow();
    }

    double variance(double ofBtc, double ofEth) {
        double sigma = sigma(ofBtc, ofEth);
        return sigma * sigma;
    }

    private double sigma(double ofBtc, double ofEth) {
        double sum = 0;
        double mass = 0;
        for (int t = 0; t < btc.length; t++) {
            double weight = Math.pow(0.94, btc.length - 1 - t);
            double gain = ofBtc * btc[t] + ofEth * eth[t];
            sum += weight * gain * gain;
            mass += weight;
        }
        return Math.sqrt(sum / mass);
    }

    private double mean(double ofBtc, double ofEth) {
        return ofBtc * Arrays.stream(btc).average().orElseThrow()
                + ofEth * Arrays.stream(eth).average().orElseThrow();
    }

    /** The full run saw these mids, a cent of spread on either side of each. */
    void seen(double midOfBtc, double midOfEth) {
        halfSpread[0] = 0.01 / midOfBtc;
        halfSpread[1] = 0.01 / midOfEth;
    }

    /** The loss of the worst of the first eight scenarios, 0 when all gain. */
    double stress(double ofBtc, double ofEth) {
        double worst = 0;
        worst = Math.max(worst, loss(-0.40, -0.50, 2, 2, ofBtc, ofEth));
        worst = Math.max(worst, loss(-0.30, -0.30, 3, 2, ofBtc, ofEth));
        worst = Math.max(worst, loss(-0.25, 0, 1, 1, ofBtc, ofEth));
        worst = Math.max(worst, loss(0, -0.95, 10, 5, ofBtc, ofEth));
        worst = Math.max(worst, loss(0.15, -0.30, 3, 2, ofBtc, ofEth));
        worst = Math.max(worst, loss(-0.15, -0.30, 3, 2, ofBtc, ofEth));
        worst = Math.max(worst, loss(-0.10, 0, 1, 1, ofBtc, ofEth));
        worst = Math.max(worst, loss(0, -0.30, 2, 2, ofBtc, ofEth));
        worst = Math.max(worst, loss(-0.20, -0.30, 2, 2, ofBtc, ofEth));
        // Once more with hedges that fail: what would gain brings nothing.
        double hedgesFail = Math.max(0, ofBtc * 0.20) + Math.max(0, -ofEth * moved(betaOfEth * -0.20));
        return Math.max(worst, hedgesFail + costs(-0.30, 2, 2, ofBtc, ofEth));
    }

    private double loss(double market, double liquidity, double spread, double impact, double ofBtc, double ofEth) {
        double gain = ofBtc * moved(market) + ofEth * moved(betaOfEth * market);
        return costs(liquidity, spread, impact, ofBtc, ofEth) - gain;
    }

    private static double moved(double move) {
        return Math.max(-0.95, Math.min(3, move));
    }

    /** Half the spread seen, and the unwinding of an hour's volume at the volatility of a day by the square-root law. */
    private double costs(double liquidity, double spread, double impact, double ofBtc, double ofEth) {
        double unwinding = 0.15 * Math.sqrt(1 / (1 + liquidity)) * impact;
        return Math.abs(ofBtc) * Math.min(1, halfSpread[0] * spread + unwinding * sigma(1, 0))
                + Math.abs(ofEth) * Math.min(1, halfSpread[1] * spread + unwinding * sigma(0, 1));
    }
}
