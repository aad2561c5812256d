package pipelinelock.slack.card;

import pipelinelock.diagnosis.Diagnosis;
import pipelinelock.diagnosis.Verdict;
import pipelinelock.ladder.PlatformState;
import pipelinelock.ongoing.Ongoing;
import pipelinelock.slack.message.Mrkdwn;
import pipelinelock.wording.Sign;
import pipelinelock.wording.Span;

/** A verdict as the first line of a message: its sign, the environment and the state. */
public final class VerdictLine {
  private VerdictLine() {}

  /** {@code 🔴 dev04 · HUNG CLAIM}, or {@code 🟢 dev04 · FREE for 7 s}. */
  public static String of(Diagnosis diagnosis) {
    return sign(diagnosis)
        .before("%s · %s".formatted(diagnosis.evidence().environment().name(), state(diagnosis)));
  }

  /** The same in Slack's own markup, with the environment in bold. */
  public static String marked(Diagnosis diagnosis) {
    return sign(diagnosis)
        .before(
            "*%s* · %s"
                .formatted(
                    diagnosis.evidence().environment().name(), Mrkdwn.escape(state(diagnosis))));
  }

  /** {@code INC-1 is in progress}: what an open incident is about, in few words. */
  public static String of(Ongoing incident) {
    return incident.incident()
        + (incident.yours().isPresent() ? " needs people" : " is in progress");
  }

  /** Of an open incident: whether it waits for people. */
  public static Sign sign(Ongoing incident) {
    return incident.yours().isPresent() ? Sign.CARE : Sign.BUSY;
  }

  /** One look alone is no proof of a hang, and a free lock that has a catch is no go. */
  static Sign sign(Diagnosis diagnosis) {
    boolean catches = hasCatch(diagnosis.verdict()) || isFreeWithALeftover(diagnosis);
    return !diagnosis.confirmed() || catches
        ? Sign.CARE
        : PlatformState.of(diagnosis.verdict()).sign();
  }

  private static boolean isFreeWithALeftover(Diagnosis diagnosis) {
    return diagnosis.verdict() instanceof Verdict.Free && !diagnosis.left().isEmpty();
  }

  private static boolean hasCatch(Verdict verdict) {
    return verdict instanceof Verdict.Free(var _, var catches) && !catches.isEmpty();
  }

  private static String state(Diagnosis diagnosis) {
    if (!diagnosis.confirmed()) {
      return diagnosis.verdict().title() + ", not sure yet";
    }
    if (diagnosis.verdict() instanceof Verdict.Free(var change, var catches) && catches.isEmpty()) {
      return diagnosis.verdict().title()
          + change.map(it -> " for " + Span.between(it.at(), diagnosis.evidence().at())).orElse("");
    }
    return headline(diagnosis).state();
  }

  /** What the headline says besides the state, as a sentence; empty where that is all. */
  public static String rest(Diagnosis diagnosis) {
    boolean isFree = diagnosis.verdict() instanceof Verdict.Free && !hasCatch(diagnosis.verdict());
    return isFree ? "" : headline(diagnosis).sentence();
  }

  private static Headline headline(Diagnosis diagnosis) {
    String all = diagnosis.headline();
    int colon = all.indexOf(": ");
    return colon < 0
        ? new Headline(all, "")
        : new Headline(all.substring(0, colon), all.substring(colon + 2));
  }

  private record Headline(String state, String rest) {
    /** A name keeps its small letter: {@code cf-deploy build 88 has been running …}. */
    private String sentence() {
      boolean isWord = rest.matches("(?s)[a-z]+ (?!build ).*");
      String begun = isWord ? Character.toUpperCase(rest.charAt(0)) + rest.substring(1) : rest;
      return begun.isEmpty() || begun.endsWith(".") ? begun : begun + ".";
    }
  }
}
