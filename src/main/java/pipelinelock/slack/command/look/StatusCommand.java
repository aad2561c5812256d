package pipelinelock.slack.command.look;

import com.slack.api.model.block.LayoutBlock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import pipelinelock.diagnosis.Diagnosis;
import pipelinelock.diagnosis.evidence.Awaited;
import pipelinelock.diagnosis.look.Sight;
import pipelinelock.environment.EnvironmentName;
import pipelinelock.incident.Incidents;
import pipelinelock.slack.action.Answer;
import pipelinelock.slack.action.Looks;
import pipelinelock.slack.card.Board;
import pipelinelock.slack.card.Doubt;
import pipelinelock.slack.card.StatusCard;
import pipelinelock.slack.card.StatusLinks;
import pipelinelock.slack.command.SlashSubcommand;
import pipelinelock.slack.input.Call;
import pipelinelock.slack.input.Directory;
import pipelinelock.slack.input.Naming;
import pipelinelock.slack.input.Typed;
import pipelinelock.slack.message.Layout;
import pipelinelock.slack.message.Message;
import pipelinelock.slack.message.Mrkdwn;

/** {@code status dev04}. */
public final class StatusCommand implements SlashSubcommand {
  private final Directory directory;
  private final Incidents incidents;
  private final Looks looks;
  private final Naming naming;

  public StatusCommand(Directory directory, Incidents incidents, Looks looks) {
    this.directory = directory;
    this.incidents = incidents;
    this.looks = looks;
    this.naming = new Naming(directory, incidents);
  }

  @Override
  public String name() {
    return "status";
  }

  @Override
  public Set<String> aliases() {
    return Set.of("state", "stat", "check");
  }

  @Override
  public String usage() {
    return "status " + directory.example();
  }

  @Override
  public Topic topic() {
    return Topic.LOOK;
  }

  @Override
  public String purpose() {
    return "is the lock free, busy or hung, and what to do next";
  }

  @Override
  public String details() {
    return "It changes nothing. `--details` lists every fact; `--public` shows the answer to everybody in the channel. Without a name it shows all environments, or in an incident channel that channel's own (`status all` for all).";
  }

  @Override
  public List<String> options() {
    return List.of("details", "public");
  }

  @Override
  public boolean isForReaders() {
    return true;
  }

  @Override
  public Offered offered() {
    return Offered.FOR_AN_ENVIRONMENT;
  }

  @Override
  public Answer answer(Call call) {
    var typed = call.typed();
    boolean details = typed.has("details") || typed.first(StatusCommand::isDetails).isPresent();
    var named = call.with(typed.but(StatusCommand::isDetails));
    boolean all =
        named.typed().first().isEmpty()
            ? directory.ofChannel(call.channel()).isEmpty()
            : named.typed().first().orElseThrow().plain().equals("all");
    if (all) {
      return later("Looking at all environments …", call, this::board);
    }
    var environment = naming.onlyEnvironment(named, usage()).environment();
    return later(
        "Looking at %s …".formatted(environment), call, tell -> card(environment, details, tell));
  }

  /** Where the look takes longer than a person waits, what is known is shown first. */
  private Message card(EnvironmentName environment, boolean details, Answer.Telling tell) {
    var sight = looks.begin(environment);
    var first = card(sight.first(), details);
    if (sight.isWhole()) {
      return first;
    }
    tell.show(first);
    return card(sight.whole(), details);
  }

  private Message card(Diagnosis diagnosis, boolean details) {
    var environment = diagnosis.evidence().environment().name();
    var open = incidents.shownIn(environment);
    return Doubt.shown(
        open.doubt(),
        StatusCard.of(
            diagnosis,
            open.incident().map(it -> looks.ongoing(it, diagnosis.evidence().at())),
            directory.where(environment),
            details));
  }

  private static boolean isDetails(Typed.Word word) {
    return !word.quoted() && word.plain().matches("-?details?");
  }

  private static Answer later(String meanwhile, Call call, Answer.Work card) {
    return call.typed().has("public")
        ? Answer.laterForAll(meanwhile, card).withAll(message -> askedBy(call.user(), message))
        : Answer.later(meanwhile, card);
  }

  /** Slack does not show everybody what was typed. */
  private static Message askedBy(String user, Message card) {
    var blocks = new ArrayList<>(card.blocks());
    blocks.add(Layout.note("Requested by " + Mrkdwn.mentionOf(user)));
    return Message.of(blocks);
  }

  /** Looks at all at once: what is known of each first, and once more when all is known. */
  private Message board(Answer.Telling tell) {
    var sights = directory.channels().keySet().stream().map(looks::begin).toList();
    var first = board(sights.stream().map(Sight::first).toList());
    if (sights.stream().allMatch(Sight::isWhole)) {
      return first;
    }
    tell.show(first);
    return board(sights.stream().map(Sight::whole).toList());
  }

  private Message board(List<Diagnosis> seen) {
    var blocks = new ArrayList<LayoutBlock>();
    blocks.add(Layout.header("All environments"));
    blocks.addAll(Board.of(seen.stream().map(this::row).toList()));
    if (seen.stream().anyMatch(it -> !Awaited.in(it.evidence()).isEmpty())) {
      blocks.add(Layout.note("Some answers are still missing; the rest follows by itself."));
    }
    return Message.of(blocks);
  }

  private Board.Row row(Diagnosis diagnosis) {
    var name = diagnosis.evidence().environment().name();
    var open = incidents.shownIn(name);
    return new Board.Row(
        name,
        Optional.of(diagnosis),
        open.incident().map(it -> looks.ongoing(it, diagnosis.evidence().at())),
        open.doubt(),
        StatusLinks.of(diagnosis, directory.where(name).site()));
  }
}
