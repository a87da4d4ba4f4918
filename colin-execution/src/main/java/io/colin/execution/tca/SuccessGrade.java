package io.colin.execution.tca;

import io.colin.api.internal.Require;
import io.colin.execution.tca.Criterion.Verdict;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Whether a finished parent did what its algorithm is for: passed where every test did, failed where one did, else absent. It
 * grades what came of the parent, whoever or whatever ended it.
 *
 * @param orderId the parent
 * @param algo type of its algorithm
 * @param criteria its tests, never empty
 */
public record SuccessGrade(String orderId, String algo, List<Criterion> criteria) {
    /** Checks and copies. */
    public SuccessGrade {
        Require.text("orderId", orderId);
        Require.text("algo", algo);
        criteria = List.copyOf(criteria);
        Require.that(!criteria.isEmpty(), "criteria", "must not be empty", criteria);
    }

    /**
     * How it came out.
     *
     * @return failed where one test failed, else absent where one is, else passed
     */
    public Verdict verdict() {
        if (has(Verdict.FAILED)) {
            return Verdict.FAILED;
        }
        return has(Verdict.ABSENT) ? Verdict.ABSENT : Verdict.PASSED;
    }

    /**
     * Why it is not passed.
     *
     * @return the tests that say so, in words; empty for one that is passed
     */
    public String reason() {
        Verdict verdict = verdict();
        return criteria.stream()
                .filter(each -> verdict != Verdict.PASSED && each.verdict() == verdict)
                .map(Criterion::text)
                .collect(Collectors.joining(", "));
    }

    private boolean has(Verdict verdict) {
        return criteria.stream().anyMatch(each -> each.verdict() == verdict);
    }
}
