package pipelinelock.audit;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.OptionalLong;

/**
 * Links each entry of an incident's record to every entry before it: SHA-256 over the previous hash
 * and the entry's own fields, one a line. Changing, removing, inserting or reordering an entry
 * breaks every later hash.
 */
public final class HashChain {
  /** The previous hash of the first entry. */
  public static final String START = "0".repeat(64);

  /** Never used itself, only copied: to look the algorithm up for each entry takes longer. */
  private static final MessageDigest SHA_256 = sha256();

  private HashChain() {}

  /**
   * An entry as it is stored.
   *
   * @param at to the millisecond, UTC
   * @param body the event's JSON, exactly as stored
   */
  public record Entry(long incident, long sequence, Instant at, String type, String body) {}

  /** An entry with the hash that was stored with it. */
  public record Link(Entry entry, String hash) {}

  public static String hash(String previous, Entry entry) {
    var text =
        String.join(
            "\n",
            previous,
            Long.toString(entry.incident()),
            Long.toString(entry.sequence()),
            Long.toString(entry.at().toEpochMilli()),
            entry.type(),
            entry.body());
    return HexFormat.of().formatHex(fresh().digest(text.getBytes(StandardCharsets.UTF_8)));
  }

  /** The sequence number of the first entry that does not fit; empty when the chain is whole. */
  public static OptionalLong firstBreak(List<Link> links) {
    String previous = START;
    long expected = 1;
    for (var link : links) {
      if (!follows(previous, expected, link)) {
        return OptionalLong.of(expected);
      }
      previous = link.hash();
      expected++;
    }
    return OptionalLong.empty();
  }

  /**
   * Whether this is the entry of that number, and its hash fits it.
   *
   * @param previous the hash of the entry before it, or {@link #START}
   */
  public static boolean follows(String previous, long sequence, Link link) {
    return link.entry().sequence() == sequence && link.hash().equals(hash(previous, link.entry()));
  }

  private static MessageDigest fresh() {
    try {
      return (MessageDigest) SHA_256.clone();
    } catch (CloneNotSupportedException e) {
      return sha256();
    }
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
