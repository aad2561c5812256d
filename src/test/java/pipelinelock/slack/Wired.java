package pipelinelock.slack;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import pipelinelock.environment.EnvironmentName;
import pipelinelock.slack.command.ApproveModal;
import pipelinelock.slack.command.Cases;
import pipelinelock.slack.command.Commands;
import pipelinelock.slack.command.Decisions;
import pipelinelock.slack.command.Directory;
import pipelinelock.slack.command.HomeTab;
import pipelinelock.slack.command.NoteModal;
import pipelinelock.slack.command.NoteReactions;
import pipelinelock.slack.command.Notes;
import pipelinelock.slack.command.People;
import pipelinelock.slack.command.RecentLooks;
import pipelinelock.slack.command.RejectModal;
import pipelinelock.slack.command.ReviewModal;
import pipelinelock.slack.command.StatusModal;

/** Buttons, forms, notes and the Home tab over a desk, as the module wires them. */
record Wired(Desk desk, Map<EnvironmentName, String> channels, RecentLooks looks) {
  Interactions interactions(Commands commands, People people) {
    var directory = Directory.of(channels);
    var decisions = new Decisions(desk.incidents, people);
    var cases = new Cases(directory, desk.incidents, desk.ledger);
    var notes = new Notes(desk.incidents, people);
    var messages = desk.connection.messages();
    return new Interactions(
        List.of(
            commands.recreateModal(),
            new ApproveModal(desk.incidents, desk.ledger, decisions),
            new RejectModal(desk.incidents, desk.ledger, decisions),
            new ReviewModal(desk.incidents, desk.ledger, decisions)),
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
