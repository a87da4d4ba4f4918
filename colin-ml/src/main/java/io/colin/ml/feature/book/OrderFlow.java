package io.colin.ml.feature.book;

/**
 * What a change of one level says about buying and selling: e = 1[B↑or=]·b − 1[B↓or=]·b₋ − 1[A↓or=]·a + 1[A↑or=]·a₋ with
 * new prices against old and ₋ the size before (Cont, Kukanov and Stoikov).
 */
final class OrderFlow {
    private OrderFlow() {}

    /** The bid part; the ask part is the same of negated prices, negated. */
    static double ofSide(double price, double size, double oldPrice, double oldSize) {
        return (price >= oldPrice ? size : 0) - (price <= oldPrice ? oldSize : 0);
    }
}
