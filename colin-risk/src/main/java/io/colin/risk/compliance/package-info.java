/**
 * Controls of conduct. {@link io.colin.risk.compliance.Compliance} holds orders against
 * {@link io.colin.risk.compliance.ComplianceRule}s, {@link io.colin.risk.compliance.ComplianceMonitor} watches the account,
 * {@link io.colin.risk.compliance.Surveillance} looks for patterns of abuse in what was traded, and
 * {@link io.colin.risk.compliance.ComplianceReport} tells a day. These are controls; using them makes nobody compliant with
 * a regulation.
 */
@NullMarked
package io.colin.risk.compliance;

import org.jspecify.annotations.NullMarked;
