package io.colin.ml.dl4j;

import io.colin.api.ColinException;
import io.colin.api.ColinException.Reason;
import org.nd4j.linalg.api.memory.MemoryWorkspace;
import org.nd4j.linalg.api.memory.MemoryWorkspaceManager;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.nativeblas.NativeOpsHolder;

/** Loads the native library and keeps it on one thread: networks of this size train slower on more, and repeat on one. */
final class NativeRuntime {
    private NativeRuntime() {}

    /**
     * Idempotent. The library reads OMP_NUM_THREADS while it loads, and only that reaches all of it: this helps whoever
     * started Java without, but weights repeat bit for bit only between runs started with the same value.
     */
    static void prepare() {
        try {
            Nd4j.getEnvironment().setMaxThreads(1);
            Nd4j.getEnvironment().setMaxMasterThreads(1);
            Nd4j.factory().blas().setMaxThreads(1);
            NativeOpsHolder.getInstance().getDeviceNativeOps().setOmpNumThreads(1);
        } catch (LinkageError | RuntimeException e) {
            throw new ColinException(
                    Reason.MODEL_FAILED,
                    "the native library of the network could not be loaded on this platform: " + e,
                    e);
        }
    }

    /**
     * Frees the working memory that calls on this thread left behind. Not by
     * destroyAllWorkspacesForCurrentThread(): that also runs a full garbage collection.
     */
    static void releaseWorkspaces() {
        MemoryWorkspaceManager manager = Nd4j.getWorkspaceManager();
        for (MemoryWorkspace workspace : manager.getAllWorkspacesForCurrentThread()) {
            manager.destroyWorkspace(workspace);
        }
    }
}
