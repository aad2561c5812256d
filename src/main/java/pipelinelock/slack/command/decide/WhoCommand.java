package pipelinelock.slack.command.decide;

import com.slack.api.model.block.LayoutBlock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import pipelinelock.environment.EnvironmentName;
import pipelinelock.incident.Incident;
import pipelinelock.incident.Incidents;
import pipelinelock.incident.Phase;
import pipelinelock.incident.electorate.Ballot;
import pipelinelock.incident.electorate.Electorate;
import pipelinelock.incident.electorate.Prospect;
import pipelinelock.incident.electorate.Voter;
import pipelinelock.incident.electorate.Voters;
import pipelinelock.incident.electorate.WhyNot;
import pipelinelock.incident.plan.CureKind;
import pipelinelock.incident.policy.Person;
import pipelinelock.slack.action.Answer;
import pipelinelock.slack.action.CureRequests;
import pipelinelock.slack.command.SlashSubcommand;
import pipelinelock.slack.input.Call;
import pipelinelock.slack.input.Directory;
import pipelinelock.slack.input.Naming;
import pipelinelock.slack.input.Typed;
import pipelinelock.slack.input.UsageError;
import pipelinelock.slack.message.Layout;
import pipelinelock.slack.message.Message;
import pipelinelock.slack.message.Mrkdwn;
import pipelinelock.slack.thread.DirectParts;
import pipelinelock.slack.thread.card.Phrases;

/** {@code who dev04}, {@code who dev04 release}. */
public final class WhoCommand implements SlashSubcommand {
  private final Directory directory;
  private final Incidents incidents;
  private final CureRequests requests;
  private final Electorate electorate;
  private final Naming naming;

  /** What is asked about: the request that waits, or one that the asker would make. */
  private record Question(String title, Ballot ballot, Optional<Incident> incident) {}

  public WhoCommand(
      Directory directory, Incidents incidents, CureRequests requests, Electorate electorate) {
    this.directory = directory;
    this.incidents = incidents;
    this.requests = requests;
    this.electorate = electorate;
    this.naming = new Naming(directory, incidents);
  }

  @Override
  public String name() {
    return "who";
  }

  @Override
  public Set<String> aliases() {
    return Set.of("approvers");
  }

  @Override
  public String usage() {
    return "who %s recreate".formatted(directory.example());
  }

  @Override
  public Topic topic() {
    return Topic.DECIDE;
  }

  @Override
  public String purpose() {
    return "whose approval counts now, and why others' does not";
  }

  @Override
  public String details() {
    return "For the request that waits in the environment, or for one that you would make: `recreate` by default, which may be the heaviest part of a `cure`; or `release`, `abort`, `unpause`. The bot asks Slack now.";
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
    var meant = naming.onlyEnvironment(call, usage());
    var kind = kind(meant.others());
    return Answer.later(
        "Asking Slack who may approve …",
        _ -> told(question(meant.environment(), kind, call.user())));
  }

  private Optional<CureKind> kind(Typed others) {
    var word = others.first();
    var kind =
        word.flatMap(
            it ->
                Arrays.stream(CureKind.values())
                    .filter(one -> one.word().equals(it.plain()))
                    .findFirst());
    if (word.isPresent() && kind.isEmpty() && !word.get().plain().equals("cure")) {
      throw new UsageError(
          "Who may approve what? `cure`, `recreate`, `release`, `abort`, `unpause` or `blind`. Like this: `/pipeline-lock %s`"
              .formatted(usage()));
    }
    return kind;
  }

  private Question question(EnvironmentName name, Optional<CureKind> kind, String user) {
    var waiting =
        incidents
            .openIn(name)
            .filter(it -> it.phase() instanceof Phase.AwaitingApproval)
            .filter(it -> kind.isEmpty() || kind.get() == it.request().plan().cure());
    if (waiting.isPresent()) {
      var incident = waiting.get();
      return new Question(
          "Who may approve %s in %s".formatted(incident.id(), name), Ballot.of(incident), waiting);
    }
    var cure = kind.orElse(CureKind.RECREATE);
    var policy =
        requests
            .policy(name, cure)
            .orElseThrow(
                () ->
                    new UsageError(
                        cure == CureKind.BLIND
                            ? "Nobody: a blind recreate is not configured for %s.".formatted(name)
                            : "The policy of %s is not known here.".formatted(name)));
    var asker = electorate.person(electorate.member(user), policy);
    return new Question(
        "Who may approve: %s in %s, if you ask".formatted(cure.word(), name),
        Ballot.askedBy(asker, policy),
        Optional.empty());
  }

  private Message told(Question question) {
    var voters = Voters.of(question.ballot(), electorate);
    var blocks = new ArrayList<LayoutBlock>();
    blocks.add(Layout.header(question.title()));
    question
        .incident()
        .ifPresent(it -> blocks.add(Layout.note("In " + directory.thread(it).shown())));
    blocks.add(Layout.markup(summary(voters)));
    blocks.addAll(Layout.columns(lines(voters)));
    if (question.incident().isPresent() && voters.counting().size() > DirectParts.MOST) {
      blocks.add(
          Layout.note(
              "%d of them at most get a direct message; all can approve it in the thread."
                  .formatted(DirectParts.MOST)));
    }
    voters.unread().stream()
        .sorted()
        .map(group -> "Slack cannot show right now who is in " + Mrkdwn.group(group) + ".")
        .forEach(line -> blocks.add(Layout.markup(line)));
    if (voters.unasked() > 0) {
      blocks.add(Layout.note("%d more were not checked".formatted(voters.unasked())));
    }
    return Message.of(blocks);
  }

  private static List<String> summary(Voters voters) {
    var lines = new ArrayList<String>();
    lines.add(Phrases.needs(voters.ballot().policy()));
    int missing = voters.ballot().missing();
    lines.add(
        "*%s missing.*".formatted(missing == 1 ? "1 approval is" : missing + " approvals are"));
    if (voters.prospect() == Prospect.TOO_FEW) {
      lines.add(":warning: *This can never be approved:* too few of the named people count.");
    }
    return lines;
  }

  private static List<String> lines(Voters voters) {
    var counting = voters.counting();
    var lines = new ArrayList<String>();
    lines.add("*Counts now* (%d)".formatted(counting.size()));
    counting.forEach(it -> lines.add("• " + named(it)));
    var others =
        voters.people().stream()
            .flatMap(it -> voters.ballot().whyNot(it).map(why -> line(it, why)).stream())
            .toList();
    if (!others.isEmpty()) {
      lines.add("*Does not count now* (%d)".formatted(others.size()));
      lines.addAll(others);
    }
    return lines;
  }

  private static String named(Voter voter) {
    String accounts =
        voter.accounts().stream().map(Mrkdwn::mention).collect(Collectors.joining(" or "));
    return voter.accounts().size() == 1 ? accounts : accounts + ", one person";
  }

  private static String line(Person person, WhyNot why) {
    return "• %s %s".formatted(Mrkdwn.mention(person.id()), why.text());
  }
}
