package pipelinelock.rehearsal.lock;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.eclipse.jgit.api.Git;
import org.eclipse.jgit.diff.DiffEntry;
import org.eclipse.jgit.diff.DiffFormatter;
import org.eclipse.jgit.lib.PersonIdent;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.util.io.DisabledOutputStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import pipelinelock.rehearsal.time.SteppedClock;

/**
 * Holds the commits of the simulated lock repository against those that a real pool-resource 1.4.0
 * made ({@code concourse-real/MOMENT/pool.fast-export}).
 */
class RecordedPoolTest {
  private static final String RESOURCE = "git <git@localhost>";
  private static final String SCRIPT = "Concourse server";

  private final SteppedClock clock = new SteppedClock();

  @AutoClose private final SimulatedLockRepository repository = new SimulatedLockRepository(clock);

  /**
   * A commit without what differs from one to the next: its time, its number, its id.
   *
   * @param who author and committer, each with the time zone
   * @param changes {@code 100644 PATH CONTENT} for a file that is there now, {@code D PATH} for one
   *     that is not
   */
  private record Form(String who, String message, List<String> changes) {
    static Form of(String author, String committer, String message, Stream<String> changes) {
      return new Form(
          author + " / " + committer,
          message.replaceAll("build \\d+", "build N").strip(),
          changes.sorted().toList());
    }
  }

  @Test
  void aClaimAndAReleaseAreTheCommitsOfARealPoolResource() throws Exception {
    var real = new TreeSet<String>();
    recorded().stream()
        .filter(form -> form.who.startsWith(RESOURCE))
        .filter(form -> !form.message.contains("pipeline-release-lock"))
        .forEach(form -> real.add(form.toString()));
    assertThat(real).as("one form for a claim, one for a release").hasSize(2);

    repository.released(89, clock.instant());
    clock.passes(Duration.ofMinutes(1));
    assertThat(repository.claim("124")).isPresent();
    var simulated = new TreeSet<String>();
    simulated().stream()
        .filter(form -> form.who.startsWith(RESOURCE))
        .forEach(form -> simulated.add(form.toString()));

    assertThat(simulated).isEqualTo(real);
  }

  @Test
  void theScriptOfThePipelineBeginsTheLockWithTheMessageOfARealOne() throws Exception {
    var real =
        recorded().stream()
            .filter(form -> form.who.startsWith(SCRIPT))
            .map(form -> form.message)
            .toList();
    assertThat(real).contains("Add unclaimed 'lock' lock.");
    assertThat(simulated().getLast().message()).isEqualTo("Add unclaimed 'lock' lock.");
    assertThat(simulated().getLast().who()).startsWith(SCRIPT);
  }

  private static List<Form> recorded() throws Exception {
    var root =
        Path.of(
            Objects.requireNonNull(RecordedPoolTest.class.getResource("/concourse-real")).toURI());
    var forms = new ArrayList<Form>();
    try (var files = Files.walk(root)) {
      for (var file : files.filter(it -> it.endsWith("pool.fast-export")).sorted().toList()) {
        for (var commit : Files.readString(file).split("(?m)^commit refs/heads/main$")) {
          if (commit.contains("\nauthor ")) {
            forms.add(exported(commit.lines().toList()));
          }
        }
      }
    }
    return forms;
  }

  /** Every blob of the recordings is the empty one, whose mark is {@code :1}. */
  private static Form exported(List<String> lines) {
    int data = lines.indexOf(line(lines, "data "));
    int changes = data + 1;
    while (changes < lines.size() && !lines.get(changes).matches("(from|M|D|R|C|merge) .*|")) {
      changes++;
    }
    return Form.of(
        person(line(lines, "author ")),
        person(line(lines, "committer ")),
        String.join("\n", lines.subList(data + 1, changes)),
        lines.subList(changes, lines.size()).stream()
            .filter(line -> line.startsWith("M ") || line.startsWith("D "))
            .map(line -> line.replaceFirst("^M (\\d+) :1 (.*)$", "$1 $2 empty")));
  }

  private static String line(List<String> lines, String start) {
    return lines.stream().filter(line -> line.startsWith(start)).findFirst().orElseThrow();
  }

  /** Without the time: {@code git <git@localhost> +0000}. */
  private static String person(String line) {
    return line.replaceFirst("^\\w+ ", "").replaceFirst(" \\d+ ", " ");
  }

  private List<Form> simulated() throws Exception {
    var forms = new ArrayList<Form>();
    try (var git = Git.open(Path.of(repository.uri()).toFile());
        var diff = new DiffFormatter(DisabledOutputStream.INSTANCE)) {
      diff.setRepository(git.getRepository());
      for (RevCommit commit : git.log().call()) {
        forms.add(
            Form.of(
                person(commit.getAuthorIdent()),
                person(commit.getCommitterIdent()),
                commit.getFullMessage(),
                commit.getParentCount() == 0
                    ? Stream.empty()
                    : diff.scan(commit.getParent(0), commit).stream().map(this::change)));
      }
    }
    return forms;
  }

  private String change(DiffEntry entry) {
    var empty = "e69de29bb2d1d6434b8b29ae775ad8c2e48c5391";
    return entry.getChangeType() == DiffEntry.ChangeType.DELETE
        ? "D " + entry.getOldPath()
        : "%s %s %s"
            .formatted(
                entry.getNewMode(),
                entry.getNewPath(),
                empty.startsWith(entry.getNewId().name()) ? "empty" : entry.getNewId());
  }

  private static String person(PersonIdent who) {
    return "%s <%s> +0000".formatted(who.getName(), who.getEmailAddress())
        + (who.getZoneId().getRules().getOffset(who.getWhenAsInstant()).getTotalSeconds() == 0
            ? ""
            : " and not UTC");
  }
}
