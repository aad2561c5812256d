/**
 * Environments that are the same thing under two names: found by what the remotes say about
 * themselves, and kept from acting at the same time.
 */
@NullMarked
package pipelinelock.runbook.twin;

import org.jspecify.annotations.NullMarked;
