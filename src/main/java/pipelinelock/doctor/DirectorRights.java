package pipelinelock.doctor;

import static java.util.stream.Collectors.joining;

import java.util.List;
import pipelinelock.bosh.api.Rights;

/**
 * Judges the scopes of a Director's token. The bot needs at least {@code
 * bosh.<director-uuid>.admin}: no lesser scope can both recreate an instance and cancel a task.
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

  /** Of a client that acts, and may read too. */
  Finding judge(Rights rights) {
    return rights.scopes().map(it -> judge(rights.name(), it)).orElseGet(() -> untold(rights));
  }

  /** Of a client that only reads, as another acts. */
  Finding judgeReader(Rights rights) {
    return rights
        .scopes()
        .map(it -> judgeReader(rights.name(), it))
        .orElseGet(() -> untold(rights));
  }

  private static Finding untold(Rights rights) {
    return Finding.ok("logged in as %s; it reports no scopes".formatted(rights.name()));
  }

  private Finding judgeReader(String name, List<String> scopes) {
    String found = found(name, scopes);
    var more = scopes.stream().filter(it -> !it.equals(ownRead) && !isHarmless(it)).toList();
    if (more.isEmpty() && !reads(scopes)) {
      return Finding.fail(
          found + "; missing: " + ownRead,
          "give the client the authority %s: without it, it cannot list tasks and locks"
              .formatted(ownRead));
    }
    return more.isEmpty()
        ? Finding.ok(found)
        : Finding.warn(
            found,
            "the actor makes all changes; %s is enough for reading, instead of %s"
                .formatted(ownRead, join(more)));
  }

  private Finding judge(String name, List<String> scopes) {
    String found = found(name, scopes);
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
    boolean reads = reads(scopes);
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
    return !scope.equals(own) && !scope.equals(ownRead) && !isHarmless(scope);
  }

  private static boolean isHarmless(String scope) {
    return HARMLESS.contains(scope);
  }

  private boolean reads(List<String> scopes) {
    return scopes.contains("bosh.read") || scopes.contains(ownRead);
  }

  private static String found(String name, List<String> scopes) {
    return "%s has %s".formatted(name, scopes.isEmpty() ? "no scope" : join(scopes));
  }

  private static String join(List<String> scopes) {
    return scopes.stream().collect(joining(", "));
  }
}
