package pipelinelock.slack.unproven;

import java.util.List;

/**
 * Who else keeps checkpoints of the record.
 *
 * @param names as people know them; none where nobody does
 */
public record Witnesses(List<String> names) {
  public Witnesses {
    names = List.copyOf(names);
  }
}
