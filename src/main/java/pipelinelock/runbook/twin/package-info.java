/**
 * Environments that are the same thing by two names: found by what the remotes say of themselves,
 * and kept from acting side by side.
 */
@NullMarked
package pipelinelock.runbook.twin;

import org.jspecify.annotations.NullMarked;
