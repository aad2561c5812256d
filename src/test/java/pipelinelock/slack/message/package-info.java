@NullMarked
package pipelinelock.slack.message;

import org.jspecify.annotations.NullMarked;
