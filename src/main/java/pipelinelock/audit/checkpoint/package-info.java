/**
 * Signed statements about the whole record at one moment, and the check that a record still
 * continues them. Pure: other packages store, sign remotely and witness.
 */
@NullMarked
package pipelinelock.audit.checkpoint;

import org.jspecify.annotations.NullMarked;
