package pipelinelock.slack.channel;

import pipelinelock.secrecy.KnownSecrets;

/**
 * A file of plain text, without secrets.
 *
 * @param name tells the file again among others, so it holds the incident's number
 */
public record TextFile(String name, String title, String content) {
  public TextFile {
    content = KnownSecrets.hide(content);
  }
}
