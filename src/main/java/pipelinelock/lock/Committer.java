package pipelinelock.lock;

import java.util.Set;
import java.util.regex.Pattern;

/** Who made a commit in a pool repository. */
public record Committer(String name, String address) {
  /** Nobody's address, as pool-resource's own is. */
  public static final Committer BOT = new Committer("pipeline-lock", "pipeline-lock@localhost");

  /**
   * pool-resource's image sets the first ({@code Dockerfile}), its code the second where none is
   * set ({@code out/git_lock_handler.go}).
   */
  private static final Set<String> PROGRAMS =
      Set.of("git@localhost", "ci-pool@localhost", BOT.address());

  private static final Pattern FORM =
      Pattern.compile("(?s)(?<name>.*?)\\s*<(?<address>[^<>]*)>\\s*");

  /** From {@code name <address>}; a text without an address is a name. */
  public static Committer of(String author) {
    var form = FORM.matcher(author);
    return form.matches()
        ? new Committer(form.group("name"), form.group("address"))
        : new Committer(author.strip(), "");
  }

  /**
   * Whether it is a program's, so that there is nobody to ask: pool-resource, this bot, or the
   * script that makes a pool and signs as {@code Concourse server dev04 … <concourse@dev04.…>}.
   */
  public boolean isProgram() {
    return PROGRAMS.contains(address)
        || (name.startsWith("Concourse server") && address.startsWith("concourse@"));
  }

  @Override
  public String toString() {
    return "%s <%s>".formatted(name, address);
  }
}
