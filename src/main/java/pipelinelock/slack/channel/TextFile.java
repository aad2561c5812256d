package pipelinelock.slack.channel;

import pipelinelock.secrecy.KnownSecrets;

/**
 * A file of plain text, without secrets.
 *
 * @param name identifies the file among others, so it contains the incident's number
 */
public record TextFile(String name, String title, String content) {
  public TextFile {
    content = KnownSecrets.hide(content);
  }
}
