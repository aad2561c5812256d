/** What is told to those who are not engineers. */
@NullMarked
package pipelinelock.evidence.voice;

import org.jspecify.annotations.NullMarked;
