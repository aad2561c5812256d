/** How the parts of the bot are put together. */
@NullMarked
package pipelinelock.wiring;

import org.jspecify.annotations.NullMarked;
