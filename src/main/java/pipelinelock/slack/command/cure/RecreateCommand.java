package pipelinelock.slack.command.cure;

import static java.util.stream.Collectors.toSet;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import pipelinelock.incident.Incidents;
import pipelinelock.incident.plan.CureKind;
import pipelinelock.runbook.request.BlindWish;
import pipelinelock.runbook.request.CureWish;
import pipelinelock.runbook.request.Finish;
import pipelinelock.runbook.request.RecreateWish;
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
import pipelinelock.slack.input.Typed;
import pipelinelock.slack.input.UsageError;
import pipelinelock.slack.input.VmSelection;
import pipelinelock.vm.RecreateOption;

/** {@code recreate dev04 the lock hangs since 09:07}. */
public final class RecreateCommand implements SlashSubcommand {
  private static final String BLIND = CureKind.BLIND.word();
  private static final String WITH_NEIGHBOURS = "with-neighbours";

  private final Directory directory;
  private final CureRequests requests;
  private final People people;
  private final Naming naming;

  public RecreateCommand(
      Directory directory, Incidents incidents, CureRequests requests, People people) {
    this.directory = directory;
    this.requests = requests;
    this.people = people;
    this.naming = new Naming(directory, incidents);
  }

  @Override
  public String name() {
    return "recreate";
  }

  @Override
  public String usage() {
    return "recreate %s why it is needed".formatted(directory.example());
  }

  @Override
  public Topic topic() {
    return Topic.CURE;
  }

  @Override
  public String purpose() {
    return "recreates Concourse's VMs, if the verdict allows it";
  }

  @Override
  public String details() {
    return "The bot looks first, makes the plan, and asks for approval in the incident channel. It does nothing before enough people have approved, and nothing if the evidence has changed by then. `--only worker/0` requests one of the VMs, by index or by the first characters of the id; separate several with commas. If the policy allows them: `--no-converge`, `--fix`, `--skip-drain`, as in the BOSH CLI. `--with-neighbours` accepts that other instances are touched too. The plan stops as soon as the lock is not hung any more. `--blind`, where it is configured, is for a Concourse that gives no answer at all: it requests a recreate of the web VM alone, although nobody can see which builds that ends, by a stricter policy."
        + FinishFlags.HELP
        + " `--dry-run` only shows the plan.";
  }

  @Override
  public List<String> options() {
    return Stream.concat(
            Arrays.stream(RecreateOption.values()).map(RecreateOption::text),
            FinishFlags.and(BLIND, WITH_NEIGHBOURS, VmSelection.FLAG, DryRun.FLAG).stream())
        .toList();
  }

  @Override
  public Answer answer(Call call) {
    var meant = naming.environment(call, usage());
    var only = VmSelection.of(meant.others());
    var flags = FinishFlags.of(only.others());
    var typed = flags.others();
    var wish =
        typed.has(BLIND)
            ? blindly(typed, only.names(), flags.finish())
            : wish(typed, only.names(), flags.finish());
    if (typed.has(DryRun.FLAG)) {
      return Answer.later(
          "Looking at %s for a dry run …".formatted(meant.environment()),
          tell ->
              DryRun.of(
                  requests.preview(meant.environment(), people.find(call.user()), wish, tell),
                  "%s%s why it is needed"
                      .formatted(wish.kind().asked(meant.environment().value()), only.asTyped())));
    }
    return Answer.later(
        "Looking at %s first …".formatted(meant.environment()),
        tell ->
            RequestReply.of(
                requests.request(meant.environment(), people.find(call.user()), wish, tell),
                directory));
  }

  private static CureWish wish(Typed typed, List<String> only, Finish finish) {
    return new RecreateWish(typed.rest(), options(typed), typed.has(WITH_NEIGHBOURS), only, finish);
  }

  /** What is left out silently would not be what was asked for. */
  private CureWish blindly(Typed typed, List<String> only, Finish finish) {
    if (!only.isEmpty() || !finish.equals(Finish.USUAL)) {
      throw new UsageError(
          "A blind recreate takes the web VM alone and ends there: it chooses no VM, gives nothing back and starts nothing. Like this: `/pipeline-lock recreate %s --blind why it is needed`"
              .formatted(directory.example()));
    }
    return new BlindWish(typed.rest(), options(typed), typed.has(WITH_NEIGHBOURS));
  }

  private static Set<RecreateOption> options(Typed typed) {
    return typed.flags().stream()
        .flatMap(flag -> RecreateOption.parse(flag).stream())
        .collect(toSet());
  }
}
