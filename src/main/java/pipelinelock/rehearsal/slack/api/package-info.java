/** The methods of the simulated Web API, with what they take and refuse. */
@NullMarked
package pipelinelock.rehearsal.slack.api;

import org.jspecify.annotations.NullMarked;
