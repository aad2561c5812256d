/** Tests of the checks of a configuration. */
@NullMarked
package pipelinelock.doctor;

import org.jspecify.annotations.NullMarked;
