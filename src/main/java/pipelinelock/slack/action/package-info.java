/** What commands and forms both do: decide on a request, freeze, mute, note, ask for a cure. */
@NullMarked
package pipelinelock.slack.action;

import org.jspecify.annotations.NullMarked;
