package pipelinelock.slack.command.cure;

import static java.util.stream.Collectors.toSet;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import pipelinelock.environment.EnvironmentName;
import pipelinelock.incident.plan.CureKind;
import pipelinelock.runbook.request.BlindWish;
import pipelinelock.runbook.request.CureWish;
import pipelinelock.runbook.request.Finish;
import pipelinelock.runbook.request.LighterWish;
import pipelinelock.runbook.request.LightestWish;
import pipelinelock.runbook.request.RecreateWish;
import pipelinelock.slack.card.DryRun;
import pipelinelock.slack.input.FinishFlags;
import pipelinelock.slack.input.Typed;
import pipelinelock.slack.input.UsageError;
import pipelinelock.slack.input.VmSelection;
import pipelinelock.vm.RecreateOption;

/**
 * What one of the words means that ask for a cure.
 *
 * @param purpose what it does, a clause
 * @param details what else is to be known of it, in sentences
 * @param options without their dashes
 */
public record TypedCure(
    String name, String purpose, String details, List<String> options, Reading asked) {
  private static final String BLIND = CureKind.BLIND.word();
  private static final String WITH_NEIGHBOURS = "with-neighbours";
  private static final String LOOKS_FIRST =
      "The bot looks first. If the verdict offers this cure, it asks for approval in the incident channel. It does nothing before enough people have approved, and nothing if the evidence has changed by then.";

  /** Finds what somebody wishes who typed these words after the environment. */
  @FunctionalInterface
  public interface Reading {
    /**
     * @param environment one of this configuration, for an example
     * @throws UsageError when the words cannot be meant
     */
    Asked of(Typed words, String environment);
  }

  /**
   * What is asked for.
   *
   * @param others the words that are no flags of the plan's end
   * @param again how it is asked for in an environment in earnest, without its reason
   */
  public record Asked(CureWish wish, Typed others, Function<EnvironmentName, String> again) {}

  /** {@code cure dev04 …}: whatever cures it, from the lightest rung up. */
  public static final TypedCure LIGHTEST =
      new TypedCure(
          "cure",
          "whatever cures, the lightest first, up to the running deployment",
          "The bot looks first and makes one plan of all that may be needed, from the lightest rung to the heaviest: abort, then the VM under the step that hangs, then the others, or a release or an unpause where that is enough. People approve the whole plan once, and it stops as soon as the lock is not hung any more. It does nothing before enough people have approved, and nothing if the evidence has changed by then.",
          FinishFlags.and(DryRun.FLAG),
          (words, _) -> {
            var flags = FinishFlags.of(words);
            return new Asked(
                new LightestWish(flags.others().rest(), flags.finish()),
                flags.others(),
                name -> "cure " + name);
          });

  public static final TypedCure RECREATE =
      new TypedCure(
          CureKind.RECREATE.word(),
          "recreates Concourse's VMs, if the verdict allows it",
          "The bot looks first, makes the plan, and asks for approval in the incident channel. It does nothing before enough people have approved, and nothing if the evidence has changed by then. `--only worker/0` requests one of the VMs, by index or by the first characters of the id; separate several with commas. If the policy allows them: `--no-converge`, `--fix`, `--skip-drain`, as in the BOSH CLI. `--with-neighbours` accepts that other instances are touched too. The plan stops as soon as the lock is not hung any more. `--blind`, where it is configured, is for a Concourse that gives no answer at all: it requests a recreate of the web VM alone, although nobody can see which builds that ends, by a stricter policy.",
          Stream.concat(
                  Arrays.stream(RecreateOption.values()).map(RecreateOption::text),
                  FinishFlags.and(BLIND, WITH_NEIGHBOURS, VmSelection.FLAG, DryRun.FLAG).stream())
              .toList(),
          TypedCure::recreate);

  public static final TypedCure RELEASE =
      lighter(
          CureKind.RELEASE,
          "releases a lock that no run will give back",
          " The release is one commit, as pool-resource makes it, and only while the branch is still at the approved commit, so that no new claim is lost.");

  public static final TypedCure ABORT =
      lighter(
          CureKind.ABORT,
          "aborts the hung build",
          " Concourse before 7.13.0 may ignore an abort; only a recreate helps then.");

  public static final TypedCure UNPAUSE =
      lighter(
          CureKind.UNPAUSE,
          "unpauses the job or pipeline that a run waits for",
          " Somebody may have paused it for a reason: ask first.");

  /** In the order of the help. */
  public static final List<TypedCure> ALL = List.of(LIGHTEST, RECREATE, RELEASE, ABORT, UNPAUSE);

  private static TypedCure lighter(CureKind kind, String purpose, String more) {
    return new TypedCure(
        kind.word(),
        purpose,
        LOOKS_FIRST + more,
        FinishFlags.and(DryRun.FLAG),
        (words, _) -> {
          var flags = FinishFlags.of(words);
          return new Asked(
              new LighterWish(kind, flags.others().rest(), flags.finish()),
              flags.others(),
              name -> kind.asked(name.value()));
        });
  }

  private static Asked recreate(Typed words, String environment) {
    var only = VmSelection.of(words);
    var flags = FinishFlags.of(only.others());
    var typed = flags.others();
    CureWish wish =
        typed.has(BLIND)
            ? blindly(typed, only.names(), flags.finish(), environment)
            : new RecreateWish(
                typed.rest(),
                recreateOptions(typed),
                typed.has(WITH_NEIGHBOURS),
                only.names(),
                flags.finish());
    return new Asked(wish, typed, name -> wish.kind().asked(name.value()) + only.asTyped());
  }

  /** What is left out silently would not be what was asked for. */
  private static CureWish blindly(
      Typed typed, List<String> only, Finish finish, String environment) {
    if (!only.isEmpty() || !finish.equals(Finish.USUAL)) {
      throw new UsageError(
          "A blind recreate takes the web VM alone and ends there: it chooses no VM, gives nothing back and starts nothing. Like this: `/pipeline-lock recreate %s --blind why it is needed`"
              .formatted(environment));
    }
    return new BlindWish(typed.rest(), recreateOptions(typed), typed.has(WITH_NEIGHBOURS));
  }

  private static Set<RecreateOption> recreateOptions(Typed typed) {
    return typed.flags().stream()
        .flatMap(flag -> RecreateOption.parse(flag).stream())
        .collect(toSet());
  }
}
