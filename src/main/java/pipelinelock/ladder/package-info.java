/**
 * A plan as a ladder: its rungs from the lightest to the heaviest, what each of them needs to be
 * seen before it is begun, and what its own aborts leave to be given back. Pure.
 */
@NullMarked
package pipelinelock.ladder;

import org.jspecify.annotations.NullMarked;
