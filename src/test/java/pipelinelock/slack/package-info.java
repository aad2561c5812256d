@NullMarked
package pipelinelock.slack;

import org.jspecify.annotations.NullMarked;
