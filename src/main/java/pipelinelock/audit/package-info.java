/** The proof: a hash chain over an incident's record, and how to verify it. */
@NullMarked
package pipelinelock.audit;

import org.jspecify.annotations.NullMarked;
