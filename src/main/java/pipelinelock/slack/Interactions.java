package pipelinelock.slack;

import java.util.List;
import pipelinelock.slack.command.ButtonModal;
import pipelinelock.slack.command.HomeTab;
import pipelinelock.slack.command.NoteModal;
import pipelinelock.slack.command.NoteReactions;
import pipelinelock.slack.command.StatusModal;

/**
 * What people do beside typing the command.
 *
 * @param forms each behind its button
 * @param status also behind a shortcut
 * @param note behind a message's menu
 */
public record Interactions(
    List<ButtonModal> forms,
    StatusModal status,
    NoteModal note,
    NoteReactions reactions,
    HomeTab home) {
  public Interactions {
    forms = List.copyOf(forms);
  }
}
