package pipelinelock.runbook.request;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import pipelinelock.vm.Instance;
import pipelinelock.vm.InstanceId;
import pipelinelock.wording.Outside;

/**
 * The VMs whose recreate may be requested now, in the order of the plan, and which of them may be
 * requested alone. Pure.
 *
 * @param workers in instance groups that hold only workers
 * @param web in instance groups that hold the web node
 */
public record Offer(List<Instance> workers, List<Instance> web) {
  /** Fewer characters of an id without its group are too easily another word. */
  private static final int SHORTEST = 4;

  public Offer {
    workers = List.copyOf(workers);
    web = List.copyOf(web);
  }

  /** Workers first. */
  public List<Instance> all() {
    return Stream.concat(workers.stream(), web.stream()).toList();
  }

  /** What becomes of the names that a person wrote. */
  sealed interface Choice {
    /** In the order of the plan, whatever the order of the names. */
    record Part(List<InstanceId> instances) implements Choice {}

    /**
     * @param why a sentence, with the names that there are
     */
    record None(String why) implements Choice {}
  }

  /**
   * Reads names as people write them: {@code concourse-worker/89f7a596-…} in full or its beginning,
   * {@code worker/0} by the index, the id's beginning alone, or a group for all of it.
   */
  Choice choose(List<String> names) {
    var chosen = new ArrayList<Instance>();
    for (String name : names) {
      var meant = named(name);
      if (meant.isEmpty()) {
        return new Choice.None(
            "There is no VM `%s` among those that may be recreated now: %s."
                .formatted(shown(name), listed()));
      }
      if (meant.size() > 1 && meant.stream().noneMatch(it -> isOf(lower(name), it))) {
        return new Choice.None(
            "`%s` may be %s. Write more of it.".formatted(shown(name), listed(meant)));
      }
      chosen.addAll(meant);
    }
    var part = all().stream().filter(chosen::contains).map(Instance::id).toList();
    return refusal(part).<Choice>map(Choice.None::new).orElseGet(() -> new Choice.Part(part));
  }

  /**
   * Why this part may not be asked for alone, a sentence; empty where it may. Where the verdict
   * wants workers too, web alone is not offered: a new web node takes up the hung step again, on
   * the same worker.
   */
  public Optional<String> refusal(Collection<InstanceId> part) {
    if (part.isEmpty()) {
      return Optional.of("Choose at least one VM.");
    }
    var ids = all().stream().map(Instance::id).toList();
    var stranger = part.stream().filter(id -> !ids.contains(id)).findFirst();
    if (stranger.isPresent()) {
      return Optional.of(
          "%s is not among the VMs that may be recreated now: %s."
              .formatted(stranger.get(), listed()));
    }
    return !workers.isEmpty() && workers.stream().noneMatch(it -> part.contains(it.id()))
        ? Optional.of(
            "Web alone is not enough here: the new web node would resume the hung step on its old worker. Choose a worker as well.")
        : Optional.empty();
  }

  private List<Instance> named(String written) {
    String name = lower(written);
    int slash = name.indexOf('/');
    if (slash < 0) {
      var group = all().stream().filter(it -> isOf(name, it)).toList();
      return group.isEmpty() && name.length() >= SHORTEST ? byId(all(), name) : group;
    }
    String group = name.substring(0, slash);
    String which = name.substring(slash + 1);
    var inGroup = all().stream().filter(it -> isOf(group, it)).toList();
    var byIndex = inGroup.stream().filter(it -> which.equals("" + it.index())).toList();
    return which.isEmpty() || !byIndex.isEmpty() ? byIndex : byId(inGroup, which);
  }

  private static List<Instance> byId(List<Instance> among, String beginning) {
    return among.stream().filter(it -> lower(it.id().id()).startsWith(beginning)).toList();
  }

  private static String lower(String text) {
    return text.toLowerCase(Locale.ROOT);
  }

  /** {@code worker} and {@code web} stand for their kinds, whatever the deployment calls them. */
  private boolean isOf(String group, Instance instance) {
    String called = lower(instance.id().group());
    return called.equals(group)
        || (workers.contains(instance) && (group.equals("worker") || group.equals("workers")))
        || (web.contains(instance) && group.equals("web"));
  }

  private String listed() {
    return listed(all());
  }

  private static String listed(List<Instance> instances) {
    return instances.stream()
        .map(it -> "`" + it.id().shortForm() + "`")
        .collect(Collectors.joining(", "));
  }

  private static String shown(String name) {
    return Outside.line(name, 60).replace('`', '\'');
  }
}
