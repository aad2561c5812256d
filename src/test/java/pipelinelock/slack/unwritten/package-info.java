@NullMarked
package pipelinelock.slack.unwritten;

import org.jspecify.annotations.NullMarked;
