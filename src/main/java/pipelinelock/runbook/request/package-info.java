/** From a person's wish to a request: looked at, planned, and refused with the reason. */
@NullMarked
package pipelinelock.runbook.request;

import org.jspecify.annotations.NullMarked;
