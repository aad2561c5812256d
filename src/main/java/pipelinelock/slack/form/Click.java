package pipelinelock.slack.form;

/**
 * A press of a button.
 *
 * @param user Slack's id of the person
 * @param channel of the message that holds the button, as Slack says
 * @param messageTs of that message
 * @param value of the button; a client may send anything here
 */
public record Click(String user, String channel, String messageTs, String value) {}
