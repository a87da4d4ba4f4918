/**
 * What needs two people: {@link io.colin.risk.approval.Approvals} takes what somebody asks for, lets somebody else agree or
 * not, and lets what was agreed to happen once.
 */
@NullMarked
package io.colin.risk.approval;

import org.jspecify.annotations.NullMarked;
