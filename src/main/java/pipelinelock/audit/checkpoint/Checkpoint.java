package pipelinelock.audit.checkpoint;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The state of all chains at one moment. Its text is what gets signed; docs/record.md describes the
 * format.
 *
 * @param number counts from 1, without gaps except after an override
 * @param before the digest of the previous checkpoint; 64 zeros for the first
 * @param at when it was made, to the millisecond, UTC
 * @param key the key that signs it
 * @param events how many events this and all earlier checkpoints cover
 * @param root the running hash over these events, in the order in which checkpoints covered them
 * @param highest the highest incident number given so far; 0 for none
 * @param heads the digest over the last event of every chain
 * @param override why a record that did not continue its witnessed checkpoints was accepted
 * @param spans the events that this checkpoint adds, in order of chains
 */
public record Checkpoint(
    long number,
    String before,
    Instant at,
    String key,
    long events,
    String root,
    long highest,
    String heads,
    Optional<Acceptance> override,
    List<ChainSpan> spans) {
  /** The first line of its text. */
  public static final String FORMAT = "pipeline-lock-checkpoint 1";

  public Checkpoint {
    spans = List.copyOf(spans);
  }

  /**
   * A person's decision to go on with this record in place of another.
   *
   * @param number of the newest witnessed checkpoint that this record does not continue
   * @param digest of that checkpoint
   * @param reason who decided it and why, on one line
   */
  public record Acceptance(long number, String digest, String reason) {
    public Acceptance {
      reason = reason.replaceAll("[\\p{Cntrl}\\s]+", " ").strip();
      if (reason.isEmpty()) {
        throw new IllegalArgumentException("an override has a reason");
      }
    }
  }

  /** Exactly what is signed: lines, each with its end. */
  public String text() {
    var text =
        new StringBuilder()
            .append(FORMAT)
            .append('\n')
            .append("number %d\n".formatted(number))
            .append("before %s\n".formatted(before))
            .append("at %d\n".formatted(at.toEpochMilli()))
            .append("key %s\n".formatted(key))
            .append("events %d\n".formatted(events))
            .append("root %s\n".formatted(root))
            .append("highest %d\n".formatted(highest))
            .append("heads %s\n".formatted(heads));
    override.ifPresent(
        it -> text.append("override %d %s %s\n".formatted(it.number(), it.digest(), it.reason())));
    for (var span : spans) {
      text.append(
          "chain %d %d %d %s\n".formatted(span.chain(), span.first(), span.last(), span.head()));
    }
    return text.toString();
  }

  /** What the next one has as the checkpoint before. */
  public String digest() {
    return Digest.of(text());
  }
}
