package pipelinelock.slack;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import pipelinelock.environment.EnvironmentName;
import pipelinelock.slack.action.CureRequests;
import pipelinelock.slack.action.Decisions;
import pipelinelock.slack.action.Notes;
import pipelinelock.slack.action.Readers;
import pipelinelock.slack.button.IncidentButtons;
import pipelinelock.slack.channel.Messages;
import pipelinelock.slack.channel.People;
import pipelinelock.slack.direct.DirectChoice;
import pipelinelock.slack.direct.LaterForm;
import pipelinelock.slack.form.CureForms;
import pipelinelock.slack.form.NoteForm;
import pipelinelock.slack.form.NoteReactions;
import pipelinelock.slack.form.StatusForm;
import pipelinelock.slack.form.Views;
import pipelinelock.slack.home.FirstWords;
import pipelinelock.slack.home.HomeTab;
import pipelinelock.slack.home.Newcomers;
import pipelinelock.slack.home.RecentLooks;
import pipelinelock.slack.input.Directories;
import pipelinelock.slack.input.IncidentLookup;

/** Buttons, forms, notes and the Home tab over a desk, as the module wires them. */
record Wired(Desk desk, Map<EnvironmentName, String> channels, RecentLooks looks) {
  Interactions interactions(CureRequests requests, People people) {
    var directory = Directories.of(channels);
    var decisions = new Decisions(desk.incidents, people, desk.refusals, directory.links());
    var cases = new IncidentLookup(directory, desk.incidents, desk.ledger);
    var notes = new Notes(desk.incidents, people, desk.refusals, directory.links());
    var messages = new Messages(desk.connection.api());
    var views = new Views(desk.connection.api(), desk.connection.config().banner());
    var readers = new Readers(people, desk.refusals);
    var newcomers = new Newcomers(desk.usedBefore, people::member);
    var firstWords =
        new FirstWords(
            new TreeMap<>(Map.of(Story.DEV04, Story.policy(Set.of("S0APPROVERS")))),
            Optional.of("S0PLATFORM"));
    return new Interactions(
        new IncidentButtons(desk.incidents, desk.cards, decisions),
        new CureForms(directory, requests, people),
        new StatusForm(directory, desk.incidents, looks, readers),
        new NoteForm(cases, messages, notes, desk.clock),
        new NoteReactions(cases, messages, notes, "A0PIPELOCK"),
        new LaterForm(new DirectChoice(desk.quiet, people, desk.clock)),
        new HomeTab(
            directory,
            desk.incidents,
            looks,
            people,
            views::publish,
            desk.clock,
            Duration.ofMillis(20),
            new HomeTab.Beside(_ -> Optional.empty(), List::of, newcomers, firstWords)),
        newcomers,
        views);
  }
}
