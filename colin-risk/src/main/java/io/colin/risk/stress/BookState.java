package io.colin.risk.stress;

/**
 * What a {@link StressBook} holds by slot: of positions their value, the two values between which orders that work may
 * leave them and their unrealised profit, of balances their value, and which balance a position is paid from, −1 for none.
 */
final class BookState {
    final double[] values;
    final double[] lows;
    final double[] highs;
    final double[] unrealised;
    final double[] cash;
    final int[] legs;

    BookState(StressPortfolio portfolio) {
        values = portfolio.positions().stream()
                .mapToDouble(StressPosition::value)
                .toArray();
        lows = values.clone();
        highs = values.clone();
        unrealised = portfolio.positions().stream()
                .mapToDouble(StressPosition::unrealised)
                .toArray();
        cash = portfolio.cash().stream().mapToDouble(StressCash::value).toArray();
        legs = portfolio.positions().stream()
                .mapToInt(p -> p.isSpot() ? portfolio.cashIndexOf(p.symbol().quote(), p.venue()) : -1)
                .toArray();
    }

    /** The largest absolute value orders may leave of a position. */
    double size(int slot) {
        return Math.max(Math.abs(lows[slot]), Math.abs(highs[slot]));
    }

    double gross() {
        double gross = 0;
        for (int i = 0; i < values.length; i++) {
            gross += size(i);
        }
        for (double balance : cash) {
            gross += Math.abs(balance);
        }
        return gross;
    }
}
