package pipelinelock.aws.identity;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** The environment variables that AWS's own tools read. */
record Variables(Map<String, String> all) {
  Variables {
    all = Map.copyOf(all);
  }

  /** Absent also where it is blank, as for every AWS program. */
  Optional<String> get(String name) {
    return Optional.ofNullable(all.get(name)).map(String::strip).filter(it -> !it.isEmpty());
  }

  boolean isTrue(String name) {
    return get(name).filter("true"::equalsIgnoreCase).isPresent();
  }

  Path home() {
    return Path.of(get("HOME").orElseGet(() -> System.getProperty("user.home", "/")));
  }

  /** A file that a variable may name, or the usual one below {@code ~/.aws}. */
  Path file(String variable, String usual) {
    return get(variable)
        .map(it -> it.startsWith("~/") ? home().resolve(it.substring(2)) : Path.of(it))
        .orElseGet(() -> home().resolve(".aws").resolve(usual));
  }

  /** The profile that is meant where none is named. */
  String profile() {
    return get("AWS_PROFILE").orElse("default");
  }
}
