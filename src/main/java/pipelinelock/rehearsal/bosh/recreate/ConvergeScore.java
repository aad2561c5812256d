package pipelinelock.rehearsal.bosh.recreate;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import pipelinelock.rehearsal.bosh.instance.DirectorInstances;
import pipelinelock.rehearsal.bosh.log.Composition;
import pipelinelock.rehearsal.bosh.log.Recording;
import pipelinelock.rehearsal.bosh.log.Recording.Line;
import pipelinelock.rehearsal.bosh.log.Score;
import pipelinelock.rehearsal.bosh.log.Touch;
import pipelinelock.rehearsal.bosh.log.Treatment;
import pipelinelock.rehearsal.http.Json;

/** The log of {@code bosh recreate GROUP/ID}, given the state of the instances when it begins. */
public final class ConvergeScore {
  static final String RECORDED_WORKER = "concourse-worker/ea6dbf06-c07d-4138-b4f1-cabf2c0a1d80";
  private static final String RECORDED_WEB = "concourse/fc5dd5ce-e154-489d-b10c-247b01a952a6";
  private static final String RECORDED_AGENT = "dc107085-31c0-4e25-892a-f6c7e69bb542";
  private static final String RESULT = "/deployments/concourse";

  private final DirectorInstances instances;
  private final RecreateOrder order;
  private final Converge converge;

  public ConvergeScore(DirectorInstances instances, RecreateOrder order) {
    this.instances = instances;
    this.order = order;
    this.converge = new Converge(instances, order);
  }

  /** Whether it is what the runbook's own transcripts show, of this group. */
  public boolean isOfTheRunbook() {
    return converge.silent().isEmpty()
        && !converge.isTargetIgnored()
        && !order.dryRun()
        && isPlain(converge.touches());
  }

  public Score score() {
    var silent = converge.silent();
    if (silent.isPresent()) {
      return unresponsive(silent.get());
    }
    if (converge.isTargetIgnored()) {
      return ignored();
    }
    if (order.dryRun()) {
      var dry = Recording.named("dry-run");
      return new Composition(dry.begin()).add(dry.preparation()).done(RESULT);
    }
    var touches = converge.touches();
    return isPlain(touches) ? plain(touches.getFirst()) : composed(touches);
  }

  /** The runbook's own case, which takes the time that it took the operator. */
  private boolean isPlain(List<Touch> touches) {
    return !converge.hasIgnored()
        && touches.size() == 1
        && touches.getFirst().treatment() == Treatment.RECREATE
        && touches.getFirst().drains();
  }

  private Score plain(Touch touch) {
    String group = instances.group(touch.instance());
    var recording = Recording.named("task-" + recordedAs(group));
    return new Composition(recording.begin())
        .add(recording.preparation())
        .add(
            recording.of(Recording.UPDATING, group),
            Optional.of(touch),
            event -> becomes(event, touch, 1, 1))
        .done(RESULT);
  }

  /** The number of the task that the operator's recreate of this group had. */
  public static int recordedAs(String group) {
    return group.equals(DirectorInstances.WEB_GROUP) ? 260216 : 260183;
  }

  private Score composed(List<Touch> touches) {
    var leading = Recording.named(leading(touches));
    var composition = new Composition(leading.begin()).add(preparation(leading));
    addMissing(
        composition,
        touches.stream()
            .filter(touch -> touch.treatment().makesAVmFirst())
            .filter(touch -> !instances.hasSecondVm(touch.instance()))
            .toList());
    for (String group : DirectorInstances.GROUPS) {
      addGroup(composition, touches.stream().filter(it -> isOf(it, group)).toList());
    }
    return composition.done(RESULT);
  }

  /** The recording that is most like what is going to happen; its times are taken. */
  private String leading(List<Touch> touches) {
    boolean replaces = !of(touches, Treatment.REPLACE).isEmpty();
    if (converge.hasIgnored() && !replaces) {
      return "ignored-neighbour";
    }
    String usual = Treatment.RECREATE.recording(true);
    return Stream.concat(of(touches, Treatment.REPLACE).stream(), touches.stream())
        .map(touch -> touch.treatment().recording(touch.drains()))
        .filter(name -> !name.equals(usual))
        .findFirst()
        .orElse(usual);
  }

  private List<Line> preparation(Recording leading) {
    var lines = new ArrayList<>(leading.preparation());
    if (converge.hasIgnored()) {
      // After the two events of the step that finds them.
      lines.addAll(2, Recording.named("ignored-neighbour").warnings());
    }
    return lines;
  }

  /** All VMs are made first; where one of them is a second one, all get their packages next. */
  private void addMissing(Composition composition, List<Touch> missing) {
    for (int i = 0; i < missing.size(); i++) {
      addMissing(composition, missing, i, missing.get(i).treatment().making());
    }
    if (!of(missing, Treatment.SWAP).isEmpty()) {
      for (int i = 0; i < missing.size(); i++) {
        addMissing(composition, missing, i, Treatment.downloading());
      }
    }
  }

  private void addMissing(
      Composition composition, List<Touch> missing, int position, List<Line> lines) {
    var touch = missing.get(position);
    composition.add(
        lines,
        Optional.of(touch),
        event ->
            event
                .put("task", instances.title(touch.instance()))
                .put("total", missing.size())
                .put("index", position + 1));
  }

  private void addGroup(Composition composition, List<Touch> touches) {
    for (int i = 0; i < touches.size(); i++) {
      int index = i + 1;
      var touch = touches.get(i);
      composition.add(
          touch.treatment().lines(touch.drains()),
          Optional.of(touch),
          event -> becomes(event, touch, touches.size(), index));
    }
  }

  /** The first instance of a group is its canary. */
  private void becomes(ObjectNode event, Touch touch, int total, int index) {
    event.set("tags", Json.MAPPER.createArrayNode().add(instances.group(touch.instance())));
    event
        .put("total", total)
        .put("index", index)
        .put("task", instances.title(touch.instance()) + (index == 1 ? " (canary)" : ""));
  }

  private Score unresponsive(String id) {
    var recording = Recording.named("unresponsive-neighbour");
    return new Composition(recording.begin())
        .add(recording.preparation().subList(0, 1))
        .fails(
            recording.length(),
            recording.error().path("code").asInt(),
            silence(recording, instances, id));
  }

  static String silence(Recording recording, DirectorInstances instances, String id) {
    return recording
        .error()
        .path("message")
        .asText()
        .replace(RECORDED_WEB, instances.name(id))
        .replace(RECORDED_AGENT, instances.agent(id));
  }

  private Score ignored() {
    var recording = Recording.named("ignored-target");
    String message = recording.error().path("message").asText();
    return new Composition(recording.begin())
        .add(recording.preparation().subList(0, 1))
        .fails(
            Duration.ZERO,
            recording.error().path("code").asInt(),
            message.replace(RECORDED_WORKER, instances.name(order.target())));
  }

  private boolean isOf(Touch touch, String group) {
    return instances.group(touch.instance()).equals(group);
  }

  private static List<Touch> of(List<Touch> touches, Treatment treatment) {
    return touches.stream().filter(touch -> touch.treatment() == treatment).toList();
  }
}
