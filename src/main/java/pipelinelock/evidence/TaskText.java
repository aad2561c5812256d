package pipelinelock.evidence;

import java.util.List;

/**
 * The log of one of the Director's tasks.
 *
 * @param number the task's, as the Director counts
 * @param step the step of the plan that it did, from 1
 * @param lines as {@code bosh task} prints them
 * @param events as the Director wrote them: a JSON object a line
 */
public record TaskText(long number, int step, List<String> lines, String events) {
  public TaskText {
    lines = List.copyOf(lines);
  }
}
