/** What many incidents show together: causes, time lost, approvals, bypasses, refusals. */
@NullMarked
package pipelinelock.evidence.insight;

import org.jspecify.annotations.NullMarked;
