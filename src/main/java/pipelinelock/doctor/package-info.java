/** Tests every part of a configuration, and says what was found and what to do about it. */
@NullMarked
package pipelinelock.doctor;

import org.jspecify.annotations.NullMarked;
