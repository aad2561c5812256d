/** Takes looks at an environment: reads all sources in parallel, each with a limit, and judges. */
@NullMarked
package pipelinelock.diagnosis.look;

import org.jspecify.annotations.NullMarked;
