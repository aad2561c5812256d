/** From a person's wish to a request: looks, plans, and refuses with the reason. */
@NullMarked
package pipelinelock.runbook.request;

import org.jspecify.annotations.NullMarked;
