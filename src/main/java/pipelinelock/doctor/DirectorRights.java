package pipelinelock.doctor;

import static java.util.stream.Collectors.joining;

import java.util.List;
import java.util.Optional;
import pipelinelock.bosh.Rights;

/**
 * Judges the scopes of a Director's token. The least that the bot can work with is {@code
 * bosh.<director-uuid>.admin}: only that one may both recreate an instance and cancel a task.
 */
final class DirectorRights {
  private static final String EVERY_DIRECTOR = "bosh.admin";
  private static final String TEAM_ADMIN = "bosh\\.teams\\..+\\.admin";
  private static final List<String> HARMLESS = List.of("bosh.read", "uaa.none", "openid");

  private final String own;
  private final String ownRead;

  DirectorRights(String uuid) {
    this.own = "bosh.%s.admin".formatted(uuid);
    this.ownRead = "bosh.%s.read".formatted(uuid);
  }

  Finding judge(Rights rights) {
    Optional<List<String>> scopes = rights.scopes();
    return scopes
        .map(it -> judge(rights.name(), it))
        .orElseGet(() -> Finding.ok("logged in as %s; no scopes told".formatted(rights.name())));
  }

  private Finding judge(String name, List<String> scopes) {
    String found = "%s has %s".formatted(name, scopes.isEmpty() ? "no scope" : join(scopes));
    boolean admin = scopes.contains(own) || scopes.contains(EVERY_DIRECTOR);
    if (!admin) {
      return lacking(found, scopes);
    }
    var more = scopes.stream().filter(this::isMore).toList();
    return more.isEmpty()
        ? Finding.ok(found)
        : Finding.warn(found, "more than needed: %s; %s is enough".formatted(join(more), own));
  }

  private Finding lacking(String found, List<String> scopes) {
    boolean reads = scopes.contains("bosh.read") || scopes.contains(ownRead);
    boolean recreates = scopes.stream().anyMatch(it -> it.matches(TEAM_ADMIN));
    String without =
        reads && recreates
            ? "it cannot cancel a task, and recreates only deployments of its team"
            : reads ? "it cannot recreate or cancel" : "it cannot list tasks and locks";
    String advice = "give the client the authority %s: without it, %s".formatted(own, without);
    return reads && recreates
        ? Finding.warn(found, advice)
        : Finding.fail(found + "; missing: " + own, advice);
  }

  private boolean isMore(String scope) {
    return !scope.equals(own) && !scope.equals(ownRead) && !HARMLESS.contains(scope);
  }

  private static String join(List<String> scopes) {
    return scopes.stream().collect(joining(", "));
  }
}
