/** The values of the settings while the bot runs: tried again, and read again when refused. */
@NullMarked
package pipelinelock.settings.live;

import org.jspecify.annotations.NullMarked;
