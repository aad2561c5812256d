@NullMarked
package pipelinelock.slack.button;

import org.jspecify.annotations.NullMarked;
