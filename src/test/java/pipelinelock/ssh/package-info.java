@NullMarked
package pipelinelock.ssh;

import org.jspecify.annotations.NullMarked;
