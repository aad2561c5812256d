package pipelinelock.slack.standing;

/**
 * The bot's membership of a channel ({@code conversations.info}).
 *
 * @param name without {@code #}
 * @param member whether the bot is in it; otherwise it cannot post there
 * @param shared whether people of other companies are in it
 */
public record ChannelStanding(String name, boolean member, boolean archived, boolean shared) {}
