package pipelinelock.slack.input;

/**
 * A command that somebody typed.
 *
 * @param user Slack's id of the person
 * @param channel where it was typed
 * @param typed the words after the subcommand
 */
public record Call(String user, String channel, Typed typed) {}
