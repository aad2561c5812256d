/**
 * A plan as a ladder: its rungs from the lightest to the heaviest, the condition of each, and what
 * its own aborts leave to be given back. Pure.
 */
@NullMarked
package pipelinelock.ladder;

import org.jspecify.annotations.NullMarked;
