package pipelinelock.store;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import pipelinelock.audit.HashChain.Entry;
import pipelinelock.audit.HashChain.Link;
import pipelinelock.incident.ForbiddenHistories;
import pipelinelock.incident.Recorded;
import pipelinelock.store.event.EventJson;

/**
 * The bot's own verifier and the one in {@code docs/verify_record.py}, asked about the same files:
 * both find each change, and name the same event. {@code -Dmutations=200000 -Dmutations.seed=7} for
 * more of them, as each night.
 */
class TwoVerifiersTest {
  private static final int MUTATIONS = Integer.getInteger("mutations", 5_000);
  private static final long SEED = Long.getLong("mutations.seed", 19);
  private static final Pattern CHAIN = Pattern.compile("INC--?\\d+|the freezes");
  private static final Pattern EVENT = Pattern.compile("event (-?\\d+)");

  private static final List<Link> SMALL = List.copyOf(Copies.small());
  private static final List<Link> LARGE = List.copyOf(Copies.large());

  private static Optional<SecondVerifier> second = Optional.empty();

  @BeforeAll
  static void start() {
    second = SecondVerifier.start();
  }

  @AfterAll
  static void stop() {
    second.ifPresent(SecondVerifier::close);
  }

  private static SecondVerifier python() {
    assumeTrue(
        second.isPresent(), "there is no python3 on the PATH, so only one verifier is asked");
    return second.orElseThrow();
  }

  /** Which event a sentence is about, "INC-1 event 3"; the whole file else. */
  private static String place(String problem) {
    var chain = CHAIN.matcher(problem);
    var event = EVENT.matcher(problem);
    return !problem.startsWith("The file") && chain.find() && event.find()
        ? "%s event %s".formatted(chain.group(), event.group(1))
        : problem;
  }

  private static List<Link> links(List<Recorded> events) {
    var entries = new ArrayList<Entry>();
    for (var it : events) {
      entries.add(
          new Entry(
              it.incident().number(),
              it.sequence(),
              it.at(),
              EventJson.type(it.event()),
              EventJson.write(it.event())));
    }
    return Copies.linked(entries);
  }

  @Test
  void whatTheRulesCannotHaveLetHappenIsFoundByBothAtTheSameEvent() {
    var python = python();
    assertThat(ForbiddenHistories.ALL).hasSizeGreaterThanOrEqualTo(60);
    ForbiddenHistories.ALL.forEach(
        (name, history) -> {
          var file = Copies.file(links(history.events()));
          var offence = "INC-1 event %d".formatted(history.offence());
          assertThat(Copies.problems(file)).as(name).isNotEmpty();
          assertThat(place(Copies.problems(file).getFirst())).as(name).isEqualTo(offence);
          var found = python.problems(file);
          assertThat(found).as("%s, the second verifier", name).isNotEmpty();
          assertThat(place(found.getFirst()))
              .as("%s, the second verifier", name)
              .isEqualTo(offence);
          var before = Copies.file(links(history.events().subList(0, (int) history.offence() - 1)));
          assertThat(python.problems(before)).as("before: %s", name).isEmpty();
          assertThat(Copies.problems(before)).as("before: %s", name).isEmpty();
        });
  }

  @Test
  void aClickThatDecidedInAnotherIncidentIsFoundByBoth() {
    var once =
        links(
            Objects.requireNonNull(ForbiddenHistories.ALL.get("two people's yeses by one click"))
                .events()
                .subList(0, 2));
    var again =
        Copies.linked(
            once.stream()
                .map(Link::entry)
                .map(it -> new Entry(2, it.sequence(), it.at(), it.type(), it.body()))
                .toList());
    var before = Copies.file(Stream.concat(once.stream(), again.stream().limit(1)).toList());
    assertThat(Copies.problems(before)).isEmpty();
    assertThat(python().problems(before)).isEmpty();
    var file = Copies.file(Stream.concat(once.stream(), again.stream()).toList());
    var offence = "INC-2: event 2 rests on a click that was used for an earlier decision";
    assertThat(Copies.problems(file)).containsExactly(offence);
    assertThat(python().problems(file)).containsExactly(offence);
  }

  @Test
  void whatHappenedByTheRulesHoldsForBoth() {
    for (var links : List.of(Copies.small(), Copies.large(), List.<Link>of())) {
      var file = Copies.file(links);
      assertThat(Copies.problems(file)).isEmpty();
      assertThat(python().problems(file)).isEmpty();
    }
  }

  @Test
  void everyChangeOfAFileIsFoundByBothAtTheSameEvent() {
    var random = new Random(SEED);
    for (int i = 0; i < MUTATIONS; i++) {
      var mutation = Mutation.of(i % 20 == 0 ? LARGE : SMALL, random);
      var found = Copies.problems(mutation.file());
      assertThat(found).as("mutation %d: %s", i, mutation).isNotEmpty();
      if (mutation.first().isPresent()) {
        assertThat(place(found.getFirst()))
            .as("mutation %d: %s", i, mutation)
            .isEqualTo(mutation.first().get());
      }
      if (second.isPresent()) {
        var other = second.get().problems(mutation.file());
        assertThat(other).as("mutation %d, the second verifier: %s", i, mutation).isNotEmpty();
        assertThat(place(other.getFirst()))
            .as("mutation %d, the second verifier: %s", i, mutation)
            .isEqualTo(place(found.getFirst()));
      }
    }
  }

  @Test
  void onTheCommandLineTheSecondVerifierEndsWithTheSameCodes(@TempDir Path folder)
      throws Exception {
    assumeTrue(second.isPresent(), "there is no python3 on the PATH");
    var file = Files.write(folder.resolve("record.jsonl"), Copies.file(Copies.small()));
    assertThat(command(file)).isEqualTo("0 " + file + ": 3 chains, 8 events: whole.\n");
    var changed =
        Files.write(folder.resolve("changed.jsonl"), Copies.file(Copies.small().subList(1, 7)));
    assertThat(command(changed))
        .startsWith("1 " + changed + ": 3 chains, 6 events: NOT whole.\n")
        .contains("  the freezes: event 2 is where event 1 should be\n");
    assertThat(command(folder.resolve("none.jsonl"))).startsWith("3 ").contains("cannot be read");
    assertThat(command(file, changed)).startsWith("2 ");
  }

  /** Its exit code, and what it said. */
  private static String command(Path... files) throws IOException, InterruptedException {
    var words = new ArrayList<>(List.of("python3", "-B", "docs/verify_record.py"));
    List.of(files).forEach(file -> words.add(file.toString()));
    var process = new ProcessBuilder(words).redirectErrorStream(true).start();
    var said = new String(process.getInputStream().readAllBytes(), UTF_8);
    return process.waitFor() + " " + said;
  }

  /** A type that the second verifier does not know would be called a change. */
  @Test
  void theSecondVerifierKnowsEveryStoredForm() throws IOException {
    var python = python();
    try (var examples = Files.list(Path.of("src/test/resources/store/events"))) {
      for (var example : examples.toList()) {
        var body = Files.readString(example).strip();
        var event = EventJson.read(body);
        var first =
            Copies.linked(List.of(new Entry(1, 1, Instant.EPOCH, EventJson.type(event), body)));
        assertThat(python.problems(Copies.file(first)))
            .as(example.getFileName().toString())
            .noneMatch(problem -> problem.contains("cannot be read"));
      }
    }
  }
}
