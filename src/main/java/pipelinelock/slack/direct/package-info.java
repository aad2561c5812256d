/** Who wants no direct messages: said by a command, or where such a message asks. */
@NullMarked
package pipelinelock.slack.direct;

import org.jspecify.annotations.NullMarked;
