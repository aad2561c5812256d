/** All of one incident as a folder, signed, with the verifier beside it. */
@NullMarked
package pipelinelock.evidence.pack;

import org.jspecify.annotations.NullMarked;
