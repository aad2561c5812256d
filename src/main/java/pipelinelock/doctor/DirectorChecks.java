package pipelinelock.doctor;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.joining;

import com.google.common.base.Suppliers;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Stream;
import pipelinelock.bosh.Director;
import pipelinelock.environment.ConcourseDeployment;
import pipelinelock.vm.Instance;
import pipelinelock.vm.Upkeep;

/** Checks a Director: that it is reachable and the right one, lets the bot in, and has the VMs. */
public final class DirectorChecks {
  private final CheckContext context;
  private final Optional<WayCheck> way;
  private final Supplier<Director> director;
  private final Optional<Supplier<Director>> actor;
  private final ConcourseDeployment deployment;
  private final boolean pinned;

  /**
   * @param way to it, where it is not reached directly
   * @param director made by the first check, so that a fault in the making is a finding
   * @param actor who recreates, where that is another client than the one who reads
   * @param pinned whether the settings name the Director's uuid
   */
  public DirectorChecks(
      CheckContext context,
      Optional<WayCheck> way,
      Supplier<Director> director,
      Optional<Supplier<Director>> actor,
      ConcourseDeployment deployment,
      boolean pinned) {
    this.context = context;
    this.way = way;
    this.director = Suppliers.memoize(director::get);
    this.actor = actor.map(it -> Suppliers.memoize(it::get));
    this.deployment = deployment;
    this.pinned = pinned;
  }

  public RemoteChecks part() {
    var reach = context.check("bosh reach", () -> context.reach(director.get().contact()));
    var chain = Stream.concat(way.stream().map(WayCheck::check), Stream.of(reach)).toList();
    return new RemoteChecks(context.chapter(), chain, checks());
  }

  private List<Check> checks() {
    var checks = new ArrayList<Check>();
    checks.add(context.check("bosh director", this::identity));
    checks.add(context.check("bosh rights", this::rights));
    actor.ifPresent(it -> checks.add(context.check("bosh actor rights", () -> judge(it.get()))));
    checks.add(context.check("bosh clock", () -> context.clock(() -> director.get().contact())));
    checks.add(context.check("bosh resurrection", this::resurrection));
    checks.add(context.slowCheck("bosh instances", this::instances));
    return checks;
  }

  private Finding identity() {
    var info = director.get().info();
    var found =
        Finding.ok("'%s', version %s, uuid %s".formatted(info.name(), info.version(), info.uuid()));
    return pinned
        ? found
        : found.but("pin it with %s.director_uuid: %s".formatted(context.place(), info.uuid()));
  }

  private Finding rights() {
    return actor.isPresent() ? scale().judgeReader(director.get().rights()) : judge(director.get());
  }

  private Finding judge(Director acting) {
    return scale().judge(acting.rights());
  }

  private DirectorRights scale() {
    return new DirectorRights(director.get().info().uuid());
  }

  private Finding resurrection() {
    return director
        .get()
        .upkeep()
        .resurrection()
        .map(
            on ->
                on
                    ? Finding.ok("on: BOSH recreates VMs by itself if their agents are silent")
                    : Finding.ok("off: only people and this bot bring a lost VM back"))
        .orElseGet(() -> Finding.ok("the Director does not say whether it is on"));
  }

  private Finding instances() {
    List<Instance> all = director.get().instances();
    var groups = all.stream().collect(groupingBy(it -> it.id().group(), TreeMap::new, counting()));
    String found =
        "deployment %s: %s"
            .formatted(
                deployment.name(),
                groups.isEmpty()
                    ? "no instance"
                    : groups.entrySet().stream()
                        .map(it -> it.getValue() + " " + it.getKey())
                        .collect(joining(", ")));
    var missing =
        Stream.concat(deployment.workerGroups().stream(), deployment.webGroups().stream())
            .filter(group -> !groups.containsKey(group))
            .toList();
    if (!missing.isEmpty()) {
      return Finding.fail(
          "%s; no group %s".formatted(found, String.join(", ", missing)),
          "correct worker_groups and web_groups in " + context.place());
    }
    return health(found, all, director.get().upkeep());
  }

  private static Finding health(String found, List<Instance> all, Upkeep upkeep) {
    var ill = new ArrayList<String>();
    for (Instance it : all) {
      if (!it.isRunning()) {
        ill.add("%s is %s".formatted(it.id(), it.jobState().orElse("without a VM")));
      }
      if (it.ignored()) {
        ill.add(it.id() + " is ignored");
      }
      if (upkeep.isOnAnotherStemcell(it)) {
        ill.add(
            "%s runs on stemcell %s, its deployment has %s"
                .formatted(
                    it.id(),
                    it.stemcell().orElse(""),
                    String.join(", ", upkeep.stemcells().orElse(List.of()))));
      }
    }
    return ill.isEmpty()
        ? Finding.ok(found + ", all running")
        : Finding.warn(
            found + "; " + String.join(", ", ill),
            "check with `bosh instances --ps`: a recreate repairs failing neighbours first");
  }
}
