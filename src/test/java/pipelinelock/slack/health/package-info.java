@NullMarked
package pipelinelock.slack.health;

import org.jspecify.annotations.NullMarked;
