/** What people want of the bot, by a command or by a button, and what they are told. */
@NullMarked
package pipelinelock.slack.command;

import org.jspecify.annotations.NullMarked;
