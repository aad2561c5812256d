package pipelinelock.slack.command.cure;

import java.util.List;
import pipelinelock.incident.Incidents;
import pipelinelock.slack.action.Answer;
import pipelinelock.slack.action.CureRequests;
import pipelinelock.slack.card.DryRun;
import pipelinelock.slack.card.RequestReply;
import pipelinelock.slack.channel.People;
import pipelinelock.slack.command.SlashSubcommand;
import pipelinelock.slack.input.Call;
import pipelinelock.slack.input.Directory;
import pipelinelock.slack.input.FinishFlags;
import pipelinelock.slack.input.Naming;

/** A cure that is asked for by typing, {@code recreate dev04 the lock hangs since 09:07}. */
public final class CureSubcommand implements SlashSubcommand {
  private final TypedCure cure;
  private final Directory directory;
  private final CureRequests requests;
  private final People people;
  private final Naming naming;

  public CureSubcommand(
      TypedCure cure,
      Directory directory,
      Incidents incidents,
      CureRequests requests,
      People people) {
    this.cure = cure;
    this.directory = directory;
    this.requests = requests;
    this.people = people;
    this.naming = new Naming(directory, incidents);
  }

  @Override
  public String name() {
    return cure.name();
  }

  @Override
  public String usage() {
    return "%s %s why it is needed".formatted(cure.name(), directory.example());
  }

  @Override
  public Topic topic() {
    return Topic.CURE;
  }

  @Override
  public String purpose() {
    return cure.purpose();
  }

  @Override
  public String details() {
    return cure.details() + FinishFlags.HELP + " `--dry-run` only shows the plan.";
  }

  @Override
  public List<String> options() {
    return cure.options();
  }

  @Override
  public Offered offered() {
    return Offered.WITH_A_REASON;
  }

  @Override
  public Answer answer(Call call) {
    var meant = naming.environment(call, usage());
    var name = meant.environment();
    var asked = cure.asked().of(meant.others(), directory.example());
    if (asked.others().has(DryRun.FLAG)) {
      return Answer.later(
          "Looking at %s for a dry run …".formatted(name),
          tell ->
              DryRun.of(
                  requests.preview(name, people.find(call.user()), asked.wish(), tell),
                  asked.again().apply(name) + " why it is needed"));
    }
    return Answer.later(
        "Looking at %s first …".formatted(name),
        tell ->
            RequestReply.of(
                requests.request(name, people.find(call.user()), asked.wish(), tell),
                opened -> requests.thread(opened, directory)));
  }
}
