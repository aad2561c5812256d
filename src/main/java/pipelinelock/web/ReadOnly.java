package pipelinelock.web;

/** Which commands only ask. */
@FunctionalInterface
public interface ReadOnly {
  /**
   * @param text what was typed after the command's name, as Slack sends it; empty = nothing
   * @return false also in doubt
   */
  boolean isRead(String text);
}
