package io.colin.server.http;

/** Answers the requests of one route. May throw {@link io.colin.server.problem.ProblemException}. */
@FunctionalInterface
public interface Handler {
    /**
     * Answers.
     *
     * @param request a request that passed every check of the edge
     * @return the answer
     */
    Answer answer(Request request);
}
