/**
 * Assembles the bot from the domain and the edges as the settings say, and keeps each environment's
 * clients while it runs.
 */
@NullMarked
package pipelinelock.wiring;

import org.jspecify.annotations.NullMarked;
