package pipelinelock.settings.file;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import pipelinelock.settings.EnvironmentSettings;
import pipelinelock.settings.EnvironmentSettings.Bosh;
import pipelinelock.settings.identity.Address;
import pipelinelock.settings.read.Kinds;
import pipelinelock.settings.read.Section;
import pipelinelock.settings.section.Urls;

/**
 * Refuses a copied section that still names the first environment's VMs, however it spells their
 * Director, because it would recreate them. Two names for one Director are found later, when it
 * says who it is.
 */
final class SharedDeployments {
  private static final String CURE = "correct bosh.url or bosh.deployment of one of the two";

  private SharedDeployments() {}

  static void refuse(Section section, List<EnvironmentSettings> environments) {
    var before = new ArrayList<EnvironmentSettings>();
    for (var each : environments) {
      if (each.bosh().url().equals(Urls.UNFETCHED)) {
        continue; // looked at when it is there
      }
      before.stream()
          .flatMap(first -> same(first.bosh(), each.bosh()).map(it -> sentence(first, it)).stream())
          .findFirst()
          .ifPresent(what -> section.wrong(each.name().value(), what, CURE));
      before.add(each);
    }
  }

  private static String sentence(EnvironmentSettings first, String how) {
    return "has the same Director and deployment as environment %s%s".formatted(first.name(), how);
  }

  /** How the two are the same; empty where they are not. */
  private static Optional<String> same(Bosh one, Bosh other) {
    if (!one.deployment().equals(other.deployment())) {
      return Optional.empty();
    }
    if (one.url().toString().equals(other.url().toString())) {
      return Optional.of("");
    }
    if (Address.of(one.url()).equals(Address.of(other.url()))) {
      return Optional.of(": %s and %s are one address".formatted(one.url(), other.url()));
    }
    return one.directorUuid()
        .filter(
            uuid -> !uuid.equals(Kinds.UNFETCHED) && other.directorUuid().equals(Optional.of(uuid)))
        .map(": both have the director_uuid "::concat);
  }
}
