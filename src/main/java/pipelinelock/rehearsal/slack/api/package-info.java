/** The methods of the simulated Web API, what they accept and what they refuse. */
@NullMarked
package pipelinelock.rehearsal.slack.api;

import org.jspecify.annotations.NullMarked;
