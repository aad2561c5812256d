package pipelinelock.rehearsal.bosh.log;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.stream.Stream;
import pipelinelock.rehearsal.bosh.log.Recording.Line;

/** What a converge does to one instance, and the recording that shows it. */
public enum Treatment {
  /** Drained, stopped, its VM deleted and created again. */
  RECREATE("failing-neighbour", "concourse-worker"),
  /** Its group is updated by create-swap-delete: a second VM is made, then the first one goes. */
  SWAP("create-swap-delete", "swap"),
  /** Drained, stopped and started again on its VM, because not all its processes ran. */
  RESTART("failing-neighbour", "concourse"),
  /** The same, because an earlier task broke off in the middle of it. */
  UPDATE("dirty-neighbour", "concourse-worker"),
  /** Its agent does not answer: its VM is deleted without a drain, and created again. */
  REPLACE("unresponsive-neighbour-fix", "concourse"),
  /** It was stopped by somebody: nothing to drain, a new VM, and it is started. */
  START("recreate-of-stopped", "concourse-worker"),
  /** It has lost its VM: it gets one, which is drained and stopped as any other. */
  CREATE("target-without-vm", "concourse-worker"),
  /** Somebody detached it: it gets a VM, and it is started. */
  ATTACH("recreate-of-detached", "concourse-worker");

  private final String recording;
  private final String group;

  Treatment(String recording, String group) {
    this.recording = recording;
    this.group = group;
  }

  /** Whether the VM is deleted before the first step is logged. */
  public boolean beginsWithoutVm() {
    return this == REPLACE || this == START;
  }

  /** Whether it gets a VM before any instance is updated. */
  public boolean makesAVmFirst() {
    return this == SWAP || this == CREATE || this == ATTACH;
  }

  boolean keepsTheVm() {
    return this == RESTART || this == UPDATE;
  }

  public String recording(boolean drains) {
    return this == RECREATE && !drains ? "skip-drain" : recording;
  }

  /** Its events, still those of the recorded instance. */
  public List<Line> lines(boolean drains) {
    var recorded = Recording.named(recording(drains)).of(Recording.UPDATING, group);
    return drains || this == RECREATE ? recorded : recorded.stream().flatMap(this::skip).toList();
  }

  /** What is logged about the VM that is created first, still that of the recorded instance. */
  public List<Line> making() {
    return Recording.named(recording).of(Recording.CREATING, group);
  }

  /** What is logged about the packages that such a VM gets, where one is a second one. */
  public static List<Line> downloading() {
    return Recording.named(SWAP.recording).of(Recording.DOWNLOADING, SWAP.group);
  }

  /** No in-place update without drain was recorded, so its one line is taken from a recreate. */
  private Stream<Line> skip(Line line) {
    return switch (line.event().path("data").path("status").asText("")) {
      case "executing drain" -> Stream.empty();
      case "executing pre-stop" -> {
        var skipped = line.event();
        skipped.put("progress", 10);
        ((ObjectNode) skipped.path("data")).put("status", "skipped pre-stop & drain");
        yield Stream.of(line);
      }
      default -> Stream.of(line);
    };
  }
}
