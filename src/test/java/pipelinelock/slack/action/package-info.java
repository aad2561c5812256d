@NullMarked
package pipelinelock.slack.action;

import org.jspecify.annotations.NullMarked;
