@NullMarked
package pipelinelock.incident.refusal;

import org.jspecify.annotations.NullMarked;
