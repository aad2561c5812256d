@NullMarked
package pipelinelock.bosh.task;

import org.jspecify.annotations.NullMarked;
