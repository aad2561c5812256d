package pipelinelock.slack.channel;

/**
 * A file of plain text.
 *
 * @param name tells the file again among others, so it holds the incident's number
 */
public record TextFile(String name, String title, String content) {}
