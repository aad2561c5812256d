package pipelinelock.slack;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Map;
import pipelinelock.environment.EnvironmentName;
import pipelinelock.slack.action.Decisions;
import pipelinelock.slack.action.Notes;
import pipelinelock.slack.action.Readers;
import pipelinelock.slack.channel.Messages;
import pipelinelock.slack.channel.People;
import pipelinelock.slack.command.Commands;
import pipelinelock.slack.form.ApproveModal;
import pipelinelock.slack.form.ButtonModal;
import pipelinelock.slack.form.Modals;
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
    var notes = new Notes(desk.incidents, people, desk.refusals);
    var messages = new Messages(desk.connection.api());
    var modals = new Modals(desk.connection.api(), desk.connection.config().banner());
    var forms = new ArrayList<ButtonModal>(commands.lighterModals());
    forms.add(commands.cureModal());
    forms.add(commands.recreateModal());
    forms.add(new ApproveModal(desk.incidents, desk.cards, decisions));
    forms.add(new RejectModal(desk.incidents, desk.cards, decisions));
    forms.add(new ReviewModal(desk.incidents, desk.cards, decisions));
    return new Interactions(
        forms,
        new StatusModal(directory, desk.incidents, looks, new Readers(people, desk.refusals)),
        new NoteModal(cases, messages, notes),
        new NoteReactions(cases, messages, notes, "A0PIPELOCK"),
        new HomeTab(
            directory,
            desk.incidents,
            looks,
            people,
            modals::publish,
            desk.clock,
            Duration.ofMillis(20)),
        modals);
  }
}
