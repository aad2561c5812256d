/** What was refused to whom: kept beside the record, and never a part of it. */
@NullMarked
package pipelinelock.incident.refusal;

import org.jspecify.annotations.NullMarked;
