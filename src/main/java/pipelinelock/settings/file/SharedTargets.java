package pipelinelock.settings.file;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import pipelinelock.settings.EnvironmentSettings;
import pipelinelock.settings.identity.Identity;
import pipelinelock.settings.read.Section;

/**
 * Refuses environments that share a lock or a pipeline under different policies. Giving back a lock
 * in one gives it back in all that share it, and the same holds for a pipeline's builds and pauses,
 * so the weakest policy would apply to all of them. See decision 13.
 */
final class SharedTargets {
  private static final String CURE =
      "write the same approvals for both, or correct the %s of one of the two";

  private SharedTargets() {}

  static void refuse(Section section, List<EnvironmentSettings> environments) {
    var before = new ArrayList<EnvironmentSettings>();
    for (var each : environments) {
      if (!each.isReady()) {
        continue; // looked at when all of it is there
      }
      before.stream()
          .filter(first -> !first.policies().equals(each.policies()))
          .flatMap(first -> Shared.of(first, each).stream().map(it -> new Clash(first, it)))
          .findFirst()
          .ifPresent(
              clash ->
                  section.wrong(
                      each.name().value(), clash.text(), CURE.formatted(clash.what().keys())));
      before.add(each);
    }
  }

  private record Clash(EnvironmentSettings with, Shared what) {
    String text() {
      return "shares the %s (%s) with environment %s, whose approvals differ: the weaker policy would apply to both"
          .formatted(what.kind(), what.identity(), with.name());
    }
  }

  /**
   * @param keys which settings name it
   */
  private record Shared(String kind, String identity, String keys) {
    static Optional<Shared> of(EnvironmentSettings one, EnvironmentSettings other) {
      return lock(one, other).or(() -> pipeline(one, other));
    }

    private static Optional<Shared> lock(EnvironmentSettings one, EnvironmentSettings other) {
      return one.lock()
          .map(Identity::of)
          .filter(it -> other.lock().map(Identity::of).equals(Optional.of(it)))
          .map(it -> new Shared("lock", it, "lock"));
    }

    private static Optional<Shared> pipeline(EnvironmentSettings one, EnvironmentSettings other) {
      return Optional.of(Identity.of(one.concourse()))
          .filter(Identity.of(other.concourse())::equals)
          .map(it -> new Shared("pipeline", it, "concourse"));
    }
  }
}
