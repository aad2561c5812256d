/** Whose a request of Slack's is, and whether this bot serves it: one rule, however it comes. */
@NullMarked
package pipelinelock.sender;

import org.jspecify.annotations.NullMarked;
