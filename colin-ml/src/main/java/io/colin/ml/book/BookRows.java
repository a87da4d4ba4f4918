package io.colin.ml.book;

import io.colin.ml.dataset.BookDataset;
import java.util.List;

/** The model's columns of chosen rows of a dataset. */
final class BookRows {
    private BookRows() {}

    static double[][] of(BookDataset data, int[] rows) {
        int[] columns = columns(data);
        double[][] values = new double[rows.length][columns.length];
        for (int i = 0; i < rows.length; i++) {
            for (int k = 0; k < columns.length; k++) {
                values[i][k] = data.value(rows[i], columns[k]);
            }
        }
        return values;
    }

    static float[] scaled(BookDataset data, int[] rows, List<Double> scales) {
        int[] columns = columns(data);
        int width = columns.length;
        float[] values = new float[rows.length * width];
        for (int i = 0; i < rows.length; i++) {
            for (int k = 0; k < width; k++) {
                values[i * width + k] = (float) (data.value(rows[i], columns[k]) / scales.get(k));
            }
        }
        return values;
    }

    /** Where a dataset holds the model's columns. */
    static int[] columns(BookDataset data) {
        return BookModel.schema().columns().stream()
                .mapToInt(column -> data.schema().indexOf(column.name()))
                .toArray();
    }
}
