package io.colin.risk.exposure;

import java.math.BigDecimal;

/** A child that draws on a parent's reservation. */
final class Drawn {
    final String childId;
    final String parentId;
    final String venue;
    final Filling filling;
    /** What its venue's sums hold of it. */
    BigDecimal counted = BigDecimal.ZERO;

    Drawn(String childId, String parentId, String venue, BigDecimal quantity) {
        this.childId = childId;
        this.parentId = parentId;
        this.venue = venue;
        this.filling = new Filling(quantity);
    }
}
