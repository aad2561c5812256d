/**
 * The bot, put together from the domain and the edges as the settings say, and the clients of each
 * environment while it runs.
 */
@NullMarked
package pipelinelock.wiring;

import org.jspecify.annotations.NullMarked;
