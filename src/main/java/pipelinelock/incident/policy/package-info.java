/** Who may approve what: policies, panels, break-glass, and the people they name. */
@NullMarked
package pipelinelock.incident.policy;

import org.jspecify.annotations.NullMarked;
