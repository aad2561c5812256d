/**
 * The settings' values while the bot runs: fetched again while missing, and read again when
 * refused.
 */
@NullMarked
package pipelinelock.settings.live;

import org.jspecify.annotations.NullMarked;
