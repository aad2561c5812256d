/** The keys that checkpoints are signed and checked with. */
@NullMarked
package pipelinelock.audit.checkpoint.key;

import org.jspecify.annotations.NullMarked;
