package io.colin.risk.returns;

import java.util.BitSet;

/** The sample covariance moved towards constant correlation; {@link Covariance#shrunk} names the source. */
final class Shrinkage {
    private final ReturnHistory history;
    private final int n;
    private final double[][] centred;
    private final BitSet[] known;
    private final double[] values;
    private double intensity;

    private Shrinkage(ReturnHistory history) {
        this.history = history;
        n = Covariance.assets(history);
        centred = new double[n][];
        known = new BitSet[n];
        values = new double[n * n];
    }

    static Shrinkage of(ReturnHistory history) {
        Shrinkage estimate = new Shrinkage(history);
        for (int i = 0; i < estimate.n; i++) {
            estimate.centre(i);
        }
        estimate.estimate();
        return estimate;
    }

    /** Row by row. */
    double[] values() {
        return values;
    }

    /** In [0, 1]. */
    double intensity() {
        return intensity;
    }

    private void centre(int asset) {
        double[] row = history.logReturns(asset);
        BitSet present = new BitSet(row.length);
        double sum = 0;
        for (int t = 0; t < row.length; t++) {
            if (!Double.isNaN(row[t])) {
                present.set(t);
                sum += row[t];
            }
        }
        Covariance.checkJoint(history, asset, asset, present.cardinality());
        double mean = sum / present.cardinality();
        for (int t = 0; t < row.length; t++) {
            // An absent point adds nothing to any sum; the counts come from the bit sets.
            row[t] = Double.isNaN(row[t]) ? 0 : row[t] - mean;
        }
        centred[asset] = row;
        known[asset] = present;
    }

    private void estimate() {
        for (int i = 0; i < n; i++) {
            values[i * n + i] = dot(centred[i], centred[i]) / degrees(i, i);
        }
        double rhoSum = 0;
        int pairs = 0;
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < i; j++) {
                double covariance = dot(centred[i], centred[j]) / degrees(i, j);
                values[i * n + j] = covariance;
                double scale = deviation(i) * deviation(j);
                if (scale > 0) {
                    rhoSum += covariance / scale;
                    pairs++;
                }
            }
        }
        double rho = pairs == 0 ? 0 : rhoSum / pairs;
        intensity = intensity(rho);
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < i; j++) {
                double target = rho * deviation(i) * deviation(j);
                values[i * n + j] += intensity * (target - values[i * n + j]);
                values[j * n + i] = values[i * n + j];
            }
        }
    }

    /** (π − ρ) / (γ·T), each pair's asymptotic variances divided by its own T. */
    private double intensity(double rho) {
        double gain = 0;
        double distance = 0;
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < i; j++) {
                double scale = deviation(i) * deviation(j);
                if (scale > 0) {
                    gain += 2 * gain(i, j, rho) / degrees(i, j);
                    double apart = values[i * n + j] - rho * scale;
                    distance += 2 * apart * apart;
                }
            }
        }
        return distance > 0 ? Math.clamp(gain / distance, 0, 1) : 0;
    }

    /** π_ij less the mean of ρ_ij and ρ_ji, not yet divided by T. */
    private double gain(int i, int j, double rho) {
        double[] x = centred[i];
        double[] y = centred[j];
        double both = 0;
        double cubeX = 0;
        double cubeY = 0;
        for (int t = 0; t < x.length; t++) {
            double product = x[t] * y[t];
            both += product * product;
            cubeX += x[t] * x[t] * product;
            cubeY += y[t] * y[t] * product;
        }
        double points = degrees(i, j);
        double covariance = values[i * n + j];
        double pi = both / points - covariance * covariance;
        double thetaX = cubeX / points - values[i * n + i] * covariance;
        double thetaY = cubeY / points - values[j * n + j] * covariance;
        double ratio = deviation(j) / deviation(i);
        return pi - rho / 2 * (ratio * thetaX + thetaY / ratio);
    }

    private double deviation(int i) {
        return Math.sqrt(values[i * n + i]);
    }

    private double degrees(int i, int j) {
        if (i == j) {
            return known[i].cardinality() - 1;
        }
        BitSet joint = (BitSet) known[i].clone();
        joint.and(known[j]);
        Covariance.checkJoint(history, i, j, joint.cardinality());
        return joint.cardinality() - 1;
    }

    private static double dot(double[] x, double[] y) {
        double sum = 0;
        for (int t = 0; t < x.length; t++) {
            sum += x[t] * y[t];
        }
        return sum;
    }
}
