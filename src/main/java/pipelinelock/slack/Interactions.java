package pipelinelock.slack;

import java.util.List;
import java.util.stream.Stream;
import pipelinelock.slack.button.IncidentButtons;
import pipelinelock.slack.click.ButtonAction;
import pipelinelock.slack.click.Pressed;
import pipelinelock.slack.direct.LaterForm;
import pipelinelock.slack.form.CureForms;
import pipelinelock.slack.form.FormAction;
import pipelinelock.slack.form.NoteForm;
import pipelinelock.slack.form.NoteReactions;
import pipelinelock.slack.form.StatusForm;
import pipelinelock.slack.form.Views;
import pipelinelock.slack.home.HomeTab;
import pipelinelock.slack.home.Newcomers;
import pipelinelock.slack.message.LinkButton;

/**
 * What people do other than typing the command.
 *
 * @param incidents the buttons in messages about an incident
 * @param cures the buttons and forms by which cures are requested
 * @param status also behind the global shortcut
 * @param note behind a message's menu
 * @param later behind a direct message's <i>Not now…</i>
 * @param newcomers to whom Home explains the bot
 * @param views by which forms are opened
 */
public record Interactions(
    IncidentButtons incidents,
    CureForms cures,
    StatusForm status,
    NoteForm note,
    NoteReactions reactions,
    LaterForm later,
    HomeTab home,
    Newcomers newcomers,
    Views views) {

  /** All that there are. */
  List<ButtonAction> buttons() {
    var links =
        LinkButton.actions().stream()
            .map(id -> new ButtonAction(id, _ -> new Pressed.Done()))
            .toList();
    return Stream.of(
            incidents.buttons(), cures.buttons(), status.buttons(), List.of(later.button()), links)
        .flatMap(List::stream)
        .toList();
  }

  /** All that can be submitted. */
  List<FormAction> forms() {
    return Stream.of(
            incidents.forms(), cures.forms(), List.of(status.form(), note.form(), later.form()))
        .flatMap(List::stream)
        .toList();
  }
}
