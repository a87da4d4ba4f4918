package io.colin.execution.impact;

/**
 * What a parent is expected to cost, as fractions of the mid at arrival; positive = against us.
 *
 * @param cost half the spread and impact
 * @param impact impact alone
 * @param error standard error of what is expected, from that of the coefficients
 * @param deviation standard deviation of what one parent will come out at: that error and the noise of single parents; where no
 *     noise is known yet, that error alone
 * @param estimate what it rests on
 */
public record ImpactForecast(double cost, double impact, double error, double deviation, ImpactEstimate estimate) {
    private static final double NORMAL_95 = 1.6448536269514722;

    /**
     * What nineteen of twenty parents cost at most, were the noise normal: the upper end of the central 90 % interval.
     *
     * @return a fraction
     */
    public double upper90() {
        return cost + NORMAL_95 * deviation;
    }

    /**
     * The lower end of the central 90 % interval.
     *
     * @return a fraction
     */
    public double lower90() {
        return cost - NORMAL_95 * deviation;
    }
}
