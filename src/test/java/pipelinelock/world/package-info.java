/**
 * Worlds described in raw facts, shown to the real readers as the real remotes would show them. It
 * imitates remotes, so it shares nothing with the readers but the names of an environment.
 */
@NullMarked
package pipelinelock.world;

import org.jspecify.annotations.NullMarked;
