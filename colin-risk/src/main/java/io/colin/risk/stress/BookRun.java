package io.colin.risk.stress;

import java.util.Arrays;

/**
 * One run of one scenario: what each position loses at its worst, and the sum. Of spot twice: alone, and together with
 * what the balance loses that pays for it, of which the second counts; where gains of a balance do not count, the
 * larger of the two sums over what is paid from it.
 */
final class BookRun {
    private final BookState state;
    private final boolean hedgesFail;
    private final Terms[] terms;
    private final double[] rates;
    private final double[] alone;
    private final double[] paid;
    private final double[] sumAlone;
    private final double[] sumPaid;
    private double total;

    BookRun(World world, BookState state) {
        this.state = state;
        hedgesFail = world.variant().hedgesFail();
        terms = world.portfolio().positions().stream()
                .map(p -> new Terms(world, p))
                .toArray(Terms[]::new);
        rates = world.portfolio().cash().stream()
                .mapToDouble(c -> world.rate(c.currency()))
                .toArray();
        alone = new double[terms.length];
        paid = new double[terms.length];
        sumAlone = new double[rates.length];
        sumPaid = new double[rates.length];
    }

    /** The loss, working orders at their worst. */
    double total() {
        return total;
    }

    /** Takes the sums anew. */
    void recount() {
        Arrays.fill(sumAlone, 0);
        total = 0;
        for (int k = 0; k < rates.length; k++) {
            sumPaid[k] = -rates[k] * state.cash[k];
        }
        for (int i = 0; i < terms.length; i++) {
            measure(i);
            if (state.legs[i] < 0) {
                total += alone[i];
            } else {
                sumAlone[state.legs[i]] += alone[i];
                sumPaid[state.legs[i]] += paid[i];
            }
        }
        for (int k = 0; k < rates.length; k++) {
            total += larger(sumAlone[k], sumPaid[k]);
        }
    }

    /** A position changed. */
    void position(int slot) {
        double aloneBefore = alone[slot];
        double paidBefore = paid[slot];
        measure(slot);
        int leg = state.legs[slot];
        if (leg < 0) {
            total += alone[slot] - aloneBefore;
            return;
        }
        double before = larger(sumAlone[leg], sumPaid[leg]);
        sumAlone[leg] += alone[slot] - aloneBefore;
        sumPaid[leg] += paid[slot] - paidBefore;
        total += larger(sumAlone[leg], sumPaid[leg]) - before;
    }

    /** A balance changed. */
    void balance(int slot) {
        double before = larger(sumAlone[slot], sumPaid[slot]);
        double sum = -rates[slot] * state.cash[slot];
        for (int i = 0; i < state.legs.length; i++) {
            sum += state.legs[i] == slot ? paid[i] : 0;
        }
        sumPaid[slot] = sum;
        total += larger(sumAlone[slot], sumPaid[slot]) - before;
    }

    /** The loss with other ends of one position. */
    double with(int slot, double low, double high) {
        int leg = state.legs[slot];
        double newAlone = worst(slot, low, high, 0);
        if (leg < 0) {
            return total - alone[slot] + newAlone;
        }
        double newPaid = rates[leg] == 0 ? newAlone : worst(slot, low, high, rates[leg]);
        return total
                - larger(sumAlone[leg], sumPaid[leg])
                + larger(sumAlone[leg] - alone[slot] + newAlone, sumPaid[leg] - paid[slot] + newPaid);
    }

    private void measure(int slot) {
        alone[slot] = worst(slot, state.lows[slot], state.highs[slot], 0);
        double rate = state.legs[slot] < 0 ? 0 : rates[state.legs[slot]];
        paid[slot] = rate == 0 ? alone[slot] : worst(slot, state.lows[slot], state.highs[slot], rate);
    }

    private double larger(double ofPositions, double withBalance) {
        return hedgesFail ? Math.max(ofPositions, withBalance) : withBalance;
    }

    /** The largest loss between two values: at an end, or where the loss bends down between them. */
    private double worst(int slot, double low, double high, double rate) {
        double worst = Math.max(loss(slot, low, rate), loss(slot, high, rate));
        double[] bends = terms[slot].bends;
        for (int i = 0; i < bends.length; i++) {
            if (bends[i] > low && bends[i] < high) {
                worst = Math.max(worst, loss(slot, bends[i], rate));
            }
        }
        return worst;
    }

    private double loss(int slot, double value, double rate) {
        Terms t = terms[slot];
        return t.cost(value)
                + t.funding(value)
                - t.move(value, state.unrealised[slot], hedgesFail)
                + rate * (value - state.values[slot]);
    }
}
