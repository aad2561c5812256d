package pipelinelock.diagnosis;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the evidence means, in words and in cures.
 *
 * @param confirmed false while a hung verdict rests on one look only: then nothing is recreated
 * @param lookAgainAt when a second look may confirm it; empty where none is needed
 * @param headline the state and its main fact, one line
 * @param reason why it is that
 * @param rival what else it could be, and how that would show
 * @param cures from the lightest on; empty where nothing is to be done
 * @param warnings what a person should know beside it
 * @param evidence what it rests on
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
    Evidence evidence) {
  public Diagnosis {
    cures = List.copyOf(cures);
    warnings = List.copyOf(warnings);
  }

  /**
   * Judges. A pure function: the same evidence gives the same answer.
   *
   * @param firstLook an earlier look at this environment; a hung verdict is confirmed when it had
   *     the same fingerprint and lies far enough back
   */
  public static Diagnosis of(Evidence evidence, Optional<Look> firstLook) {
    Fingerprint fingerprint = Fingerprint.of(evidence);
    Verdict verdict = new Guard(evidence, firstLook).check(new Judge(evidence).verdict());
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
        Reason.of(verdict, evidence),
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
        evidence);
  }

  /** What to keep of this look, so that a later one can confirm it. */
  public Look look() {
    Map<Long, Instant> events = new HashMap<>();
    evidence
        .activity()
        .forEach(
            (id, fact) ->
                fact.value().flatMap(Guard::lastEvent).ifPresent(last -> events.put(id, last)));
    return new Look(fingerprint, evidence.at(), events);
  }

  /** The recreate that may be asked for now, where one may. */
  public Optional<Cure.Recreate> recreate() {
    return cures.stream()
        .filter(Cure.Recreate.class::isInstance)
        .map(Cure.Recreate.class::cast)
        .findFirst();
  }

  /** The release that may be asked for now, where one may. */
  public Optional<Cure.Release> release() {
    return cures.stream()
        .filter(Cure.Release.class::isInstance)
        .map(Cure.Release.class::cast)
        .findFirst();
  }
}
