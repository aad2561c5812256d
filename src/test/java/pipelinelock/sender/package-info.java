@NullMarked
package pipelinelock.sender;

import org.jspecify.annotations.NullMarked;
