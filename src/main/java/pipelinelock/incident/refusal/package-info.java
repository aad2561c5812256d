/** What was refused to whom: kept next to the record, and never part of it. */
@NullMarked
package pipelinelock.incident.refusal;

import org.jspecify.annotations.NullMarked;
