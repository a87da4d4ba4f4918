package io.colin.execution.engine;

import io.colin.api.event.ApprovalChanged;
import io.colin.api.event.LimitChanged;
import io.colin.api.event.RiskAlert;
import io.colin.api.risk.RiskGate;
import io.colin.api.risk.RiskNotice;
import java.util.List;

/**
 * Records what the gate has to tell, in the batch of the input that caused it: nothing leaves for a venue and nobody is
 * answered before it is durable. Engine thread only.
 */
final class NoticeDesk {
    private static final System.Logger LOG = System.getLogger(NoticeDesk.class.getName());

    /** What limits, latches and alerts belong to. */
    private static final String RISK = "risk";

    private final EventLog log;
    private final RiskGate gate;
    private final Runnable recordState;

    /**
     * A desk that has recorded nothing.
     *
     * @param log where events go
     * @param gate whose notices are taken
     * @param recordState records the durable state of the gate if it is another than the last recorded
     */
    NoticeDesk(EventLog log, RiskGate gate, Runnable recordState) {
        this.log = log;
        this.gate = gate;
        this.recordState = recordState;
    }

    /** Records what happened since the last call. */
    void take() {
        List<RiskNotice> notices = gate.takeNotices();
        for (int i = 0; i < notices.size(); i++) {
            record(notices.get(i));
        }
    }

    private void record(RiskNotice notice) {
        switch (notice) {
            case RiskNotice.LimitChange its -> {
                log.limits(its.configHash());
                log.emit(new LimitChanged(
                        log.header(RISK), its.limit(), its.before(), its.after(), its.principal(), its.configHash()));
            }
            case RiskNotice.ApprovalStep its ->
                log.emit(new ApprovalChanged(
                        log.header(its.approvalId()),
                        its.approvalId(),
                        its.subject(),
                        its.step(),
                        its.principal(),
                        its.note()));
            case RiskNotice.Latched its -> {
                LOG.log(System.Logger.Level.INFO, "state of risk recorded: {0}", its.what());
                recordState.run();
            }
            case RiskNotice.Alert its ->
                log.emit(new RiskAlert(
                        log.header(RISK), its.name(), its.scope(), its.severity(), its.active(), its.detail()));
        }
    }
}
