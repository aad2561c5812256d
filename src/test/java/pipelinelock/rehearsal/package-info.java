/** Each simulated server against what the contracts and the recordings say, over HTTP. */
@NullMarked
package pipelinelock.rehearsal;

import org.jspecify.annotations.NullMarked;
