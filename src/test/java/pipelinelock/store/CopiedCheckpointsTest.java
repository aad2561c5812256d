package pipelinelock.store;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static pipelinelock.incident.IncidentExamples.NOON;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import pipelinelock.audit.HashChain.Entry;
import pipelinelock.audit.HashChain.Link;
import pipelinelock.audit.checkpoint.ChainView;
import pipelinelock.audit.checkpoint.Checkpoint;
import pipelinelock.audit.checkpoint.RecordState;
import pipelinelock.audit.checkpoint.SignedCheckpoint;
import pipelinelock.audit.checkpoint.key.SigningKey;
import pipelinelock.audit.checkpoint.key.TrustedKeys;
import pipelinelock.audit.witness.WitnessReceipt;

/**
 * Checkpoints in exported files, asked of both verifiers: each change is found by both, in the same
 * words. The file's own last line fits all of them. {@code -Dcheckpoint.mutations=5000} for more.
 */
class CopiedCheckpointsTest {
  private static final int MUTATIONS = Integer.getInteger("checkpoint.mutations", 300);
  private static final SigningKey KEY = SigningKey.generate();
  private static final TrustedKeys TRUSTED = new TrustedKeys(List.of(KEY.verifying()));

  private static Optional<SecondVerifier> second = Optional.empty();

  @BeforeAll
  static void start() {
    second = SecondVerifier.start("--key", KEY.verifying().text());
  }

  @AfterAll
  static void stop() {
    second.ifPresent(SecondVerifier::close);
  }

  /** A freeze with its end, and incidents. */
  private static final List<Link> LINKS = Copies.small();

  private static final long NEWEST = LINKS.getLast().entry().incident();

  private static final List<SignedCheckpoint> SERIES = series(LINKS, KEY);

  private static ChainView view(List<Link> links, long chain, int events) {
    return ChainView.whole(
        chain,
        links.stream()
            .filter(it -> it.entry().incident() == chain)
            .limit(events)
            .map(Link::hash)
            .toList());
  }

  /** All that is there of the incidents behind the first. */
  private static List<ChainView> others(List<Link> links) {
    return LongStream.rangeClosed(2, NEWEST).mapToObj(it -> view(links, it, links.size())).toList();
  }

  private static List<Link> without(long chain) {
    return LINKS.stream().filter(it -> it.entry().incident() != chain).toList();
  }

  private static List<SignedCheckpoint> series(List<Link> links, SigningKey key) {
    var series = new ArrayList<SignedCheckpoint>();
    var state = RecordState.START;
    for (var views :
        List.of(
            List.of(view(links, 0, 1), view(links, 1, 2)),
            List.of(view(links, 0, 2), view(links, 1, 3)),
            others(links))) {
      var next =
          state.next(
              views,
              series.size() < 2 ? 1 : NEWEST,
              NOON.plusSeconds(60),
              key.keyId(),
              Optional.empty());
      series.add(key.signed(next));
      state = state.on(next);
    }
    return series;
  }

  private static List<String> texts(List<SignedCheckpoint> series) {
    return series.stream().map(SignedCheckpoint::text).toList();
  }

  private static SecondVerifier python() {
    assumeTrue(
        second.isPresent(), "there is no python3 on the PATH, so only one verifier is asked");
    return second.orElseThrow();
  }

  private static List<String> problems(byte[] file) {
    return Copies.report(file, Optional.of(TRUSTED)).problems();
  }

  /** Found by both, and the first in the same words. */
  private static void isFound(String what, List<Link> links, List<String> checkpoints) {
    isFound(what, Copies.file(links, checkpoints));
  }

  private static void isFound(String what, byte[] file) {
    var found = problems(file);
    assertThat(found).as(what).isNotEmpty();
    if (second.isPresent()) {
      var other = second.get().problems(file);
      assertThat(other).as("%s, the second verifier", what).isNotEmpty();
      assertThat(other.getFirst()).as("%s, the second verifier", what).isEqualTo(found.getFirst());
    }
  }

  @Test
  void whatIsWholeHoldsForBothAndWithoutAKeyNobodyIsProved() {
    var file = Copies.file(LINKS, texts(SERIES));
    assertThat(problems(file)).isEmpty();
    assertThat(python().problems(file)).isEmpty();
    assertThat(Copies.report(file, Optional.of(TRUSTED)).unproved()).isEmpty();
    assertThat(Copies.report(file, Optional.empty()).problems()).isEmpty();
    assertThat(Copies.report(file, Optional.empty()).unproved())
        .singleElement()
        .asString()
        .isEqualTo(
            "NOT PROVED: who signed its 3 checkpoints (%s): no key was given"
                .formatted(KEY.keyId()));
  }

  private static WitnessReceipt receipt(String hearer, long number) {
    return new WitnessReceipt(hearer, number, NOON, "a \"proof\"");
  }

  /** A receipt shows a checkpoint that somebody took out of the file, with all that it covered. */
  @Test
  void receiptsGoAlongAndAreHeldAgainstTheCheckpoints() {
    var texts = texts(SERIES);
    var right = List.of(receipt("s3://kept/", 1), receipt("git", 3), receipt("s3://kept/", 3));
    var file = Copies.file(LINKS, texts, right);
    assertThat(new String(file, UTF_8)).contains("\"version\":4", "\"receipts\":3");
    assertThat(problems(file)).isEmpty();
    assertThat(Copies.report(file, Optional.of(TRUSTED)).notes())
        .anySatisfy(it -> assertThat(it).startsWith("Receipts: 3"));
    second.ifPresent(it -> assertThat(it.problems(file)).isEmpty());
    isFound(
        "one of a checkpoint that is not here",
        Copies.file(LINKS, texts, List.of(receipt("s3://kept/", 4))));
    isFound(
        "the same twice", Copies.file(LINKS, texts, List.of(receipt("git", 1), receipt("git", 1))));
  }

  @Test
  void receiptsInAnotherPlaceOrNumberAreFound() {
    var whole =
        new String(Copies.file(LINKS, texts(SERIES), List.of(receipt("git", 1))), UTF_8)
            .lines()
            .toList();
    int receipt = whole.size() - 2;
    var moved = new ArrayList<>(whole.subList(0, whole.size() - 1));
    Collections.swap(moved, receipt, receipt - 1);
    isFound("before the last checkpoint", sealed(moved));
    var first = new ArrayList<>(whole.subList(0, receipt));
    first.add(1, whole.get(receipt));
    isFound("before the events", sealed(first));
    isFound("it is gone", sealed(whole.subList(0, receipt)));
    var more = new ArrayList<>(whole.subList(0, whole.size() - 1));
    more.add(whole.get(receipt).replace("git", "another"));
    isFound("there is one more", sealed(more));
    more.set(receipt, "{\"hearer\":\"git\",\"number\":1.0,\"at\":0,\"proof\":\"\"}");
    isFound("it is written in another form", sealed(more));
    var old = new ArrayList<>(whole.subList(0, whole.size() - 1));
    old.set(0, old.getFirst().replace("\"version\":4", "\"version\":3"));
    isFound("a header of another version", sealed(old));
    old.set(0, whole.getFirst().replace("\"receipts\":1", "\"receipts\":0"));
    isFound("a header that tells of none", sealed(old));
  }

  /** With a last line that fits. */
  private static byte[] sealed(List<String> lines) {
    try {
      var text = String.join("\n", lines) + "\n";
      var hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8));
      return (text + "{\"sha256\":\"%s\"}\n".formatted(HexFormat.of().formatHex(hash)))
          .getBytes(UTF_8);
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }

  /** With its own key: who has it may sign anything, and not what the events are. */
  private static SignedCheckpoint with(String root, String heads, long events) {
    var last = SERIES.getLast().checkpoint();
    return KEY.signed(
        new Checkpoint(
            last.number(),
            last.before(),
            last.at(),
            last.key(),
            events,
            root,
            last.highest(),
            heads,
            last.override(),
            last.spans()));
  }

  @Test
  void forgedCutAndReorderedOnesAreFound() {
    var texts = texts(SERIES);
    var last = SERIES.getLast().checkpoint();
    Map<String, List<String>> series = new LinkedHashMap<>();
    series.put("signed by a stranger", texts(series(LINKS, SigningKey.generate())));
    series.put("the first is gone", texts.subList(1, 3));
    series.put("one in the middle is gone", List.of(texts.get(0), texts.get(2)));
    series.put("two in another order", List.of(texts.get(1), texts.get(0), texts.get(2)));
    series.put("one twice", List.of(texts.get(0), texts.get(0), texts.get(1), texts.get(2)));
    series.put(
        "another root",
        List.of(
            texts.get(0), texts.get(1), with("0".repeat(64), last.heads(), last.events()).text()));
    series.put(
        "other heads",
        List.of(
            texts.get(0), texts.get(1), with(last.root(), "0".repeat(64), last.events()).text()));
    series.put(
        "another count",
        List.of(texts.get(0), texts.get(1), with(last.root(), last.heads(), 99).text()));
    series.put("no checkpoint", List.of("nothing\n"));
    series.put(
        "a number in another form",
        List.of(texts.get(0).replace("number 1\n", "number 01\n"), texts.get(1), texts.get(2)));
    series.forEach((what, checkpoints) -> isFound(what, LINKS, checkpoints));
  }

  @Test
  void eventsThatTheCheckpointsHaveAndTheFileHasNotAreFound() {
    var texts = texts(SERIES);
    isFound("the newest incident's end is cut", LINKS.subList(0, LINKS.size() - 1), texts);
    isFound("the newest incident is gone", without(NEWEST), texts);
    isFound("the freezes are gone", without(0), texts);
    var other = new ArrayList<>(LINKS);
    var entries = new ArrayList<Entry>();
    LINKS.stream().map(Link::entry).filter(it -> it.incident() == 1).forEach(entries::add);
    var end = entries.removeLast();
    entries.add(new Entry(1, 3, end.at(), end.type(), end.body().replace("no ", "not at all ")));
    var again = Copies.linked(entries);
    for (int i = 0; i < 3; i++) {
      other.set(2 + i, again.get(i));
    }
    isFound("an event was written anew, with its hashes", other, texts);
  }

  @Test
  void everyLetterThatIsChangedIsFound() {
    var random = new Random(Long.getLong("mutations.seed", 19));
    for (int i = 0; i < MUTATIONS; i++) {
      var texts = new ArrayList<>(texts(SERIES));
      int which = random.nextInt(texts.size());
      var text = new StringBuilder(texts.get(which));
      int at = random.nextInt(text.length());
      char other = (char) ('!' + random.nextInt(90));
      if (text.charAt(at) == other) {
        text.insert(at, other);
      } else {
        text.setCharAt(at, other);
      }
      texts.set(which, text.toString());
      isFound("checkpoint %d, letter %d: %s".formatted(which, at, text), LINKS, texts);
    }
  }
}
