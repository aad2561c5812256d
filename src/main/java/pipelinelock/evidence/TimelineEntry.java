package pipelinelock.evidence;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import pipelinelock.environment.UserId;

/**
 * One event of the record, in words. All outputs are made of these; each escapes its own markup and
 * names people and times in its own way.
 *
 * @param sequence the event's number in the incident
 * @param type the event's kind, as it is stored: {@code step-ended}
 * @param recorded when it was recorded
 * @param about when what it says happened; a note may be about an earlier time
 * @param by the person who did it; empty for the bot itself
 * @param words what happened, with its own punctuation: {@code requested it:}
 * @param quoted words of people or remotes that follow; empty where there are none
 * @param author who wrote a noted message, if that is not who noted it
 * @param link leads to what it is about
 * @param evidence what it rests on, a clause each
 * @param publicly the same for a status page; empty where it changes nothing for those outside
 * @param hash of the event and all before it
 * @param main whether people want to read it; the rest belongs to the whole record
 */
public record TimelineEntry(
    long sequence,
    String type,
    Instant recorded,
    Instant about,
    Optional<UserId> by,
    String words,
    Optional<String> quoted,
    Optional<UserId> author,
    Optional<String> link,
    List<String> evidence,
    Optional<String> publicly,
    String hash,
    boolean main) {
  public TimelineEntry {
    evidence = List.copyOf(evidence);
  }

  /** {@code requested it: deployments wait since 11:07}, without the person and without markup. */
  public String text() {
    var said = quoted.map(it -> words.isEmpty() ? it : " " + it).orElse("");
    return words + said;
  }
}
