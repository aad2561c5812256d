package pipelinelock.world;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** Reads what {@code git fast-export --show-original-ids} wrote of one straight branch. */
final class FastExport {
  private static final Pattern PERSON = Pattern.compile("committer (.+ <.*>) (\\d+) [+-]\\d{4}");
  private static final Pattern AUTHOR = Pattern.compile("author (.+ <.*>) (\\d+) [+-]\\d{4}");

  private final byte[] stream;
  private final Duration shift;
  private final Map<String, String> blobs = new HashMap<>();
  private final List<CommitFact> commits = new ArrayList<>();
  private final List<String> ids = new ArrayList<>();
  private int position;

  private FastExport(byte[] stream, Duration shift) {
    this.stream = stream;
    this.shift = shift;
  }

  /**
   * A branch.
   *
   * @param originals the commits' ids where they were recorded, in the order of the commits
   */
  record Branch(List<CommitFact> commits, List<String> originals) {}

  static Branch read(byte[] stream, Duration shift) {
    return new FastExport(stream, shift).branch();
  }

  private Branch branch() {
    while (position < stream.length) {
      var line = line();
      if (line.equals("blob")) {
        blob();
      } else if (line.startsWith("commit ")) {
        commit();
      } else if (!line.isEmpty() && !line.startsWith("reset ") && !line.startsWith("from ")) {
        throw new IllegalArgumentException("cannot read of a fast-export: " + line);
      }
    }
    return new Branch(commits, ids);
  }

  private void blob() {
    var mark = "";
    for (var line = line(); !line.startsWith("data "); line = line()) {
      mark = line.startsWith("mark ") ? line.substring("mark ".length()) : mark;
      if (line.startsWith("data")) {
        break;
      }
    }
    blobs.put(mark, data(lastLine));
  }

  private void commit() {
    var author = "";
    var at = Instant.EPOCH;
    var line = line();
    for (; !line.startsWith("data "); line = line()) {
      if (line.startsWith("original-oid ")) {
        ids.add(line.substring("original-oid ".length()));
      }
      var by = AUTHOR.matcher(line);
      author = by.matches() ? by.group(1) : author;
      var who = PERSON.matcher(line);
      at = who.matches() ? Instant.ofEpochSecond(Long.parseLong(who.group(2))) : at;
    }
    var message = data(line);
    Map<String, String> writes = new HashMap<>();
    Set<String> removes = new HashSet<>();
    for (line = line(); isChange(line); line = line()) {
      change(line, writes, removes);
    }
    commits.add(new CommitFact(at.plus(shift), author, message, writes, removes));
  }

  private boolean isChange(String line) {
    return position < stream.length && !line.isEmpty();
  }

  private void change(String line, Map<String, String> writes, Set<String> removes) {
    if (line.startsWith("M ")) {
      var parts = line.split(" ", 4);
      writes.put(parts[3], blobs.getOrDefault(parts[2], ""));
    } else if (line.startsWith("D ")) {
      removes.add(line.substring(2));
    } else if (!line.startsWith("from ")) {
      throw new IllegalArgumentException("cannot read of a commit: " + line);
    }
  }

  private String lastLine = "";

  private String line() {
    int begin = position;
    while (position < stream.length && stream[position] != '\n') {
      position++;
    }
    lastLine = new String(stream, begin, position - begin, StandardCharsets.UTF_8);
    position++;
    return lastLine;
  }

  private String data(String header) {
    int length = Integer.parseInt(header.substring("data ".length()));
    var text = new String(stream, position, length, StandardCharsets.UTF_8);
    position += length;
    if (position < stream.length && stream[position] == '\n') {
      position++;
    }
    return text;
  }
}
