package pipelinelock.doctor;

import static java.util.stream.Collectors.joining;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import pipelinelock.settings.EnvironmentSettings;
import pipelinelock.settings.Problem;
import pipelinelock.settings.ValueOrigin;

/**
 * Reports the values of an environment that are stored elsewhere: those in AWS as the last stage of
 * the connection to it, others only if they are missing. A remote that lacks a value is not tried.
 *
 * @param origins where the values come from that are fetched
 */
public record ValueChecks(
    EnvironmentSettings environment, List<ValueOrigin> origins, Limits limits) {
  private static final Pattern IN_AWS = Pattern.compile("(s3|aws-[a-z]+):.*");

  /** What many values may have in common: there is no identity, or no role. */
  private static final Pattern NOT_ASKED =
      Pattern.compile("\\S.*? (?<reason>cannot be asked for: .*)", Pattern.DOTALL);

  /** The sections of the remotes, and the check of each that comes first. */
  private static final Map<String, String> REMOTES = remotes();

  private static Map<String, String> remotes() {
    var all = new LinkedHashMap<String, String>();
    all.put("bosh.", "bosh reach");
    all.put("lock.", "lock repository");
    all.put("concourse.", "concourse reach");
    return all;
  }

  /** Whether a value is fetched from AWS. */
  public static boolean isInAws(ValueOrigin origin) {
    return IN_AWS.matcher(origin.from()).matches();
  }

  /** Nothing where there is nothing to report. */
  public List<RemoteChecks> parts() {
    var inAws = origins.stream().filter(ValueChecks::isInAws).toList();
    var keys = inAws.stream().map(ValueOrigin::key).collect(Collectors.toSet());
    var missing =
        environment.unfetched().stream()
            .collect(Collectors.partitioningBy(it -> keys.contains(it.key())));
    var parts = new ArrayList<RemoteChecks>();
    if (!inAws.isEmpty()) {
      parts.add(part("aws values", inAws, missing.getOrDefault(true, List.of()), Set.of()));
    }
    var elsewhere = missing.getOrDefault(false, List.of());
    if (!elsewhere.isEmpty()) {
      var reported = lacking(missing.getOrDefault(true, List.of()), Set.of());
      parts.add(part("values", List.of(), elsewhere, Set.copyOf(reported)));
    }
    return parts;
  }

  /**
   * @param reported the remotes that another part reports already
   */
  private RemoteChecks part(
      String name, List<ValueOrigin> fetched, List<Problem> missing, Set<String> reported) {
    return new RemoteChecks(
        environment.name().value(),
        check(name, () -> missing.isEmpty() ? arrived(fetched) : missing(missing)),
        lacking(missing, reported).stream()
            .map(it -> check(it, () -> Finding.fail("lacks a value", "see " + name)))
            .toList());
  }

  private Check check(String name, Supplier<Finding> look) {
    return new Check(name, limits.usual(), "environments." + environment.name(), look);
  }

  private List<String> lacking(List<Problem> missing, Set<String> reported) {
    return REMOTES.entrySet().stream()
        .filter(it -> missing.stream().anyMatch(one -> key(one.key()).startsWith(it.getKey())))
        .map(Map.Entry::getValue)
        .filter(it -> !reported.contains(it))
        .toList();
  }

  private Finding arrived(List<ValueOrigin> fetched) {
    return Finding.ok(
        fetched.stream()
            .map(it -> "%s from %s".formatted(key(it.key()), it.from()))
            .collect(joining("; ")));
  }

  private Finding missing(List<Problem> missing) {
    var byReason = new LinkedHashMap<String, List<Problem>>();
    for (var one : missing) {
      byReason.computeIfAbsent(reason(one), _ -> new ArrayList<>()).add(one);
    }
    return Finding.fail(
        byReason.entrySet().stream()
            .map(it -> told(it.getKey(), it.getValue()))
            .collect(joining("; ")),
        missing.stream().map(Problem::fix).distinct().collect(joining("; ")));
  }

  /** Without the name of the value, where it was not asked for at all. */
  private static String reason(Problem one) {
    var asked = NOT_ASKED.matcher(one.what());
    return asked.matches() ? asked.group("reason") : one.what();
  }

  private String told(String reason, List<Problem> missing) {
    var keys = missing.stream().map(it -> key(it.key())).collect(joining(", "));
    boolean shared = missing.size() > 1 && NOT_ASKED.matcher(missing.getFirst().what()).matches();
    return shared
        ? "%s %s".formatted(keys, reason)
        : "%s: %s".formatted(keys, missing.getFirst().what());
  }

  /** Without the environment. */
  private String key(String whole) {
    return whole.substring("environments.%s.".formatted(environment.name()).length());
  }
}
