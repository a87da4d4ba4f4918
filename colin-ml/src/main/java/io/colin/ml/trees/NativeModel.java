package io.colin.ml.trees;

import com.microsoft.ml.lightgbm.SWIGTYPE_p_double;
import com.microsoft.ml.lightgbm.SWIGTYPE_p_float;
import com.microsoft.ml.lightgbm.SWIGTYPE_p_int;
import com.microsoft.ml.lightgbm.SWIGTYPE_p_long_long;
import com.microsoft.ml.lightgbm.SWIGTYPE_p_p_void;
import com.microsoft.ml.lightgbm.SWIGTYPE_p_void;
import com.microsoft.ml.lightgbm.lightgbmlib;
import com.microsoft.ml.lightgbm.lightgbmlibConstants;
import io.colin.api.ColinException;
import io.colin.api.ColinException.Reason;

/**
 * A model in LightGBM's own C interface. lightgbm4j's booster sets two answers a row aside for a prediction, and three
 * classes write over its end; here the room is counted. Owned by one thread at a time.
 */
final class NativeModel implements AutoCloseable {
    static final int PROBABILITIES = lightgbmlibConstants.C_API_PREDICT_NORMAL;
    static final int CONTRIBUTIONS = lightgbmlibConstants.C_API_PREDICT_CONTRIB;

    private static final int ALL = -1;

    private final SWIGTYPE_p_void handle;

    private NativeModel(SWIGTYPE_p_void handle) {
        this.handle = handle;
    }

    /** The text must be one that LightGBM wrote: on another its reader may end the process. */
    static NativeModel of(String text) {
        NativeTrees.prepare();
        SWIGTYPE_p_int rounds = lightgbmlib.new_intp();
        SWIGTYPE_p_p_void target = lightgbmlib.new_voidpp();
        try {
            check("read a model", lightgbmlib.LGBM_BoosterLoadModelFromString(text, rounds, target));
            return new NativeModel(lightgbmlib.voidpp_value(target));
        } finally {
            lightgbmlib.delete_intp(rounds);
            lightgbmlib.delete_voidpp(target);
        }
    }

    int columns() {
        SWIGTYPE_p_int answer = lightgbmlib.new_intp();
        try {
            check("count columns", lightgbmlib.LGBM_BoosterGetNumFeature(handle, answer));
            return lightgbmlib.intp_value(answer);
        } finally {
            lightgbmlib.delete_intp(answer);
        }
    }

    int classes() {
        SWIGTYPE_p_int answer = lightgbmlib.new_intp();
        try {
            check("count classes", lightgbmlib.LGBM_BoosterGetNumClasses(handle, answer));
            return lightgbmlib.intp_value(answer);
        } finally {
            lightgbmlib.delete_intp(answer);
        }
    }

    /** Rows of so many columns; each gives so many answers of the kind. */
    double[] predict(float[] rows, int columns, int answersOfARow, int kind) {
        int count = rows.length / columns;
        double[] answers = new double[count * answersOfARow];
        SWIGTYPE_p_float input = lightgbmlib.new_floatArray(rows.length);
        SWIGTYPE_p_double output = lightgbmlib.new_doubleArray(answers.length);
        SWIGTYPE_p_long_long written = lightgbmlib.new_int64_tp();
        try {
            for (int i = 0; i < rows.length; i++) {
                lightgbmlib.floatArray_setitem(input, i, rows[i]);
            }
            check("answer", predict(input, count, columns, kind, written, output));
            if (lightgbmlib.int64_tp_value(written) != answers.length) {
                throw new ColinException(
                        Reason.MODEL_FAILED, "LightGBM gave " + lightgbmlib.int64_tp_value(written) + " answers");
            }
            for (int i = 0; i < answers.length; i++) {
                answers[i] = lightgbmlib.doubleArray_getitem(output, i);
            }
            return answers;
        } finally {
            lightgbmlib.delete_floatArray(input);
            lightgbmlib.delete_doubleArray(output);
            lightgbmlib.delete_int64_tp(written);
        }
    }

    private int predict(
            SWIGTYPE_p_float input,
            int count,
            int columns,
            int kind,
            SWIGTYPE_p_long_long written,
            SWIGTYPE_p_double output) {
        return lightgbmlib.LGBM_BoosterPredictForMat(
                handle,
                lightgbmlib.float_to_voidp_ptr(input),
                lightgbmlibConstants.C_API_DTYPE_FLOAT32,
                count,
                columns,
                1,
                kind,
                0,
                ALL,
                "num_threads=1",
                written,
                output);
    }

    @Override
    public void close() {
        check("free a model", lightgbmlib.LGBM_BoosterFree(handle));
    }

    private static void check(String what, int code) {
        if (code != 0) {
            throw new ColinException(
                    Reason.MODEL_FAILED, "LightGBM could not " + what + ": " + lightgbmlib.LGBM_GetLastError());
        }
    }
}
