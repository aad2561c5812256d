/**
 * Cards and lines that answer a person: a status, an incident, a dry run, what the watcher found.
 */
@NullMarked
package pipelinelock.slack.card;

import org.jspecify.annotations.NullMarked;
