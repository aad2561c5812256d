package pipelinelock.slack;

import java.util.List;
import pipelinelock.slack.form.ButtonModal;
import pipelinelock.slack.form.Modals;
import pipelinelock.slack.form.NoteModal;
import pipelinelock.slack.form.NoteReactions;
import pipelinelock.slack.form.StatusModal;
import pipelinelock.slack.home.HomeTab;

/**
 * What people do beside typing the command.
 *
 * @param forms each behind its button
 * @param status also behind a shortcut
 * @param note behind a message's menu
 * @param modals by which forms are opened
 */
public record Interactions(
    List<ButtonModal> forms,
    StatusModal status,
    NoteModal note,
    NoteReactions reactions,
    HomeTab home,
    Modals modals) {
  public Interactions {
    forms = List.copyOf(forms);
  }
}
