package io.colin.server.problem;

/** Carries a problem to the edge, which answers with it. Without a stack trace: it is an expected outcome. */
public final class ProblemException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient Problem problem;

    /**
     * Carries a problem.
     *
     * @param problem what went wrong
     */
    public ProblemException(Problem problem) {
        super(problem.code() + ": " + problem.detail(), null, false, false);
        this.problem = problem;
    }

    /**
     * What went wrong.
     *
     * @return the problem
     */
    public Problem problem() {
        return problem;
    }
}
