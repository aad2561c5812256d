package pipelinelock.slack.channel;

import java.util.Optional;

/**
 * That Slack took a message.
 *
 * @param ts Slack's id of it in its channel
 * @param shown digest of what it says in Slack's own words; empty where Slack did not repeat it
 */
public record Receipt(String ts, Optional<String> shown) {}
