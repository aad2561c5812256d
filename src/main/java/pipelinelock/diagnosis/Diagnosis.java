package pipelinelock.diagnosis;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import pipelinelock.diagnosis.evidence.Evidence;
import pipelinelock.diagnosis.evidence.Fingerprint;
import pipelinelock.diagnosis.judge.Judge;
import pipelinelock.diagnosis.leftover.Leftover;

/**
 * What the evidence means, in words and cures.
 *
 * @param confirmed false while a hung verdict rests on a single look; until then nothing is
 *     recreated
 * @param lookAgainAt when a second look can confirm it; empty if none is needed
 * @param headline the state and its main fact, one line
 * @param reason why it is that
 * @param rival what else could explain the evidence, and how to find out
 * @param cures from the lightest to the heaviest; empty if there is nothing to do
 * @param warnings what a person should also know
 * @param evidence what it is based on
 * @param left what earlier incidents of the bot left undone, as this look still sees it
 */
public record Diagnosis(
    Verdict verdict,
    boolean confirmed,
    Optional<Instant> lookAgainAt,
    String headline,
    String reason,
    String rival,
    List<Cure> cures,
    List<String> warnings,
    Fingerprint fingerprint,
    Evidence evidence,
    List<Leftover> left) {
  public Diagnosis {
    cures = List.copyOf(cures);
    warnings = List.copyOf(warnings);
    left = List.copyOf(left);
  }

  /** Without a word of the record on what is left of earlier incidents. */
  public Diagnosis(
      Verdict verdict,
      boolean confirmed,
      Optional<Instant> lookAgainAt,
      String headline,
      String reason,
      String rival,
      List<Cure> cures,
      List<String> warnings,
      Fingerprint fingerprint,
      Evidence evidence) {
    this(
        verdict,
        confirmed,
        lookAgainAt,
        headline,
        reason,
        rival,
        cures,
        warnings,
        fingerprint,
        evidence,
        List.of());
  }

  /**
   * Judges. A pure function: the same evidence gives the same answer.
   *
   * @param firstLook an earlier look at this environment; a hung verdict is confirmed when it had
   *     the same fingerprint and lies far enough back
   */
  public static Diagnosis of(Evidence evidence, Optional<Look> firstLook) {
    Fingerprint fingerprint = Fingerprint.of(evidence);
    Verdict verdict = new VerdictGuard(evidence, firstLook).check(new Judge(evidence).verdict());
    var earlier = firstLook.filter(look -> look.fingerprint().equals(fingerprint));
    Instant again =
        earlier
            .map(Look::at)
            .orElse(evidence.at())
            .plus(evidence.environment().thresholds().secondLook());
    boolean confirmed =
        !verdict.isHung() || (earlier.isPresent() && !evidence.at().isBefore(again));
    var headline = new Headline(evidence);
    var cures = new Cures(evidence);
    return new Diagnosis(
        verdict,
        confirmed,
        confirmed ? Optional.empty() : Optional.of(again),
        confirmed ? headline.of(verdict) : headline.of(verdict, again),
        VerdictReason.of(verdict, evidence),
        Rival.of(verdict, evidence),
        confirmed ? cures.of(verdict) : cures.unconfirmed(verdict, again),
        new Warnings(evidence, verdict).lines(),
        fingerprint,
        evidence);
  }

  /** With these before its warnings: where there is little room, only the first is shown. */
  public Diagnosis noting(List<String> notes) {
    var all = new ArrayList<>(notes);
    all.addAll(warnings);
    return new Diagnosis(
        verdict,
        confirmed,
        lookAgainAt,
        headline,
        reason,
        rival,
        cures,
        all,
        fingerprint,
        evidence,
        left);
  }

  /**
   * With what earlier incidents left undone, which is said before all other warnings.
   *
   * @param more cures that end it, in addition to those of the verdict
   */
  public Diagnosis leaving(List<Leftover> undone, List<Cure> more) {
    var all = new ArrayList<>(cures);
    all.addAll(more);
    var said = new ArrayList<>(undone.stream().map(Leftover::said).toList());
    said.addAll(warnings);
    return new Diagnosis(
        verdict,
        confirmed,
        lookAgainAt,
        headline,
        reason,
        rival,
        all,
        said,
        fingerprint,
        evidence,
        undone);
  }

  /** What to keep of this look, so that a later one can confirm it. */
  public Look look() {
    Map<Long, Instant> events = new HashMap<>();
    evidence
        .activity()
        .forEach(
            (id, fact) ->
                fact.value()
                    .flatMap(VerdictGuard::lastEvent)
                    .ifPresent(last -> events.put(id, last)));
    return new Look(fingerprint, evidence.at(), events);
  }

  /**
   * Whether one of its cures is the bot's to do, once people have approved it. So is one of a hang
   * that was seen only once: whoever asks for it has it looked at a second time.
   */
  public boolean isCurable() {
    return Stream.concat(
            cures.stream(), confirmed ? Stream.of() : new Cures(evidence).of(verdict).stream())
        .anyMatch(Cure::isTheBots);
  }

  /** The recreate that may be asked for now, where one may. */
  public Optional<Cure.Recreate> recreate() {
    return cures.stream()
        .filter(Cure.Recreate.class::isInstance)
        .map(Cure.Recreate.class::cast)
        .findFirst();
  }
}
