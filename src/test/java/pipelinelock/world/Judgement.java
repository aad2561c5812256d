package pipelinelock.world;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import pipelinelock.diagnosis.Cure;
import pipelinelock.diagnosis.Diagnosis;
import pipelinelock.vm.InstanceId;

/** A diagnosis held against the label of its world. */
final class Judgement {
  private final WorldCase told;
  private final Diagnosis diagnosis;

  Judgement(WorldCase told, Diagnosis diagnosis) {
    this.told = told;
    this.diagnosis = diagnosis;
  }

  /** What is wrong, one line each; empty where all is right. */
  List<String> faults() {
    var faults = new ArrayList<String>();
    var state = diagnosis.verdict().title();
    if (!told.states().contains(state)) {
      faults.add("state %s, not %s".formatted(state, String.join(" or ", told.states())));
    }
    boolean best = state.equals(told.states().getFirst());
    told.cure()
        .filter(it -> best && !it.equals(firstCure()))
        .ifPresent(it -> faults.add("cure %s, not %s".formatted(firstCure(), it)));
    if (!recreated().equals(told.recreate())) {
      faults.add("recreates %s, not %s".formatted(recreated(), told.recreate()));
    }
    faults.addAll(unsafe());
    told.mustNotCure().stream()
        .filter(cures()::contains)
        .forEach(it -> faults.add("offers %s, which cannot work".formatted(it)));
    var text = text();
    told.mustNotSay().stream()
        .filter(text::contains)
        .forEach(it -> faults.add("says '%s'".formatted(it)));
    told.mustSay().stream()
        .filter(it -> !text.contains(it))
        .forEach(it -> faults.add("does not say '%s'".formatted(it)));
    return faults;
  }

  /** Offers that would harm a run, or somebody else's lock. */
  List<String> unsafe() {
    var faults = new ArrayList<String>();
    if (!recreated().isEmpty() && (told.isRunning() || told.recreate().isEmpty())) {
      faults.add("UNSAFE: recreates " + recreated());
    }
    if (!told.mayBeReleased() && cures().contains("release")) {
      faults.add("UNSAFE: offers a release");
    }
    return faults;
  }

  String firstCure() {
    return cures().stream().findFirst().orElse("none");
  }

  private List<String> cures() {
    return diagnosis.cures().stream().map(Cure::title).toList();
  }

  private List<String> recreated() {
    return diagnosis.recreate().map(Cure.Recreate::instances).orElse(List.of()).stream()
        .map(Judgement::word)
        .toList();
  }

  private static String word(InstanceId instance) {
    return switch (instance.id()) {
      case Usual.WORKER -> "worker";
      case WorkerNames.SECOND -> "worker2";
      case Usual.WEB -> "web";
      default -> instance.toString();
    };
  }

  private String text() {
    return Stream.of(
            Stream.of(diagnosis.headline(), diagnosis.reason(), diagnosis.rival()),
            diagnosis.warnings().stream(),
            diagnosis.cures().stream().map(Cure::toString))
        .flatMap(it -> it)
        .reduce("", (all, one) -> all + "\n" + one);
  }

  /** What was reported, for people. */
  String told() {
    return "%s | %s | %s%s"
        .formatted(
            diagnosis.headline(),
            firstCure(),
            diagnosis.reason(),
            diagnosis.warnings().isEmpty() ? "" : " | " + diagnosis.warnings());
  }
}
