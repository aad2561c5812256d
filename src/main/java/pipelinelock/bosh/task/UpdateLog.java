package pipelinelock.bosh.task;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import pipelinelock.vm.InstanceId;

/**
 * Which instances an update started and finished, according to its event log. It takes the log in
 * pieces, so that a log of any length is read to its end.
 */
final class UpdateLog {
  private static final String UPDATING = "Updating instance";
  private static final String DELETING = "Deleting unneeded instances";
  private static final String INSTANCE = "(.+/[A-Fa-f0-9]{8}-[A-Fa-f0-9-]{27}) \\(\\d+\\)";

  /** {@code concourse-worker/89f7a596-… (0) (canary)}. */
  private static final Pattern TASK = Pattern.compile(INSTANCE + ".*");

  /** The stage of a task of one instance alone: {@code Updating instance worker/89f7a596-… (0)}. */
  private static final Pattern ALONE = Pattern.compile(UPDATING + " " + INSTANCE);

  /** Of an instance without a VM, and of one that gets a second VM before its first one goes. */
  private static final List<String> MAKING =
      List.of("Creating missing vms", "Downloading packages");

  private final Map<InstanceId, Boolean> finished = new LinkedHashMap<>();
  private boolean deletes;

  void read(String events) {
    events.lines().flatMap(line -> TaskEventJson.read(line).stream()).forEach(this::hear);
  }

  private void hear(TaskEventJson event) {
    Matcher alone = ALONE.matcher(event.stage());
    if (alone.matches()) {
      finished.put(InstanceId.parse(alone.group(1)), false);
      return;
    }
    deletes |= event.stage().equals(DELETING);
    Matcher task = TASK.matcher(event.task());
    if (task.matches()) {
      hear(event, InstanceId.parse(task.group(1)));
    }
  }

  private void hear(TaskEventJson event, InstanceId instance) {
    if (event.stage().equals(UPDATING)) {
      finished.put(instance, event.state().equals("finished"));
    } else if (MAKING.contains(event.stage())) {
      finished.putIfAbsent(instance, false);
    }
  }

  /** Whether it began to change anything. */
  boolean changesSomething() {
    return deletes || !finished.isEmpty();
  }

  /** Whether it began to delete instances. */
  boolean deletes() {
    return deletes;
  }

  /** All that it began, in their order. */
  List<InstanceId> begun() {
    return List.copyOf(finished.keySet());
  }

  boolean hasFinished(InstanceId instance) {
    return finished.getOrDefault(instance, false);
  }

  /** What it began and did not finish; a task of one instance alone finishes none in its log. */
  List<InstanceId> unfinished() {
    var open = new ArrayList<InstanceId>();
    finished.forEach(
        (instance, isFinished) -> {
          if (!isFinished) {
            open.add(instance);
          }
        });
    return List.copyOf(open);
  }
}
