package pipelinelock.slack.command.cure;

import java.util.List;
import pipelinelock.incident.Incidents;
import pipelinelock.incident.plan.CureKind;
import pipelinelock.runbook.request.LighterWish;
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

/** {@code release dev04 the run of build 123 is dead}; {@code abort} and {@code unpause} alike. */
public final class LighterCommand implements SlashSubcommand {
  private final CureKind kind;
  private final Directory directory;
  private final CureRequests requests;
  private final People people;
  private final Naming naming;

  public LighterCommand(
      CureKind kind,
      Directory directory,
      Incidents incidents,
      CureRequests requests,
      People people) {
    this.kind = kind;
    this.directory = directory;
    this.requests = requests;
    this.people = people;
    this.naming = new Naming(directory, incidents);
  }

  @Override
  public String name() {
    return kind.word();
  }

  @Override
  public String usage() {
    return "%s %s why it is needed".formatted(kind.word(), directory.example());
  }

  @Override
  public Topic topic() {
    return Topic.CURE;
  }

  @Override
  public String purpose() {
    return switch (kind) {
      case BLIND, RECREATE -> "recreates Concourse's VMs, if the verdict allows it";
      case RELEASE -> "releases a lock that no run will give back";
      case ABORT -> "aborts the hung build";
      case UNPAUSE -> "unpauses the job or pipeline that a run waits for";
    };
  }

  @Override
  public String details() {
    String more =
        switch (kind) {
          case BLIND, RECREATE -> "";
          case RELEASE ->
              " The release is one commit, as pool-resource makes it, and only while the branch is still at the approved commit, so that no new claim is lost.";
          case ABORT -> " Concourse before 7.13.0 may ignore an abort; only a recreate helps then.";
          case UNPAUSE -> " Somebody may have paused it for a reason: ask first.";
        };
    return "The bot looks first. If the verdict offers this cure, it asks for approval in the incident channel. It does nothing before enough people have approved, and nothing if the evidence has changed by then."
        + more
        + FinishFlags.HELP;
  }

  @Override
  public List<String> options() {
    return FinishFlags.and(DryRun.FLAG);
  }

  @Override
  public Answer answer(Call call) {
    var meant = naming.environment(call, usage());
    var flags = FinishFlags.of(meant.others());
    var typed = flags.others();
    var wish = new LighterWish(kind, typed.rest(), flags.finish());
    if (typed.has(DryRun.FLAG)) {
      return Answer.later(
          "Looking at %s for a dry run …".formatted(meant.environment()),
          tell ->
              DryRun.of(
                  requests.preview(meant.environment(), people.find(call.user()), wish, tell),
                  "%s %s why it is needed".formatted(kind.word(), meant.environment())));
    }
    return Answer.later(
        "Looking at %s first …".formatted(meant.environment()),
        tell ->
            RequestReply.of(
                requests.request(meant.environment(), people.find(call.user()), wish, tell),
                directory));
  }
}
