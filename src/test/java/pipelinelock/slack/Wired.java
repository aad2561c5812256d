package pipelinelock.slack;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import pipelinelock.environment.EnvironmentName;
import pipelinelock.slack.action.Decisions;
import pipelinelock.slack.action.Notes;
import pipelinelock.slack.channel.People;
import pipelinelock.slack.command.Commands;
import pipelinelock.slack.form.ApproveModal;
import pipelinelock.slack.form.NoteModal;
import pipelinelock.slack.form.NoteReactions;
import pipelinelock.slack.form.RejectModal;
import pipelinelock.slack.form.ReviewModal;
import pipelinelock.slack.form.StatusModal;
import pipelinelock.slack.home.HomeTab;
import pipelinelock.slack.home.RecentLooks;
import pipelinelock.slack.input.Directory;
import pipelinelock.slack.input.IncidentLookup;

/** Buttons, forms, notes and the Home tab over a desk, as the module wires them. */
record Wired(Desk desk, Map<EnvironmentName, String> channels, RecentLooks looks) {
  Interactions interactions(Commands commands, People people) {
    var directory = Directory.of(channels);
    var decisions = new Decisions(desk.incidents, people, desk.refusals);
    var cases = new IncidentLookup(directory, desk.incidents, desk.ledger);
    var notes = new Notes(desk.incidents, people);
    var messages = desk.connection.messages();
    return new Interactions(
        List.of(
            commands.recreateModal(),
            new ApproveModal(desk.incidents, desk.cards, decisions),
            new RejectModal(desk.incidents, desk.cards, decisions),
            new ReviewModal(desk.incidents, desk.cards, decisions)),
        new StatusModal(directory, desk.incidents, looks),
        new NoteModal(cases, messages, notes),
        new NoteReactions(cases, messages, notes, "A0PIPELOCK"),
        new HomeTab(
            directory,
            desk.incidents,
            looks,
            people,
            desk.connection.modals()::publish,
            desk.clock,
            Duration.ofMillis(20)));
  }
}
