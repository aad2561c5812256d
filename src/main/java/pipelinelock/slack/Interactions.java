package pipelinelock.slack;

import java.util.List;
import pipelinelock.slack.command.ButtonModal;
import pipelinelock.slack.command.NoteModal;
import pipelinelock.slack.command.NoteReactions;

/**
 * What people do beside typing the command.
 *
 * @param forms each behind its button
 * @param note behind a message's menu
 */
public record Interactions(List<ButtonModal> forms, NoteModal note, NoteReactions reactions) {
  public Interactions {
    forms = List.copyOf(forms);
  }
}
