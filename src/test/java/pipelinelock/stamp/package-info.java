@NullMarked
package pipelinelock.stamp;

import org.jspecify.annotations.NullMarked;
