package io.colin.ml.book;

import io.colin.ml.dataset.BookDataset;
import java.util.List;

/** The model's columns of chosen rows of a dataset. */
final class BookRows {
    private BookRows() {}

    static double[][] of(BookDataset data, int[] rows) {
        int first = first(data);
        int width = BookModel.schema().size();
        double[][] values = new double[rows.length][width];
        for (int i = 0; i < rows.length; i++) {
            for (int k = 0; k < width; k++) {
                values[i][k] = data.value(rows[i], first + k);
            }
        }
        return values;
    }

    static float[] scaled(BookDataset data, int[] rows, List<Double> scales) {
        int first = first(data);
        int width = scales.size();
        float[] values = new float[rows.length * width];
        for (int i = 0; i < rows.length; i++) {
            for (int k = 0; k < width; k++) {
                values[i * width + k] = (float) (data.value(rows[i], first + k) / scales.get(k));
            }
        }
        return values;
    }

    private static int first(BookDataset data) {
        return data.schema().indexOf(BookModel.schema().columns().getFirst().name());
    }
}
