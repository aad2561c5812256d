@NullMarked
package pipelinelock.slack.input;

import org.jspecify.annotations.NullMarked;
