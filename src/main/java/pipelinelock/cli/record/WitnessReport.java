package pipelinelock.cli.record;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import pipelinelock.audit.checkpoint.Mark;
import pipelinelock.audit.checkpoint.Series;
import pipelinelock.audit.checkpoint.SignedCheckpoint;
import pipelinelock.audit.witness.WitnessStatement;
import pipelinelock.wording.Span;

/**
 * What each receiver of a record's checkpoints proves about it, a line each.
 *
 * @param series the record's own checkpoints
 * @param younger how many events no checkpoint covers yet
 */
record WitnessReport(List<SignedCheckpoint> series, long younger, Instant now) {
  /**
   * What one of them proves.
   *
   * @param isKnown whether it said anything
   * @param isFinding whether it speaks against the record, or lost what it took
   */
  record Line(boolean isKnown, boolean isFinding, String text) {
    private static Line proof(String text) {
      return new Line(true, false, text);
    }

    private static Line finding(String text) {
      return new Line(true, true, text);
    }
  }

  Line of(String name, WitnessStatement testimony) {
    return switch (testimony) {
      case WitnessStatement.Keeps(var newest) ->
          Line.proof(
              "%s keeps checkpoint %d (%s old); %s"
                  .formatted(
                      name, number(newest), age(newest.checkpoint().at()), youngerThan(newest)));
      case WitnessStatement.KeepsNone _ ->
          Line.proof(
              "%s keeps no checkpoint, so it proves no event of this record".formatted(name));
      case WitnessStatement.Stamped(var newest, var at) ->
          Line.proof(
              "%s stamped checkpoint %d at %s (%s ago); %s"
                  .formatted(name, number(newest), at, age(at), youngerThan(newest)));
      case WitnessStatement.Against(var why) -> Line.finding(why);
      case WitnessStatement.Forgot(var why) -> Line.finding(why);
      case WitnessStatement.NotKnown(var why) ->
          new Line(
              false,
              false,
              "%s: not known what it keeps, nor how many events are newer (%s)"
                  .formatted(name, why));
    };
  }

  /** One that a person saw in a thread. */
  Line of(Mark seen) {
    return seen.problem(series)
        .map(Line::finding)
        .orElseGet(
            () ->
                Line.proof(
                    "the record has %s, which was seen; a thread is a weak witness, whoever has the bot's token can edit it"
                        .formatted(seen)));
  }

  private static long number(SignedCheckpoint signed) {
    return signed.checkpoint().number();
  }

  private String age(Instant at) {
    return Span.of(Duration.between(at, now));
  }

  private String youngerThan(SignedCheckpoint newest) {
    long events = younger + Series.takenInAfter(series, number(newest));
    return events == 1 ? "1 event is newer" : "%d events are newer".formatted(events);
  }
}
