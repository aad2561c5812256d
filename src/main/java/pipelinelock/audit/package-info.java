/** The proof: a chain of hashes over an incident's record, and how to check it. */
@NullMarked
package pipelinelock.audit;

import org.jspecify.annotations.NullMarked;
